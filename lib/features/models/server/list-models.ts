import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import type { ModelView } from '../schemas';
import { findModels } from './model-folders';

/** The models of this installation, by name. */
export async function listModels(_ctx: Ctx): Promise<{ models: ModelView[] }> {
  const found = await findModels(currentApp<Ctx>().settings.dataDir);
  const models = found.map(({ manifest: { name, version, kind, createdAt, metrics, files }, shipped }) => ({
    name,
    version,
    kind,
    shipped,
    createdAt: createdAt ?? null,
    bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0),
    metrics,
  }));
  return { models };
}
