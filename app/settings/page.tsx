import type { Metadata } from 'next';
import { page } from '@/lib/entry/page';
import { account, listSessions, listTokens } from '@/lib/features/auth/server';
import { SessionList } from './_components/session-list';
import { TokenList } from './_components/token-list';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const ctx = await page('learner', '/settings');
  const [person, { sessions }, { tokens }] = await Promise.all([account(ctx), listSessions(ctx), listTokens(ctx)]);
  return (
    <div className="mx-auto max-w-3xl space-y-10">
      <header>
        <h1 className="font-serif text-4xl">Settings</h1>
        <p className="mt-2 text-ink-soft">
          {person.name}, {person.email}, {person.role}
        </p>
      </header>
      <TokenList tokens={tokens} />
      <SessionList sessions={sessions} />
    </div>
  );
}
