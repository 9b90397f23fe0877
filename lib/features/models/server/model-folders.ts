import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { manifestName, readManifest, type Manifest } from '@/lib/processes/inference/client';
import { readActive } from './registry/active-file';
import { faultOf } from './registry/verify-folder';

export interface FoundModel {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly shipped: boolean;
  /** Why this one answers instead of the one in use. */
  readonly note?: string;
}

/** Where a trained model's version lies. */
export function modelFolder(dataDir: string, name: string, version: string): string {
  return path.join(/* turbopackIgnore: true */ dataDir, 'models', name, version);
}

/** Versions that the registry gave; others came into the data folder from elsewhere. */
export const registeredVersion = /^v[1-9]\d*$/;

/**
 * Every model: `<dataDir>/models/<name>/<version>/` and, shipped, `models/<name>/`. Of each name those that serve come first, in
 * the order in which they do; then the rest, the newest first.
 */
export async function findModels(dataDir: string, shippedFolder = projectPath('models')): Promise<FoundModel[]> {
  const trained = (await foldersIn(path.join(/* turbopackIgnore: true */ dataDir, 'models'))).map(foldersIn);
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
  const models = found.flat();
  const names = [...new Set(models.map(({ manifest }) => manifest.name))].sort();
  const sorted = await Promise.all(
    names.map(async (name) => {
      const own = models.filter(({ manifest }) => manifest.name === name).sort(newestFirst);
      const serving = await inOrder(own, dataDir, name);
      return [...serving, ...own.filter((model) => !serving.includes(model))];
    }),
  );
  return sorted.flat();
}

/**
 * The versions of a name that may answer, in order: the one in use, those that were before it, the shipped one. Candidates
 * that have not proved themselves are not among them.
 */
export async function servingModels(name: string, dataDir: string, shippedFolder?: string): Promise<FoundModel[]> {
  const own = (await findModels(dataDir, shippedFolder)).filter(({ manifest }) => manifest.name === name);
  return inOrder(own, dataDir, name);
}

async function inOrder(own: readonly FoundModel[], dataDir: string, name: string): Promise<FoundModel[]> {
  const active = await readActive(dataDir, name);
  const trained = active.flatMap((version) => own.find(({ manifest, shipped }) => !shipped && manifest.version === version) ?? []);
  const serving = [...trained, ...own.filter(({ shipped }) => shipped)];
  return serving.length > 0 ? serving : own.filter(({ manifest }) => !registeredVersion.test(manifest.version)).slice(0, 1);
}

/**
 * The model that answers for a name: the version in use, or – where its files are not what they were – the one before,
 * with a note that says so. @throws LoamError `not_found`; `unprocessable` where all are damaged
 */
export async function servingModel(name: string, dataDir: string, shippedFolder?: string): Promise<FoundModel> {
  const all = await findModels(dataDir, shippedFolder);
  const own = all.filter(({ manifest }) => manifest.name === name);
  const [active] = await readActive(dataDir, name);
  const isGone = active !== undefined && !own.some(({ manifest, shipped }) => !shipped && manifest.version === active);
  const faults = isGone ? [`The model ${name} ${active} cannot be used: its folder is missing or damaged. Train or get it again.`] : [];
  for (const model of await inOrder(own, dataDir, name)) {
    const fault = await faultOf(model.folder);
    if (fault !== null) faults.push(fault);
    else if (faults.length === 0) return model;
    else return { ...model, note: `${faults[0]} ${name} ${model.manifest.version} answers instead.` };
  }
  if (faults.length > 0) throw new LoamError('unprocessable', faults[0]);
  throw missing(name, all);
}

/**
 * A model by its name (the version in use), `name@version`, or folder. `name@v0` is the one that came with Loam.
 * @throws LoamError `not_found` that names what is there
 */
export async function findModel(wanted: string, dataDir: string, shippedFolder?: string): Promise<FoundModel> {
  const folder = path.resolve(/* turbopackIgnore: true */ wanted);
  const inside: readonly string[] = await readdir(/* turbopackIgnore: true */ folder).catch(() => []);
  try {
    return await installedModel(wanted, dataDir, shippedFolder);
  } catch (error) {
    const looksLikeFolder = /[/\\]/.test(wanted) || inside.includes(manifestName);
    if (looksLikeFolder && error instanceof LoamError && error.code === 'not_found')
      return { folder, manifest: await readManifest(folder), shipped: false };
    throw error;
  }
}

/**
 * A model of this installation by `name` or `name@version`; never a folder elsewhere.
 * @throws LoamError `not_found` that names what is there
 */
export async function installedModel(wanted: string, dataDir: string, shippedFolder?: string): Promise<FoundModel> {
  const [name, version] = wanted.split('@');
  if (version === undefined) return servingModel(name, dataDir, shippedFolder);
  const models = await findModels(dataDir, shippedFolder);
  const found = models.find(
    ({ manifest, shipped }) => manifest.name === name && (manifest.version === version || (shipped && version === 'v0')),
  );
  if (!found) throw missing(wanted, models);
  return found;
}

function missing(wanted: string, models: readonly FoundModel[]): LoamError {
  const names = [...new Set(models.map(({ manifest }) => manifest.name))].join(', ');
  const waiting = models.filter(({ manifest }) => manifest.name === wanted).map(({ manifest }) => `${wanted}@${manifest.version}`);
  const advice =
    waiting.length > 0
      ? `None of its versions is in use; there are: ${waiting.join(', ')}.`
      : names
        ? `There are: ${names}.`
        : 'There is none yet: `loam ml train --model writer --data book.txt` trains one from a text.';
  return new LoamError('not_found', `There is no model “${wanted}”. ${advice}`);
}

/** Folders in a folder, without unfinished ones; none where it is missing. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.includes('.unfinished')).map((entry) => path.join(folder, entry.name));
}

function newestFirst(a: FoundModel, b: FoundModel): number {
  const key = ({ manifest, shipped }: FoundModel) => `${shipped ? 0 : 1} ${manifest.createdAt ?? ''} ${manifest.version}`;
  return key(a) < key(b) ? 1 : -1;
}
