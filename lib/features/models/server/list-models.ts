import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import type { ModelView } from '../schemas';
import { findModels, type FoundModel } from './model-folders';

/** The models of this installation, by name. */
export async function listModels(_ctx: Ctx): Promise<{ models: ModelView[] }> {
  const found = await findModels(currentApp<Ctx>().settings.dataDir);
  return { models: found.map(viewOfModel) };
}

export function viewOfModel({ manifest: { name, version, kind, createdAt, metrics, files }, shipped }: FoundModel): ModelView {
  return {
    name,
    version,
    kind,
    shipped,
    createdAt: createdAt ?? null,
    bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0),
    metrics,
  };
}
