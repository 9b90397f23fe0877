import type { Ctx } from '@/db/ctx';
import { pruneAuditJob } from '@/lib/features/system/server/prune-audit.job';
import { setSchedule } from '@/lib/jobs/schedule';

/** What every installation does again and again, whoever uses it. */
export async function setStandingSchedules(ctx: Ctx): Promise<void> {
  await setSchedule(ctx, pruneAuditJob, { cron: '20 3 * * *', input: {}, catchUp: true });
}
