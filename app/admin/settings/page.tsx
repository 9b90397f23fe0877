import type { Metadata } from 'next';
import { page } from '@/lib/entry/page';
import { listSettings } from '@/lib/features/settings/server';
import { SettingForm } from './_components/setting-form';

export const metadata: Metadata = { title: 'Settings of this server' };

export default async function AdminSettingsPage() {
  const ctx = await page('admin', '/admin/settings');
  const { settings } = await listSettings(ctx);
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <header>
        <h1 className="font-serif text-4xl">Settings of this server</h1>
        <p className="mt-2 text-ink-soft">
          They hold for everybody, at once. An environment variable of the same name decides where it is set.
        </p>
      </header>
      {settings.map((setting) => (
        <SettingForm key={setting.name} setting={setting} />
      ))}
    </div>
  );
}
