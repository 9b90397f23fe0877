'use client';

import { useRouter } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import type { Session } from '@/lib/features/auth';
import { endOtherSessions, endSession } from '../actions';

/** Where the person is signed in; each place can be signed out from here. */
export function SessionList({ sessions }: { sessions: readonly Session[] }) {
  const router = useRouter();
  const one = useAction(endSession);
  const others = useAction(endOtherSessions);
  const refusal = one.refusal ?? others.refusal;
  return (
    <Card>
      <CardHeader title="Where you are signed in" />
      {refusal && (
        <Alert tone="danger" className="mb-5">
          {refusal.message}
        </Alert>
      )}
      <Table
        caption="Your sessions"
        rows={sessions}
        rowKey={(session) => session.id}
        columns={[
          {
            id: 'where',
            header: 'Device',
            rowHeader: true,
            cell: (session) => (
              <>
                {session.device} {session.current && <Badge tone="leaf">this one</Badge>}
              </>
            ),
          },
          { id: 'address', header: 'From', cell: (session) => session.address ?? '' },
          { id: 'since', header: 'Since', cell: (session) => <Moment at={session.createdAt} /> },
          { id: 'seen', header: 'Last seen', cell: (session) => <Moment at={session.lastSeenAt} /> },
          {
            id: 'end',
            header: <span className="sr-only">Sign out</span>,
            cell: (session) => (
              <Button
                variant="secondary"
                size="small"
                className="whitespace-nowrap"
                onClick={() => one.run({ id: session.id }).then(() => router.refresh())}
              >
                Sign out
              </Button>
            ),
          },
        ]}
      />
      {sessions.length > 1 && (
        <Button variant="secondary" className="mt-5" busy={others.busy} onClick={() => others.run({}).then(() => router.refresh())}>
          Sign out everywhere else
        </Button>
      )}
    </Card>
  );
}
