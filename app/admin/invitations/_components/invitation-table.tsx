'use client';

import { useRouter } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { Tone } from '@/components/ui/tones';
import { useAction } from '@/components/ui/use-action';
import type { InvitationView } from '@/lib/features/users';
import { takeBack } from '../actions';

const tones: Record<InvitationView['state'], Tone> = { open: 'leaf', used: 'sky', revoked: 'danger', expired: 'neutral' };

/** The invitations that were made; the open ones can be taken back. */
export function InvitationTable({ invitations }: { invitations: readonly InvitationView[] }) {
  const router = useRouter();
  const { run, refusal } = useAction(takeBack);
  return (
    <>
      {refusal && <Alert tone="danger">{refusal.message}</Alert>}
      <Table
        caption="Invitations"
        rows={invitations}
        rowKey={(invitation) => invitation.id}
        empty="Nobody was invited yet."
        columns={[
          {
            id: 'for',
            header: 'For',
            rowHeader: true,
            cell: (invitation) => invitation.email ?? invitation.note ?? 'whoever holds the link',
          },
          { id: 'role', header: 'Role', cell: (invitation) => invitation.role },
          { id: 'state', header: 'State', cell: (invitation) => <Badge tone={tones[invitation.state]}>{invitation.state}</Badge> },
          { id: 'used', header: 'Used by', cell: (invitation) => invitation.usedBy ?? '' },
          { id: 'by', header: 'Made by', cell: (invitation) => invitation.inviter },
          { id: 'until', header: 'Until', cell: (invitation) => <Moment at={invitation.expiresAt} /> },
          {
            id: 'act',
            header: <span className="sr-only">Take back</span>,
            cell: (invitation) =>
              invitation.state === 'open' && (
                <Button
                  variant="secondary"
                  size="small"
                  className="whitespace-nowrap"
                  onClick={() => run({ id: invitation.id }).then(() => router.refresh())}
                >
                  Take back
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
