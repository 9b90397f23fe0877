import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { manifestName, readManifest, type Manifest } from '@/lib/processes/inference/client';

export interface FoundModel {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly shipped: boolean;
}

/** Where a trained model's version lies. */
export function modelFolder(dataDir: string, name: string, version: string): string {
  return path.join(dataDir, 'models', name, version);
}

/** Every model: `<dataDir>/models/<name>/<version>/` and, shipped, `models/<name>/`. The newest of a name first, trained before shipped. */
export async function findModels(dataDir: string, shippedFolder = projectPath('models')): Promise<FoundModel[]> {
  const trained = (await foldersIn(path.join(dataDir, 'models'))).map(foldersIn);
  const folders = [
    ...(await Promise.all(trained)).flat().map((folder) => ({ folder, shipped: false })),
    ...(await foldersIn(shippedFolder)).map((folder) => ({ folder, shipped: true })),
  ];
  const found = await Promise.all(
    folders.map(async ({ folder, shipped }) => {
      const manifest = await readManifest(folder).catch(() => undefined);
      return manifest ? [{ folder, manifest, shipped }] : [];
    }),
  );
  return found.flat().sort(before);
}

/**
 * A model by its name (the newest version), `name@version`, or folder.
 * @throws LoamError `not_found` that names what is there
 */
export async function findModel(wanted: string, dataDir: string, shippedFolder?: string): Promise<FoundModel> {
  const models = await findModels(dataDir, shippedFolder);
  const [name, version] = wanted.split('@');
  const found = models.find(({ manifest }) => manifest.name === name && (version === undefined || manifest.version === version));
  if (found) return found;
  const folder = path.resolve(/* turbopackIgnore: true */ wanted);
  const inside: readonly string[] = await readdir(/* turbopackIgnore: true */ folder).catch(() => []);
  const looksLikeFolder = /[/\\]/.test(wanted) || inside.includes(manifestName);
  if (looksLikeFolder) return { folder, manifest: await readManifest(folder), shipped: false };
  const names = [...new Set(models.map(({ manifest }) => manifest.name))].join(', ');
  const advice = names
    ? `There are: ${names}.`
    : 'There is none yet: `loam ml train --model writer --data book.txt` trains one from a text.';
  throw new LoamError('not_found', `There is no model “${wanted}”. ${advice}`);
}

/** Folders in a folder, without unfinished ones; none where it is missing. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.includes('.unfinished')).map((entry) => path.join(folder, entry.name));
}

function before(a: FoundModel, b: FoundModel): number {
  const key = ({ manifest, shipped }: FoundModel) => `${shipped ? 0 : 1} ${manifest.createdAt ?? ''} ${manifest.version}`;
  return a.manifest.name.localeCompare(b.manifest.name) || (key(a) < key(b) ? 1 : -1);
}
