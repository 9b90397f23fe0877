import { lt } from 'drizzle-orm';
import { auditLog } from '@/db/schema';
import { readSetting } from '@/lib/features/settings/server';
import { handleJob } from '@/lib/jobs/define';
import { pruneAuditJob } from './prune-audit.job';

const dayMilliseconds = 24 * 3600 * 1000;

/** Deletes the entries of the audit log that are older than the setting AUDIT_DAYS says. */
export const pruneAuditHandler = handleJob(pruneAuditJob, async (ctx) => {
  const days = await readSetting(ctx, 'AUDIT_DAYS');
  const before = new Date(ctx.clock.now().getTime() - days * dayMilliseconds);
  const deleted = await ctx.db.delete(auditLog).where(lt(auditLog.at, before)).returning({ id: auditLog.id });
  return { deleted: deleted.length };
});
