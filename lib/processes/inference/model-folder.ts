import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { hubPrecisions, modelRuntimes } from '@/lib/vocabulary/hub';
import { modelKinds } from '@/lib/vocabulary/model-kinds';

/** The file of a model folder that says what the others must be. */
export const manifestName = 'loam.json';

const relativePath = z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[^/\\][^\\]*$/, 'not a path inside the folder');

export const manifestSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  kind: z.enum(modelKinds),
  createdAt: z.iso.datetime().optional(),
  runtime: z.enum(modelRuntimes).default('loam'),
  /** Of a model for transformers.js: which of the hub's graphs these are. */
  graphs: z.object({ precision: z.enum(hubPrecisions), file: z.string(), dataFiles: z.int().min(0) }).optional(),
  /** Where a model was pulled from. */
  origin: z.object({ from: z.string(), id: z.string(), revision: z.string(), licence: z.string().nullable() }).optional(),
  metrics: z.record(z.string(), z.unknown()).default({}),
  files: z.record(relativePath, z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(0) })),
});
export type Manifest = z.output<typeof manifestSchema>;

/**
 * Writes a model folder – the files in the hub's layout and a manifest with the SHA-256 of each – aside and puts it in place
 * whole, where an older one of the same path is replaced. Returns the manifest.
 */
export async function writeModelFolder(
  folder: string,
  files: Readonly<Record<string, Uint8Array>>,
  about: Omit<z.input<typeof manifestSchema>, 'files'>,
): Promise<Manifest> {
  const draft = `${folder}.unfinished-${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  try {
    for (const [name, bytes] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(draft, name)), { recursive: true });
      await writeFile(path.join(draft, name), bytes);
    }
    const listed = Object.entries(files).map(([name, bytes]) => [name, { sha256: sha256(bytes), bytes: bytes.byteLength }] as const);
    const manifest = manifestSchema.parse({ ...about, files: Object.fromEntries(listed) });
    await writeFile(path.join(draft, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    return manifest;
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (cause instanceof z.ZodError) throw cause;
    throw new LoamError(
      'unavailable',
      `The model folder ${folder} could not be written (${(cause as NodeJS.ErrnoException).code ?? 'error'}).`,
      { cause },
    );
  }
}

/**
 * The manifest of a model folder.
 * @throws LoamError `not_found` where there is none, `unprocessable` where it is damaged
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, manifestName);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new LoamError('not_found', `There is no model in ${folder}: ${manifestName} cannot be read (${cause.code}).`, { cause });
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LoamError('unprocessable', `${file} is damaged. Train or get the model again.`, { cause });
  }
}

/**
 * A file of a model folder, read whole and compared with the manifest: what is used is what was checked.
 * @throws LoamError `unprocessable` for a file that is missing, cut off or another one
 */
export async function readModelFile(folder: string, manifest: Manifest, name: string): Promise<Buffer> {
  const listed = manifest.files[name];
  const refuse = (why: string, cause?: unknown) => unusable(manifest, name, why, cause);
  if (!listed) throw refuse('is not part of it');
  const bytes = await readFile(path.join(folder, name)).catch((cause: NodeJS.ErrnoException) => {
    throw refuse(`cannot be read (${cause.code})`, cause);
  });
  if (bytes.byteLength !== listed.bytes) throw refuse(`has ${bytes.byteLength} bytes instead of ${listed.bytes}`);
  if (sha256(bytes) !== listed.sha256) throw refuse('is not the file that its SHA-256 names');
  return bytes;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Compares every file with the manifest without holding one whole: for models that are larger than memory should be.
 * @throws LoamError `unprocessable` as {@link readModelFile} does
 */
export async function verifyModelFiles(folder: string, manifest: Manifest): Promise<void> {
  for (const name of Object.keys(manifest.files)) await verifyModelFile(folder, manifest, name);
}

/** The same for one of its files. */
export async function verifyModelFile(folder: string, manifest: Manifest, name: string): Promise<void> {
  const listed = manifest.files[name];
  const found = await hashFile(path.join(folder, name)).catch((cause: NodeJS.ErrnoException) => {
    throw unusable(manifest, name, `cannot be read (${cause.code})`, cause);
  });
  if (found.bytes !== listed.bytes) throw unusable(manifest, name, `has ${found.bytes} bytes instead of ${listed.bytes}`);
  if (found.sha256 !== listed.sha256) throw unusable(manifest, name, 'is not the file that its SHA-256 names');
}

function unusable({ name: model, version }: Manifest, file: string, why: string, cause?: unknown): LoamError {
  return new LoamError('unprocessable', `The model ${model} ${version} cannot be used: ${file} ${why}. Train or get it again.`, { cause });
}

/** Bytes and SHA-256 of a file, read in pieces. */
export async function hashFile(file: string, signal?: AbortSignal): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(file, { signal })) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).byteLength;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Bytes of the graphs that a model loads at a precision. */
function graphBytes({ runtime, files }: Pick<Manifest, 'runtime' | 'files'>, precision: 'float32' | 'int8'): number {
  if (runtime === 'loam') return files[graphFile(precision)]?.bytes ?? 0;
  return Object.entries(files).reduce((sum, [name, { bytes }]) => (name.startsWith('onnx/') ? sum + bytes : sum), 0);
}

/** What a process needs besides the weights, which onnxruntime holds about twice while it loads them. */
const bytesBesideWeights = { loam: 110e6, transformers: 150e6 };

/** Bytes that a process with this model in it will need, estimated from its graphs. */
export function memoryNeeded(manifest: Pick<Manifest, 'runtime' | 'files'>, precision: 'float32' | 'int8'): number {
  return 2 * graphBytes(manifest, precision) + bytesBesideWeights[manifest.runtime];
}

/** Where the graph of a precision lies. */
export function graphFile(precision: 'float32' | 'int8'): string {
  return precision === 'int8' ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';
}
