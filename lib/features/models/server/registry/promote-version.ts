import { and, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { modelPromotions, modelVersions } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import type { ModelComparison } from '../../schemas';
import { activeVersion, holdingModel, projectActive } from './rows';

export interface Promotion {
  readonly name: string;
  readonly version: string;
  /** What the version was compared with, of the registry: null for the shipped one or none. */
  readonly insteadOf: string | null;
  readonly comparison: ModelComparison;
}

/**
 * Puts a version into use, if what it was compared with is in use still: of two at once, one wins.
 * @throws LoamError `conflict` where another version was put into use meanwhile
 */
export async function promoteVersion(ctx: Ctx, { name, version, insteadOf, comparison }: Promotion): Promise<void> {
  await holdingModel(ctx, name, async (inner) => {
    const active = await activeVersion(inner, name);
    if (active?.version === version) throw new LoamError('conflict', `${name}@${version} is in use already.`);
    if ((active?.version ?? null) !== insteadOf) {
      const now = active ? `${name}@${active.version}` : `the model that came with Loam`;
      throw new LoamError('conflict', `Meanwhile ${now} was put into use. Compare ${name}@${version} with that one: promote it again.`);
    }
    await setActive(inner, name, version);
    await inner.db.insert(modelPromotions).values({
      id: newId(),
      name,
      version,
      previous: insteadOf,
      reason: 'promotion',
      comparison,
      at: inner.clock.now(),
    });
    await recordAudit(inner, { action: 'model.promote', subject: `${name}@${version}`, details: { previous: insteadOf } });
  });
  await projectActive(ctx, name);
}

/** Moves the stage `active` to a version, or – null – takes it from all. The caller holds the model. */
export async function setActive(ctx: Ctx, name: string, version: string | null): Promise<void> {
  await ctx.db
    .update(modelVersions)
    .set({ stage: 'archived' })
    .where(and(eq(modelVersions.name, name), eq(modelVersions.stage, 'active')));
  if (version === null) return;
  const changed = await ctx.db
    .update(modelVersions)
    .set({ stage: 'active' })
    .where(and(eq(modelVersions.name, name), eq(modelVersions.version, version)))
    .returning({ id: modelVersions.id });
  if (changed.length === 0) throw new LoamError('not_found', `There is no version ${name}@${version} any more.`);
}
