import { minHash, sentenceWindows, shingles, signatureSimilarity, words } from '@/lib/ml/text';

/** What two texts are compared by. */
export interface Fingerprint {
  /** MinHash of the runs of three words. */
  readonly signature: Uint32Array;
  /** Mean of the sentences' vectors, of length one; absent where there is no encoder. */
  readonly vector?: Float32Array;
}

export interface Known extends Fingerprint {
  readonly id: string;
}

export interface Nearest {
  readonly id: string;
  /** Estimated Jaccard similarity of runs of three words. */
  readonly words: number;
  /** Cosine of the vectors; NaN without them. */
  readonly meaning: number;
}

/** Half of all runs of three words shared: one text in other dress. */
export const wordsThreshold = 0.5;
/** Stories from one prompt are near in meaning by nature; above this they are one story told twice. */
export const meaningThreshold = 0.985;

const runLength = 3;
const windowWords = 40;

export function signatureOf(text: string): Uint32Array {
  return minHash(shingles(words(text, { shortest: 1 }), runLength));
}

/** The vector of a whole text: an encoder reads the beginning of long texts only, so they are read in windows. */
export async function vectorOf(
  text: string,
  embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>,
): Promise<Float32Array | undefined> {
  const windows = sentenceWindows(text, windowWords);
  if (windows.length === 0) return undefined;
  const vectors = await embed(windows);
  const mean = new Float32Array(vectors[0].length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i] += vector[i];
  const length = Math.hypot(...mean);
  return length > 0 ? mean.map((value) => value / length) : undefined;
}

/** What a text is a near-duplicate of, or undefined. */
export function findNearDuplicate({ signature, vector }: Fingerprint, known: Iterable<Known>): Nearest | undefined {
  for (const other of known) {
    const shared = signatureSimilarity(signature, other.signature);
    const meaning = vector && other.vector?.length === vector.length ? dot(vector, other.vector) : NaN;
    if (shared >= wordsThreshold || meaning >= meaningThreshold) return { id: other.id, words: shared, meaning };
  }
  return undefined;
}

/** As bytes for the database, and back. */
export function toBytes(values: Uint32Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
}

export function signatureFromBytes(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(aligned(bytes));
}

export function vectorFromBytes(bytes: Uint8Array): Float32Array {
  return new Float32Array(aligned(bytes));
}

function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
