import { desc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { modelPromotions } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { readModelFile, verifyModelFile } from '@/lib/processes/inference/client';
import { usesOfKind, type FileState } from '@/lib/vocabulary/model-kinds';
import type { ModelDetail } from '../schemas';
import { listModels } from './list-models';
import { findModels, type FoundModel } from './model-folders';

/**
 * A model that the caller may see, with its card and its files, each read whole and compared with the manifest. A name alone
 * means the version in use, damaged or not. @throws LoamError `not_found` that names what is there
 */
export async function readModel(ctx: Ctx, { name: wanted }: { name: string }): Promise<ModelDetail> {
  const { models } = await listModels(ctx);
  const [name, version] = wanted.split('@');
  const view = models.find(
    (model) => model.name === name && (version === undefined || model.version === version || (model.shipped && version === 'v0')),
  );
  const found = (await findModels(currentApp<Ctx>().settings.dataDir)).find(
    ({ manifest, shipped }) => manifest.name === name && manifest.version === view?.version && shipped === view.shipped,
  );
  if (!view || !found) {
    const names = [...new Set(models.map((model) => model.name))].join(', ');
    throw new LoamError('not_found', `There is no model “${wanted}”.${names ? ` There are: ${names}.` : ''}`);
  }
  const history = await ctx.db
    .select()
    .from(modelPromotions)
    .where(eq(modelPromotions.name, name))
    .orderBy(desc(modelPromotions.at), desc(modelPromotions.id))
    .limit(50);
  return {
    ...view,
    ...(await describeFiles(found)),
    uses: [...usesOfKind[found.manifest.kind]],
    history: history.map(({ version: to, previous, reason, at }) => ({ version: to, previous, reason, at: at.toISOString() })),
  };
}

/** Each file of a model compared with its SHA-256, and its card. */
export async function describeFiles(found: FoundModel): Promise<Pick<ModelDetail, 'card' | 'files'>> {
  const { manifest, folder } = found;
  const files = await Promise.all(
    Object.entries(manifest.files).map(async ([name, { bytes, sha256 }]) => ({ name, bytes, sha256, state: await stateOf(found, name) })),
  );
  const card = await readModelFile(folder, manifest, 'README.md').catch(() => undefined);
  return { card: card ? withoutHead(card.toString('utf8')) : null, files };
}

async function stateOf({ folder, manifest }: FoundModel, name: string): Promise<FileState> {
  try {
    await verifyModelFile(folder, manifest, name);
    return 'verified';
  } catch (error) {
    const cause = error instanceof LoamError ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
    return cause?.code === 'ENOENT' ? 'missing' : 'changed';
  }
}

/** Without the block between two lines of dashes that the hub reads. */
function withoutHead(markdown: string): string {
  return markdown.replace(/^---\n[\s\S]*?\n---\n+/, '');
}
