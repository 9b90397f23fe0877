import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { modelKinds } from '@/lib/vocabulary/model-kinds';

/** The file of a model folder that says what the others must be. */
export const manifestName = 'loam.json';

const relativePath = z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[^/\\][^\\]*$/, 'not a path inside the folder');

export const manifestSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  kind: z.enum(modelKinds),
  createdAt: z.iso.datetime().optional(),
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
  const refuse = (why: string, cause?: unknown) =>
    new LoamError(
      'unprocessable',
      `The model ${manifest.name} ${manifest.version} cannot be used: ${name} ${why}. Train or get it again.`,
      { cause },
    );
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

/** Where the graph of a precision lies. */
export function graphFile(precision: 'float32' | 'int8'): string {
  return precision === 'int8' ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';
}
