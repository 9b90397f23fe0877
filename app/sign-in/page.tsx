import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Card } from '@/components/ui/card';
import { pageContext } from '@/lib/entry/page';
import { safeReturnPath } from '@/lib/entry/return-path';
import { hasAccount, registration } from '@/lib/features/auth/server';
import { SignInForm } from './_components/sign-in-form';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const ctx = await pageContext();
  const next = safeReturnPath((await searchParams).next);
  if (ctx.actor.kind === 'user') redirect(next);
  if (!(await hasAccount(ctx))) redirect('/setup');
  const { open } = await registration(ctx, {});
  return (
    <Card className="mx-auto max-w-md">
      <h1 className="mb-6 font-serif text-3xl">Sign in</h1>
      <SignInForm next={next} />
      <p className="mt-6 text-sm text-ink-soft">
        {open ? (
          <Link href="/register" className="underline">
            Make an account
          </Link>
        ) : (
          'No account? Ask an admin for an invitation. '
        )}{' '}
        Forgot your password? An admin can make you a link for a new one.
      </p>
    </Card>
  );
}
