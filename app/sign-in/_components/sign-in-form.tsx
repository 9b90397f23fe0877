'use client';

import { signIn } from 'next-auth/react';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';

const refusals: Record<number, string> = {
  401: 'This address and password do not belong together. Check both and try again.',
  429: 'Too many tries from here. Wait a few minutes.',
};

/** Address and password; goes on to `next` when they are right. */
export function SignInForm({ next }: { next: string }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    const result = await signIn('credentials', { redirect: false, email: form.get('email'), password: form.get('password') }).catch(
      () => undefined,
    );
    if (result?.ok) {
      window.location.assign(next);
      return;
    }
    setBusy(false);
    const status = result?.error === 'too_many_requests' ? 429 : (result?.status ?? 0);
    setError(refusals[status] ?? 'Loam could not be reached. Is it still running?');
  }

  return (
    <Form onSubmit={submit} className="space-y-5">
      {error && <Alert tone="danger">{error}</Alert>}
      <Field label="E-mail address" required>
        {(wiring) => <Input {...wiring} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label="Password" required>
        {(wiring) => <Input {...wiring} name="password" type="password" autoComplete="current-password" required />}
      </Field>
      <Button type="submit" busy={busy} className="w-full">
        Sign in
      </Button>
    </Form>
  );
}
