import { rm } from 'node:fs/promises';
import { and, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { modelAnswers, modelVersions } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { recordAudit } from '@/lib/features/audit/server';
import { installedModel, modelFolder, registeredVersion } from '../model-folders';
import { findVersion, holdingModel, projectActive, requireMayChange } from './rows';

/**
 * Deletes a version: its row, then its files. The one in use stays.
 * @throws LoamError `conflict` for the version in use and for one that came with Loam, `not_found`
 */
export async function removeVersion(ctx: Ctx, { name: wanted }: { readonly name: string }): Promise<{ name: string; version: string; bytes: number }> {
  const { dataDir } = currentApp<Ctx>().settings;
  const [name, version] = wanted.split('@');
  if (!registeredVersion.test(version)) return removeUnregistered(ctx, dataDir, wanted);
  const removed = await holdingModel(ctx, name, async (inner) => {
    const found = await findVersion(inner, wanted);
    requireMayChange(inner, found.model.ownerId, 'this model');
    if (found.version.stage === 'active')
      throw new LoamError('conflict', `${wanted} is in use. Roll back or promote another version first.`);
    await inner.db.delete(modelVersions).where(eq(modelVersions.id, found.version.id));
    await inner.db.delete(modelAnswers).where(and(eq(modelAnswers.name, name), eq(modelAnswers.version, version)));
    await recordAudit(inner, { action: 'model.delete', subject: wanted, details: {} });
    return { name, version, bytes: found.version.bytes };
  });
  await projectActive(ctx, name);
  await rm(modelFolder(dataDir, name, version), { recursive: true, force: true });
  return removed;
}

/** A folder that came from elsewhere, such as the hub: it has no row. */
async function removeUnregistered(ctx: Ctx, dataDir: string, wanted: string): Promise<{ name: string; version: string; bytes: number }> {
  const found = await installedModel(wanted, dataDir);
  if (found.shipped) throw new LoamError('conflict', `${wanted} came with Loam and stays.`);
  requireMayChange(ctx, null, 'this model');
  await recordAudit(ctx, { action: 'model.delete', subject: wanted, details: {} });
  await rm(found.folder, { recursive: true, force: true });
  const { name, version, files } = found.manifest;
  return { name, version, bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0) };
}
