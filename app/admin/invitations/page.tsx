import type { Metadata } from 'next';
import { page } from '@/lib/entry/page';
import { readSetting } from '@/lib/features/settings/server';
import { listInvitations } from '@/lib/features/users/server';
import { InvitationForm } from './_components/invitation-form';
import { InvitationTable } from './_components/invitation-table';

export const metadata: Metadata = { title: 'Invitations' };

export default async function InvitationsPage() {
  const ctx = await page('admin', '/admin/invitations');
  const { invitations } = await listInvitations(ctx);
  const days = await readSetting(ctx, 'INVITATION_DAYS');
  return (
    <div className="space-y-8">
      <header>
        <h1 className="font-serif text-4xl">Invitations</h1>
        <p className="mt-2 text-ink-soft">
          Each is a link by which one person makes an account, once. Loam sends nothing: hand it over yourself.
        </p>
      </header>
      <InvitationForm days={days} />
      <InvitationTable invitations={invitations} />
    </div>
  );
}
