'use client';

import { signIn } from 'next-auth/react';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { createFirstAccount } from '../actions';

interface Refusal {
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Makes the first account and signs in with it. */
export function SetupForm({ needsCode }: { needsCode: boolean }) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget)) as { name: string; email: string; password: string };
    setBusy(true);
    setRefusal(undefined);
    const result = await createFirstAccount(form).catch(() => undefined);
    if (result?.ok) {
      await signIn('credentials', { redirect: false, email: form.email, password: form.password });
      window.location.assign('/');
      return;
    }
    setBusy(false);
    setRefusal(result?.error ?? { message: 'Loam could not be reached. Is it still running?' });
  }

  const errors = refusal?.fields ?? {};
  return (
    <Form onSubmit={submit} noValidate className="space-y-5">
      {refusal && !refusal.fields && <Alert tone="danger">{refusal.message}</Alert>}
      <Field label="Your name" required error={errors.name}>
        {(wiring) => <Input {...wiring} name="name" autoComplete="name" />}
      </Field>
      <Field label="E-mail address" hint="You sign in with it; nothing is ever sent there." required error={errors.email}>
        {(wiring) => <Input {...wiring} name="email" type="email" autoComplete="username" />}
      </Field>
      <Field label="Password" hint="At least 10 characters." required error={errors.password}>
        {(wiring) => <Input {...wiring} name="password" type="password" autoComplete="new-password" />}
      </Field>
      {needsCode && (
        <Field label="Setup code" hint="It was printed where Loam was started." required error={errors.setupCode}>
          {(wiring) => <Input {...wiring} name="setupCode" autoComplete="off" />}
        </Field>
      )}
      <Button type="submit" busy={busy} className="w-full">
        Make my account
      </Button>
    </Form>
  );
}
