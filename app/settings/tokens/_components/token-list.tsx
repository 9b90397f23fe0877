'use client';

import { useRouter } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import type { ApiToken } from '@/lib/features/auth';
import { endToken } from '../../actions';

/** The person's API tokens: what each may do, when it was used and ends; each can be ended here. */
export function TokenList({ tokens }: { tokens: readonly ApiToken[] }) {
  const router = useRouter();
  const { run, refusal } = useAction(endToken);
  return (
    <Card>
      <CardHeader title="Your tokens" />
      {refusal && (
        <Alert tone="danger" className="mb-5">
          {refusal.message}
        </Alert>
      )}
      <Table
        caption="Your API tokens"
        rows={tokens}
        rowKey={(token) => token.id}
        empty="You have no tokens yet."
        columns={[
          { id: 'name', header: 'Name', rowHeader: true, cell: (token) => token.name },
          { id: 'begins', header: 'Begins with', cell: (token) => <code>{token.prefix}…</code> },
          { id: 'scopes', header: 'May do', cell: (token) => <code>{token.scopes.join(' ')}</code> },
          { id: 'used', header: 'Last used', cell: (token) => <Moment at={token.lastUsedAt} absent="never" /> },
          { id: 'ends', header: 'Ends', cell: (token) => <Moment at={token.expiresAt} absent="never" /> },
          {
            id: 'end',
            header: <span className="sr-only">End</span>,
            cell: (token) => (
              <Button
                variant="secondary"
                size="small"
                onClick={() => run({ id: token.id }).then(() => router.refresh())}
                aria-label={`End the token ${token.name}`}
              >
                End
              </Button>
            ),
          },
        ]}
      />
    </Card>
  );
}
