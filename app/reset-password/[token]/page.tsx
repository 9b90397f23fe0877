import type { Metadata } from 'next';
import { Card } from '@/components/ui/card';
import { LinkButton } from '@/components/ui/link-button';
import { pageContext } from '@/lib/entry/page';
import { canResetPassword } from '@/lib/features/auth/server';
import { ResetForm } from './_components/reset-form';

export const metadata: Metadata = { title: 'New password', robots: { index: false }, referrer: 'no-referrer' };

export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const holds = await canResetPassword(await pageContext(), token);
  return (
    <Card className="mx-auto max-w-md">
      <h1 className="mb-6 font-serif text-3xl">{holds ? 'A new password' : 'This link does not hold'}</h1>
      {holds ? (
        <ResetForm token={token} />
      ) : (
        <>
          <p className="mb-5">It was used already or is past its time. Ask an admin for a new one.</p>
          <LinkButton href="/sign-in" variant="secondary">
            Sign in
          </LinkButton>
        </>
      )}
    </Card>
  );
}
