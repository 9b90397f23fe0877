import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Card } from '@/components/ui/card';
import { pageContext } from '@/lib/entry/page';
import { hasAccount, needsSetupCode } from '@/lib/features/auth/server';
import { SetupForm } from './_components/setup-form';

export const metadata: Metadata = { title: 'Welcome' };

export default async function SetupPage() {
  if (await hasAccount(await pageContext())) redirect('/sign-in');
  return (
    <Card className="mx-auto max-w-md">
      <h1 className="mb-2 font-serif text-3xl">Welcome to Loam</h1>
      <p className="mb-6 text-ink-soft">Make the first account. It is the admin’s, and it stays on this machine like everything else.</p>
      <SetupForm needsCode={needsSetupCode()} />
    </Card>
  );
}
