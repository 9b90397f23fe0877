import type { z } from 'zod';
import { and, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { modelPromotions, modelVersions } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import type { rolledBackSchema } from '../../schemas';
import { findModels, modelFolder } from '../model-folders';
import { faultOf } from './verify-folder';
import { setActive } from './promote-version';
import { activeVersion, findVersion, formerVersions, holdingModel, projectActive, requireMayChange, requireVisible } from './rows';

/**
 * Puts the version before back into use; before the first there is the one that came with Loam, or none.
 * @throws LoamError `conflict` where nothing is in use that could be taken back
 */
export async function rollbackModel(ctx: Ctx, { name: wanted }: { readonly name: string }): Promise<z.output<typeof rolledBackSchema>> {
  const { dataDir } = currentApp<Ctx>().settings;
  const [name, named] = wanted.split('@');
  await requireVisible(ctx, name);
  const result = await holdingModel(ctx, name, async (inner) => {
    const active = await activeVersion(inner, name);
    if (!active) throw new LoamError('conflict', `Of ${name} the version that came with Loam is in use, or none: there is nothing to take back.`);
    const { model } = await findVersion(inner, `${name}@${active.version}`);
    requireMayChange(inner, model.ownerId, 'this model');
    if (named !== undefined && named !== active.version)
      throw new LoamError('conflict', `${wanted} is not in use; ${name}@${active.version} is.`);
    const previous = await firstSound(inner, dataDir, name, await formerVersions(inner, name, active.version));
    await setActive(inner, name, previous);
    await inner.db.insert(modelPromotions).values({
      id: newId(),
      name,
      version: previous,
      previous: active.version,
      reason: 'rollback',
      at: inner.clock.now(),
    });
    await recordAudit(inner, { action: 'model.rollback', subject: `${name}@${active.version}`, details: { version: previous } });
    return { name, version: previous, previous: active.version };
  });
  await projectActive(ctx, name);
  if (result.version !== null) return result;
  const shipped = (await findModels(dataDir)).find(({ manifest, shipped: came }) => came && manifest.name === name);
  return { ...result, version: shipped?.manifest.version ?? null };
}

/** The first of the versions that is there still with sound files; null where none is. */
async function firstSound(ctx: Ctx, dataDir: string, name: string, versions: readonly string[]): Promise<string | null> {
  for (const version of versions) {
    const [row] = await ctx.db
      .select({ id: modelVersions.id })
      .from(modelVersions)
      .where(and(eq(modelVersions.name, name), eq(modelVersions.version, version)));
    if (row && (await faultOf(modelFolder(dataDir, name, version))) === null) return version;
  }
  return null;
}
