import type { ReactNode } from 'react';
import { PageTabs } from '@/components/layout/page-tabs';

const pages = [
  { href: '/admin/jobs', label: 'Queues and jobs' },
  { href: '/admin/jobs/dead-letters', label: 'Dead letters' },
  { href: '/admin/jobs/schedules', label: 'Schedules' },
];

export default function JobsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="space-y-6">
      <PageTabs label="Jobs" pages={pages} />
      {children}
    </div>
  );
}
