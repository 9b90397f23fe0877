import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@/lib/core/ids';
import { projectPath } from '@/lib/core/paths';
import { readSafetensors, writeSafetensors } from '@/lib/ml/tensor/safetensors';
import { tensor, type NamedTensors, type Tensor } from '@/lib/ml/tensor/tensor';
import type { Embedder } from './embedder';

const fileName = 'curriculum-vectors.safetensors';

/** Where the vectors lie that come with Loam. */
export function shippedVectors(): string {
  return projectPath('models', fileName);
}

/**
 * The vectors of texts: those that came with Loam or were kept in the folder of artifacts, as far as they are of the same text and
 * the same embedder; what is missing is embedded, and kept for the next start.
 */
export async function keptVectors(texts: readonly string[], { version, embed }: Embedder, artifacts: string): Promise<Float32Array[]> {
  const kept = path.join(/* turbopackIgnore: true */ artifacts, fileName);
  const known = new Map([...(await readVectors(shippedVectors(), version)), ...(await readVectors(kept, version))]);
  const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text)));
  if (missing.length > 0) {
    const fresh = await embed(missing);
    missing.forEach((text, at) => known.set(keyOf(text), fresh[at]));
    await writeVectors(kept, texts, texts.map((text) => known.get(keyOf(text))!), version); // prettier-ignore
  }
  return texts.map((text) => known.get(keyOf(text))!);
}

/** Writes vectors of length one as int8 with a scale each: a quarter of the size, and the cosines stay within a hundredth. */
export async function writeVectors(
  file: string,
  texts: readonly string[],
  vectors: readonly Float32Array[],
  version: string,
): Promise<void> {
  const width = vectors[0]?.length ?? 0;
  const scales = Float32Array.from(vectors, (vector) => vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1);
  const values = new Int8Array(vectors.length * width);
  vectors.forEach((vector, row) => vector.forEach((value, i) => (values[row * width + i] = Math.round(value / scales[row]))));
  const tensors: NamedTensors = new Map<string, Tensor>([
    ['values', tensor('int8', [vectors.length, width], values)],
    ['scales', tensor('float32', [vectors.length], scales)],
  ]);
  const unfinished = `${file}.${newId()}`;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(unfinished, writeSafetensors(tensors, { metadata: { version, keys: texts.map(keyOf).join(' ') } }));
  await rename(unfinished, file);
}

/** Key → vector; empty for a file that is missing, damaged or of another embedder: then the vectors are made anew. */
async function readVectors(file: string, version: string): Promise<Map<string, Float32Array>> {
  try {
    const { tensors, metadata } = readSafetensors(await readFile(/* turbopackIgnore: true */ file));
    const [values, scales] = [tensors.get('values'), tensors.get('scales')];
    const keys = (metadata.keys ?? '').split(' ');
    if (metadata.version !== version || !values || !scales || keys.length !== values.shape[0]) return new Map();
    const width = values.shape[1];
    return new Map(
      keys.map((key, row) => [
        key,
        Float32Array.from({ length: width }, (_, i) => Number(values.data[row * width + i]) * Number(scales.data[row])),
      ]),
    );
  } catch {
    return new Map();
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
