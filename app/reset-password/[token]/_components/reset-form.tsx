'use client';

import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { useAction } from '@/components/ui/use-action';
import { setNewPassword } from '../actions';

/** Sets a new password by the link that led here. */
export function ResetForm({ token }: { token: string }) {
  const [done, setDone] = useState(false);
  const { run, busy, refusal } = useAction(setNewPassword);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const newPassword = String(new FormData(event.currentTarget).get('newPassword'));
    setDone((await run({ token, newPassword })) !== undefined);
  }

  if (done) {
    return (
      <>
        <Alert tone="success" className="mb-5">
          Your new password is set, and all your sessions have ended.
        </Alert>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </>
    );
  }
  return (
    <Form onSubmit={submit} noValidate className="space-y-5">
      {refusal && !refusal.fields && <Alert tone="danger">{refusal.message}</Alert>}
      <Field
        label="New password"
        hint="At least 10 characters; a short sentence is easy to remember."
        required
        error={refusal?.fields?.newPassword}
      >
        {(wiring) => <Input {...wiring} name="newPassword" type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" busy={busy} className="w-full">
        Set my password
      </Button>
    </Form>
  );
}
