import type { ReactNode } from 'react';
import { PageTabs } from '@/components/layout/page-tabs';

const pages = [
  { href: '/settings', label: 'Account' },
  { href: '/settings/tokens', label: 'API tokens' },
];

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto max-w-3xl space-y-8">
      <PageTabs label="Settings" pages={pages} />
      {children}
    </div>
  );
}
