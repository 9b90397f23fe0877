'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { CodeBlock } from '@/components/ui/code-block';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { Scope } from '@/lib/vocabulary/scopes';
import { makeToken } from '../../actions';

const expiries = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '', label: 'until I end it' },
];

/** Makes a token: what it may do, and for how long. */
export function TokenForm({ scopes }: { scopes: readonly { scope: Scope; label: string }[] }) {
  const router = useRouter();
  const [made, setMade] = useState<string>();
  const [everything, setEverything] = useState(true);
  const { run, busy, refusal } = useAction(makeToken);

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const chosen = scopes.map(({ scope }) => scope).filter((scope) => data.get(`scope ${scope}`) !== null);
    const days = String(data.get('expiry'));
    setMade(undefined);
    const token = await run({
      name: String(data.get('name')),
      scopes: everything ? ['*'] : chosen,
      expiresInDays: days === '' ? undefined : Number(days),
    });
    if (!token) return;
    setMade(token.token);
    form.reset();
    setEverything(true);
    router.refresh();
  }

  const errors = refusal?.fields ?? {};
  return (
    <Card>
      <CardHeader title="A new token" />
      {made && (
        <Alert tone="success" title="Your new token" className="mb-5">
          <p className="mb-3">Copy it now: it is shown this once, and only its fingerprint is kept.</p>
          <div className="space-y-3">
            <CodeBlock code={made} title="Token" />
            <CodeBlock code={`export LOAM_TOKEN=${made}`} title="For the lines below" />
          </div>
        </Alert>
      )}
      {refusal && !refusal.fields && (
        <Alert tone="danger" className="mb-5">
          {refusal.message}
        </Alert>
      )}
      <Form onSubmit={make} noValidate className="space-y-5">
        <div className="flex flex-wrap gap-4">
          <Field label="Name" hint="Where it will be used" error={errors.name} required className="min-w-48 flex-1">
            {(wiring) => <Input {...wiring} name="name" autoComplete="off" />}
          </Field>
          <Field label="Works" className="min-w-40">
            {(wiring) => <Select {...wiring} name="expiry" options={expiries} />}
          </Field>
        </div>
        <fieldset className="space-y-3">
          <legend className="mb-2 text-sm font-medium">May do</legend>
          <Checkbox
            label="Everything that you may do"
            checked={everything}
            onCheckedChange={(checked) => setEverything(checked === true)}
          />
          {!everything && (
            <div className="grid gap-3 border-l-2 pl-4 sm:grid-cols-2">
              {scopes
                .filter(({ scope }) => scope !== '*')
                .map(({ scope, label }) => (
                  <Checkbox key={scope} name={`scope ${scope}`} label={label} hint={<code>{scope}</code>} />
                ))}
            </div>
          )}
          {errors.scopes && (
            <p role="alert" className="text-sm font-medium text-danger">
              {errors.scopes}
            </p>
          )}
        </fieldset>
        <Button type="submit" busy={busy}>
          Make a token
        </Button>
      </Form>
    </Card>
  );
}
