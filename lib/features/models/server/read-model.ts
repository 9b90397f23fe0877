import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { readModelFile } from '@/lib/processes/inference/client';
import { usesOfKind, type FileState } from '@/lib/vocabulary/model-kinds';
import type { ModelDetail } from '../schemas';
import { viewOfModel } from './list-models';
import { findModels, type FoundModel } from './model-folders';

/** A model with its card and its files, each read whole and compared with the manifest. */
export async function readModel(_ctx: Ctx, { name }: { name: string }): Promise<ModelDetail> {
  return describeModel(await installedModel(name, currentApp<Ctx>().settings.dataDir));
}

/**
 * A model of this installation by `name` or `name@version`; never a folder elsewhere.
 * @throws LoamError `not_found` that names what is there
 */
export async function installedModel(wanted: string, dataDir: string, shippedFolder?: string): Promise<FoundModel> {
  const models = await findModels(dataDir, shippedFolder);
  const [name, version] = wanted.split('@');
  const found = models.find(({ manifest }) => manifest.name === name && (version === undefined || manifest.version === version));
  if (found) return found;
  const names = [...new Set(models.map(({ manifest }) => manifest.name))].join(', ');
  throw new LoamError('not_found', `There is no model “${wanted}”.${names ? ` There are: ${names}.` : ''}`);
}

export async function describeModel(found: FoundModel): Promise<ModelDetail> {
  const { manifest, folder } = found;
  const files = await Promise.all(
    Object.entries(manifest.files).map(async ([name, { bytes, sha256 }]) => ({ name, bytes, sha256, state: await stateOf(found, name) })),
  );
  const card = await readModelFile(folder, manifest, 'README.md').catch(() => undefined);
  return { ...viewOfModel(found), card: card ? withoutHead(card.toString('utf8')) : null, files, uses: [...usesOfKind[manifest.kind]] };
}

async function stateOf({ folder, manifest }: FoundModel, name: string): Promise<FileState> {
  try {
    await readModelFile(folder, manifest, name);
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
