'use client';

import { signIn } from 'next-auth/react';
import type { FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { useAction, type ActionAnswer } from '@/components/ui/use-action';

interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly invitation?: string;
}

type MakeAccount = (input: NewAccount) => Promise<ActionAnswer<unknown>>;

/** Makes an account for oneself and signs in with it. An invitation may name the only address that may use it. */
export function RegisterForm({ makeAccount, invitation, email }: { makeAccount: MakeAccount; invitation?: string; email?: string }) {
  const { run, busy, refusal } = useAction(makeAccount);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget)) as Record<'name' | 'email' | 'password', string>;
    const made = await run({ ...form, invitation });
    if (made === undefined) return;
    await signIn('credentials', { redirect: false, email: form.email, password: form.password });
    window.location.assign('/');
  }

  const errors = refusal?.fields ?? {};
  return (
    <Form onSubmit={submit} noValidate className="space-y-5">
      {refusal && !refusal.fields && <Alert tone="danger">{refusal.message}</Alert>}
      <Field label="Your name" required error={errors.name}>
        {(wiring) => <Input {...wiring} name="name" autoComplete="name" />}
      </Field>
      <Field
        label="E-mail address"
        hint={email ? 'The invitation is for this address.' : 'You sign in with it; nothing is ever sent there.'}
        required
        error={errors.email}
      >
        {(wiring) => (
          <Input {...wiring} name="email" type="email" autoComplete="username" defaultValue={email} readOnly={email !== undefined} />
        )}
      </Field>
      <Field label="Password" hint="At least 10 characters; a short sentence is easy to remember." required error={errors.password}>
        {(wiring) => <Input {...wiring} name="password" type="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" busy={busy} className="w-full">
        Make my account
      </Button>
    </Form>
  );
}
