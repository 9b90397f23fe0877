import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { RegisterForm } from '@/components/account/register-form';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { pageContext } from '@/lib/entry/page';
import { hasAccount, registration } from '@/lib/features/auth/server';
import { makeAccount } from './actions';

export const metadata: Metadata = { title: 'Make an account' };

export default async function RegisterPage() {
  const ctx = await pageContext();
  if (ctx.actor.kind === 'user') redirect('/');
  if (!(await hasAccount(ctx))) redirect('/setup');
  const { open } = await registration(ctx, {});
  return (
    <Card className="mx-auto max-w-md">
      <h1 className="mb-6 font-serif text-3xl">Make an account</h1>
      {open ? (
        <RegisterForm makeAccount={makeAccount} />
      ) : (
        <>
          <p className="mb-5">Here it takes an invitation: a link that an admin makes for you.</p>
          <LinkButton href="/sign-in" variant="secondary">
            Sign in
          </LinkButton>
        </>
      )}
    </Card>
  );
}
