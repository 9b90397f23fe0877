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
import { Moment } from '@/components/ui/moment';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import { roles, type Role } from '@/lib/vocabulary/roles';
import { makeInvitation } from '../actions';

/** Makes an invitation and shows its link, this once. */
export function InvitationForm({ days }: { days: number }) {
  const router = useRouter();
  const [made, setMade] = useState<{ link: string; expiresAt: string; role: Role }>();
  const { run, busy, refusal } = useAction(makeInvitation);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { role, email, note, days: held } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    setMade(undefined);
    const invitation = await run({ role: role as Role, email: email || undefined, note: note || undefined, days: held });
    if (!invitation) return;
    setMade(invitation);
    form.reset();
    router.refresh();
  }

  const errors = refusal?.fields ?? {};
  return (
    <Card>
      <CardHeader title="Invite somebody" />
      {made && (
        <Alert tone="success" title={`An invitation for a ${made.role}`} className="mb-5">
          <p className="mb-3">
            Copy the link now: it is shown this once. It works until <Moment at={made.expiresAt} />.
          </p>
          <CodeBlock code={made.link} title="Link" />
        </Alert>
      )}
      {refusal && !refusal.fields && (
        <Alert tone="danger" className="mb-5">
          {refusal.message}
        </Alert>
      )}
      <Form onSubmit={submit} noValidate className="grid gap-5 sm:grid-cols-2">
        <Field label="Role" error={errors.role}>
          {(wiring) => <Select {...wiring} name="role" options={roles.map((role) => ({ value: role, label: role }))} />}
        </Field>
        <Field label="Holds for days" error={errors.days}>
          {(wiring) => <Input {...wiring} name="days" type="number" min={1} max={90} defaultValue={days} />}
        </Field>
        <Field label="Only for this address" hint="Left empty, whoever holds the link may use it." error={errors.email}>
          {(wiring) => <Input {...wiring} name="email" type="email" autoComplete="off" />}
        </Field>
        <Field label="Note" hint="For your list: whom it is for." error={errors.note}>
          {(wiring) => <Input {...wiring} name="note" autoComplete="off" />}
        </Field>
        <div className="sm:col-span-2">
          <Button type="submit" busy={busy}>
            Make the invitation
          </Button>
        </div>
      </Form>
    </Card>
  );
}
