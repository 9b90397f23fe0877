import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDatabases } from '@/db/testing';
import { auditLog } from '@/db/schema';
import { withdrawApp } from '@/lib/core/app';
import { fixedClock } from '@/lib/core/clock';
import { publishTestApp } from '@/lib/core/testing/publish-test-app';
import { recordAudit } from '@/lib/features/audit/server';
import { pruneAuditHandler } from './prune-audit.handler';

const day = 24 * 3600 * 1000;

describeDatabases('the audit log’s age', (database) => {
  beforeEach(() => publishTestApp({ fixed: { AUDIT_DAYS: 30 } }));
  afterEach(withdrawApp);

  it('loses what is older than the setting says, and nothing else', async () => {
    const clock = fixedClock(new Date('2026-01-01T00:00:00Z'));
    const ctx = database.ctx({ clock });
    const prune = () =>
      pruneAuditHandler.handle(ctx, {}, { id: 'job', ownerId: null, attempt: 1, progress: () => undefined, log: () => undefined });
    await recordAudit(ctx, { action: 'user.enable', subject: 'old' });
    clock.advance(2 * day);
    await recordAudit(ctx, { action: 'user.enable', subject: 'young' });
    clock.advance(28 * day);
    expect(await prune()).toEqual({ deleted: 0 });
    clock.advance(1);
    expect(await prune()).toEqual({ deleted: 1 });
    expect((await database.db.select().from(auditLog)).map(({ subject }) => subject)).toEqual(['young']);
  });
});
