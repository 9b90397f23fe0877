import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { models, modelVersions } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { recordAudit } from '@/lib/features/audit/server';
import { manifestName, readManifest, type Manifest } from '@/lib/processes/inference/client';
import type { ModelKind } from '@/lib/vocabulary/model-kinds';
import { trainingKinds, type TrainingKind } from '@/lib/vocabulary/training-kinds';
import { newModelNameSchema, type ImportModelInput, type ModelView } from '../../schemas';
import { listModels } from '../list-models';
import { modelFolder } from '../model-folders';
import { fillVersion, reserveVersion } from '../registry/register';
import { faultOf } from '../registry/verify-folder';
import { unpackModel } from './unpack-model';

/** What each kind of training makes. */
const makes: Readonly<Record<TrainingKind, ModelKind>> = {
  writer: 'decoder',
  embedder: 'encoder',
  quality: 'quality',
  'tutorial-ranker': 'ranker',
};

/**
 * Takes a packed model folder in as the next version of its name: a candidate, which has to prove itself before it is used.
 * @throws LoamError `invalid_input` for what is no model, `unprocessable` where a file is not the one that its manifest names
 */
export async function importModel(ctx: Ctx, { archive, file, name }: ImportModelInput): Promise<ModelView> {
  const { dataDir } = currentApp<Ctx>().settings;
  const staging = path.join(/* turbopackIgnore: true */ dataDir, 'imports', newId());
  await mkdir(staging, { recursive: true, mode: 0o700 });
  try {
    const source =
      file === undefined
        ? Readable.from([Buffer.from(archive!, 'base64')])
        : createReadStream(path.join(/* turbopackIgnore: true */ dataDir, 'imports', file));
    const root = await unpackModel(source, staging).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new LoamError('not_found', `There is no ${file} in the data folder’s imports.`, { cause: error });
      throw error;
    });
    const manifest = await soundManifest(root);
    return await takeIn(ctx, { dataDir, root, manifest, name: name ?? manifest.name });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function soundManifest(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder).catch((cause: unknown) => {
    throw new LoamError('invalid_input', `This is no model: it has no sound ${manifestName}, which names its kind and its files.`, {
      fields: { archive: 'Not a model' },
      cause,
    });
  });
  const fault = await faultOf(folder);
  if (fault !== null) throw new LoamError('unprocessable', fault);
  return manifest;
}

interface Incoming {
  readonly dataDir: string;
  readonly root: string;
  readonly manifest: Manifest;
  readonly name: string;
}

async function takeIn(ctx: Ctx, { dataDir, root, manifest, name }: Incoming): Promise<ModelView> {
  const allowed = newModelNameSchema.safeParse(name);
  if (!allowed.success) {
    const [{ message }] = allowed.error.issues;
    throw new LoamError('invalid_input', `The model cannot be called ${JSON.stringify(name)}: give it another name. ${message}.`, {
      fields: { name: message },
    });
  }
  const [known] = await ctx.db.select().from(models).where(eq(models.name, name));
  const byName = z.enum(trainingKinds).safeParse(name);
  const trainingKind = known?.trainingKind ?? (byName.success ? byName.data : trainingKinds.find((kind) => makes[kind] === manifest.kind));
  if (!trainingKind)
    throw new LoamError(
      'unprocessable',
      `This is a ${manifest.kind}, which nothing here trains or measures, so it could never prove itself. Pull it from its folder instead: loam models pull.`,
      { fields: { archive: 'A kind that cannot be imported' } },
    );
  if (makes[trainingKind] !== manifest.kind)
    throw new LoamError('unprocessable', `This is a ${manifest.kind}; versions of ${name} are of the kind ${makes[trainingKind]}. Give it another name.`);
  const row = await reserveVersion(ctx, {
    name,
    ownerId: null,
    trainingKind,
    kind: manifest.kind,
    origin: `${manifest.name}@${manifest.version}`,
  });
  try {
    const renamed = { ...(JSON.parse(await readFile(path.join(root, manifestName), 'utf8')) as object), name, version: row.version };
    await writeFile(path.join(root, manifestName), `${JSON.stringify(renamed, null, 2)}\n`);
    const folder = modelFolder(dataDir, name, row.version);
    await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
    await rm(folder, { recursive: true, force: true });
    await rename(root, folder);
    await fillVersion(ctx, row.id, { manifest: await readManifest(folder), metrics: manifest.metrics });
    await recordAudit(ctx, { action: 'model.import', subject: `${name}@${row.version}`, details: { origin: row.origin } });
  } catch (error) {
    await ctx.db.delete(modelVersions).where(eq(modelVersions.id, row.id));
    throw error;
  }
  const { models: all } = await listModels(ctx);
  return all.find((model) => model.name === name && model.version === row.version)!;
}
