import type { Metadata } from 'next';
import { page } from '@/lib/entry/page';
import { account, listSessions } from '@/lib/features/auth/server';
import { NameForm } from './_components/name-form';
import { PasswordForm } from './_components/password-form';
import { SessionList } from './_components/session-list';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const ctx = await page('learner', '/settings');
  const [person, { sessions }] = await Promise.all([account(ctx), listSessions(ctx)]);
  return (
    <>
      <header>
        <h1 className="font-serif text-4xl">Settings</h1>
        <p className="mt-2 text-ink-soft">
          {person.email}, {person.role}
        </p>
      </header>
      <NameForm name={person.name} />
      <PasswordForm email={person.email} />
      <SessionList sessions={sessions} />
    </>
  );
}
