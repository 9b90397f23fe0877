'use client';

import { useRouter } from 'next/navigation';
import type { z } from 'zod';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Table } from '@/components/ui/table';
import type { sessionSchema } from '@/lib/features/auth';
import { endSession } from '../actions';
import { Moment } from '@/components/ui/moment';

type Session = z.output<typeof sessionSchema>;

/** Where the person is signed in; each place can be signed out from here. */
export function SessionList({ sessions }: { sessions: readonly Session[] }) {
  const router = useRouter();
  async function end(id: string) {
    await endSession({ id });
    router.refresh();
  }
  return (
    <Card>
      <CardHeader title="Where you are signed in" />
      <Table
        caption="Your sessions"
        rows={sessions}
        rowKey={(session) => session.id}
        columns={[
          {
            id: 'where',
            header: 'Browser',
            rowHeader: true,
            cell: (session) => (
              <>
                {browserOf(session.userAgent)} {session.current && <Badge tone="leaf">this one</Badge>}
              </>
            ),
          },
          { id: 'since', header: 'Since', cell: (session) => <Moment at={session.createdAt} /> },
          { id: 'seen', header: 'Last seen', cell: (session) => <Moment at={session.lastSeenAt} /> },
          {
            id: 'end',
            header: <span className="sr-only">Sign out</span>,
            cell: (session) => (
              <Button variant="secondary" size="small" onClick={() => end(session.id)}>
                Sign out
              </Button>
            ),
          },
        ]}
      />
    </Card>
  );
}

/** The best-known name in a user agent; order matters, for each pretends to be the ones after it. */
function browserOf(userAgent: string): string {
  const known = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ];
  return known.find(([mark]) => userAgent.includes(mark))?.[1] ?? (userAgent.slice(0, 40) || 'Unknown');
}
