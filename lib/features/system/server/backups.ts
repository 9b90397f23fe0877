import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import type { backupSchema, restoredSchema } from '../schemas';

/** Writes a backup into the data folder's `backups`. */
export async function createBackup(ctx: Ctx): Promise<z.output<typeof backupSchema>> {
  const { storage, settings } = currentApp<Ctx>();
  const moment = ctx.clock
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+Z$/g, '');
  const name = `loam-${moment}-${newId().slice(0, 8)}.tar.gz`;
  await mkdir(backupFile(settings.dataDir, ''), { recursive: true, mode: 0o700 });
  const file = backupFile(settings.dataDir, name);
  const { bytes, rows, tables, files } = await storage.backup(file);
  await recordAudit(ctx, { action: 'backup.create', subject: name });
  return { name, file, bytes, rows, tables, files };
}

/** Replaces all rows and files by a backup's. Throws where it is none, damaged or of a newer Loam; then nothing has changed. */
export async function restoreBackup(ctx: Ctx, { name }: { readonly name: string }): Promise<z.output<typeof restoredSchema>> {
  const { storage, settings } = currentApp<Ctx>();
  const { createdAt, tables } = await storage.restore(backupFile(settings.dataDir, name));
  await recordAudit(ctx, { action: 'backup.restore', subject: name });
  return { name, madeAt: createdAt.toISOString(), tables };
}

function backupFile(dataDir: string, name: string): string {
  return path.join(/* turbopackIgnore: true */ dataDir, 'backups', name);
}
