import type { Metadata } from 'next';
import { EmptyState } from '@/components/ui/empty-state';
import { page } from '@/lib/entry/page';
import { listSchedules } from '@/lib/features/system/server';
import { ScheduleTable } from '../_components/schedule-table';

export const metadata: Metadata = { title: 'Schedules' };

/** What is done again and again, with the moments it is next due. */
export default async function SchedulesPage() {
  const ctx = await page('admin', '/admin/jobs/schedules');
  const { schedules } = await listSchedules(ctx);
  return (
    <div className="space-y-6">
      <header>
        <h1 className="font-serif text-4xl">Schedules</h1>
        <p className="mt-2 text-ink-soft">What Loam does again and again, by itself.</p>
      </header>
      {schedules.length === 0 ? (
        <EmptyState level="h2" title="Nothing is scheduled" description="Everything that runs here was asked for by somebody." />
      ) : (
        <ScheduleTable schedules={schedules} />
      )}
    </div>
  );
}
