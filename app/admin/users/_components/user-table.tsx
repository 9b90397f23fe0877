'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Moment } from '@/components/ui/moment';
import { Select } from '@/components/ui/select';
import { Table } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tones';
import { useAction } from '@/components/ui/use-action';
import type { ManagedUser } from '@/lib/features/users';
import { roles, type Role } from '@/lib/vocabulary/roles';
import { changeRole, enable } from '../actions';
import { UserDialog, type UserDeed } from './user-dialog';
import { UserMenu } from './user-menu';

const tones: Record<ManagedUser['state'], Tone> = { active: 'leaf', disabled: 'danger', 'no-login': 'neutral' };

/** Everybody's accounts with what an admin may do to each. */
export function UserTable({ users, ownId }: { users: readonly ManagedUser[]; ownId: string }) {
  const router = useRouter();
  const [asked, setAsked] = useState<{ user: ManagedUser; deed: UserDeed }>();
  const role = useAction(changeRole);
  const back = useAction(enable);
  const refusal = role.refusal ?? back.refusal;
  const refresh = () => router.refresh();

  return (
    <>
      {refusal && <Alert tone="danger">{refusal.message}</Alert>}
      <Table
        caption="Accounts"
        rows={users}
        rowKey={(user) => user.id}
        empty="Nobody like that here."
        columns={[
          {
            id: 'name',
            header: 'Name',
            rowHeader: true,
            cell: (user) => (
              <>
                {user.name} {user.id === ownId && <Badge>you</Badge>}
                <span className="block text-sm font-normal text-ink-soft">{user.email}</span>
              </>
            ),
          },
          {
            id: 'role',
            header: 'Role',
            cell: (user) => (
              <Select
                // A refused change goes back to the role that holds.
                key={`${user.role} ${refusal?.message ?? ''}`}
                aria-label={`Role of ${user.name}`}
                className="min-w-32"
                options={roles.map((each) => ({ value: each, label: each }))}
                defaultValue={user.role}
                onChange={(event) => role.run({ user: user.id, role: event.target.value as Role }).then(refresh)}
              />
            ),
          },
          { id: 'state', header: 'State', cell: (user) => <Badge tone={tones[user.state]}>{user.state}</Badge> },
          { id: 'since', header: 'Since', cell: (user) => <Moment at={user.createdAt} /> },
          { id: 'seen', header: 'Last seen', cell: (user) => <Moment at={user.lastSeenAt} absent="never" /> },
          {
            id: 'act',
            header: <span className="sr-only">Act</span>,
            cell: (user) => (
              <UserMenu
                user={user}
                own={user.id === ownId}
                onEnable={() => void back.run({ user: user.id }).then(refresh)}
                onAsk={(deed) => setAsked({ user, deed })}
              />
            ),
          },
        ]}
      />
      {asked && (
        <UserDialog
          {...asked}
          onClose={() => {
            setAsked(undefined);
            refresh();
          }}
        />
      )}
    </>
  );
}
