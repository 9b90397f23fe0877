'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import { savePassword } from '../actions';

/** Changes the password, which asks for the old one. */
export function PasswordForm({ email }: { email: string }) {
  const router = useRouter();
  const [saved, setSaved] = useState(false);
  const { run, busy, refusal } = useAction(savePassword);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const { currentPassword, newPassword } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    setSaved(false);
    const done = await run({ currentPassword, newPassword });
    if (!done) return;
    setSaved(true);
    form.reset();
    router.refresh();
  }

  const errors = refusal?.fields ?? {};
  return (
    <Card>
      <CardHeader title="Password" description="Changing it signs you out everywhere but here. API tokens go on working." />
      {saved && (
        <Alert tone="success" className="mb-5">
          Your password is changed, and your other sessions have ended.
        </Alert>
      )}
      {refusal && !refusal.fields && (
        <Alert tone="danger" className="mb-5">
          {refusal.message}
        </Alert>
      )}
      <Form onSubmit={submit} noValidate className="space-y-5">
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <Field label="Current password" required error={errors.currentPassword}>
          {(wiring) => <Input {...wiring} name="currentPassword" type="password" autoComplete="current-password" />}
        </Field>
        <Field
          label="New password"
          hint="At least 10 characters; a short sentence is easy to remember."
          required
          error={errors.newPassword}
        >
          {(wiring) => <Input {...wiring} name="newPassword" type="password" autoComplete="new-password" />}
        </Field>
        <Button type="submit" variant="secondary" busy={busy}>
          Change my password
        </Button>
      </Form>
    </Card>
  );
}
