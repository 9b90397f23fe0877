import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { makeAccount } from '@/app/register/actions';
import { RegisterForm } from '@/components/account/register-form';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { pageContext } from '@/lib/entry/page';
import { registration } from '@/lib/features/auth/server';

export const metadata: Metadata = { title: 'Invitation', robots: { index: false }, referrer: 'no-referrer' };

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const ctx = await pageContext();
  if (ctx.actor.kind === 'user') redirect('/');
  const { token } = await params;
  const { invitation } = await registration(ctx, { invitation: token });
  return (
    <Card className="mx-auto max-w-md">
      <h1 className="mb-2 font-serif text-3xl">{invitation ? 'You are invited' : 'This invitation does not hold'}</h1>
      {invitation ? (
        <>
          <p className="mb-6 text-ink-soft">Make your account, and you are in as a {invitation.role}.</p>
          <RegisterForm makeAccount={makeAccount} invitation={token} email={invitation.email ?? undefined} />
        </>
      ) : (
        <>
          <p className="mb-5">It was used already, taken back, or is past its time. Ask an admin for a new one.</p>
          <LinkButton href="/sign-in" variant="secondary">
            Sign in
          </LinkButton>
        </>
      )}
    </Card>
  );
}
