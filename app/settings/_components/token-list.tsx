'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { CodeBlock } from '@/components/ui/code-block';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Table } from '@/components/ui/table';
import type { ApiToken } from '@/lib/features/auth';
import { scopeNames, scopes, type Scope } from '@/lib/vocabulary/scopes';
import { endToken, makeToken } from '../actions';
import { Moment } from '@/components/ui/moment';

/** The person's API tokens: make one, see when each was used, end one. */
export function TokenList({ tokens }: { tokens: readonly ApiToken[] }) {
  const router = useRouter();
  const [made, setMade] = useState<string>();
  const [error, setError] = useState<{ message: string; fields?: Readonly<Record<string, string>> }>();
  const [busy, setBusy] = useState(false);

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { name, scope } = Object.fromEntries(new FormData(form)) as { name: string; scope: Scope };
    setBusy(true);
    const result = await makeToken({ name, scopes: [scope] });
    setBusy(false);
    setError(result.ok ? undefined : result.error);
    if (!result.ok) return;
    setMade(result.output.token);
    form.reset();
    router.refresh();
  }

  async function end(id: string) {
    const result = await endToken({ id });
    if (!result.ok) setError(result.error);
    router.refresh();
  }

  return (
    <Card>
      <CardHeader title="API tokens" description="A program sends one as Authorization: Bearer … It may do at most what you may." />
      {made && (
        <Alert tone="success" title="Your new token" className="mb-5">
          <p className="mb-3">Copy it now: it is shown this once, and only its fingerprint is kept.</p>
          <CodeBlock code={made} title="Token" />
        </Alert>
      )}
      {error && !error.fields && (
        <Alert tone="danger" className="mb-5">
          {error.message}
        </Alert>
      )}
      <Form onSubmit={make} className="mb-6 flex flex-wrap items-start gap-4">
        <Field label="Name" hint="Where it will be used" error={error?.fields?.name} required className="min-w-48 flex-1">
          {(wiring) => <Input {...wiring} name="name" autoComplete="off" />}
        </Field>
        <Field label="May do" className="min-w-48 flex-1">
          {(wiring) => <Select {...wiring} name="scope" options={scopeNames.map((scope) => ({ value: scope, label: scopes[scope] }))} />}
        </Field>
        <Button type="submit" busy={busy} className="sm:mt-7">
          Make a token
        </Button>
      </Form>
      <Table
        caption="Your API tokens"
        rows={tokens}
        rowKey={(token) => token.id}
        empty="You have no tokens yet."
        columns={[
          { id: 'name', header: 'Name', rowHeader: true, cell: (token) => token.name },
          { id: 'begins', header: 'Begins with', cell: (token) => <code>{token.prefix}…</code> },
          { id: 'scopes', header: 'May do', cell: (token) => token.scopes.join(', ') },
          { id: 'used', header: 'Last used', cell: (token) => <Moment at={token.lastUsedAt} absent="never" /> },
          {
            id: 'end',
            header: <span className="sr-only">End</span>,
            cell: (token) => (
              <Button variant="secondary" size="small" onClick={() => end(token.id)} aria-label={`End the token ${token.name}`}>
                End
              </Button>
            ),
          },
        ]}
      />
    </Card>
  );
}
