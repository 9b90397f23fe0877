import { readFile } from 'node:fs/promises';
import { LoamError } from '@/lib/core/errors';

/** The integers of a file of little-endian int32. */
export async function readInt32(file: string): Promise<Int32Array> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new LoamError('not_found', `The training data ${file} cannot be read (${cause.code}).`, { cause });
  });
  if (bytes.byteLength % 4 !== 0) throw new LoamError('unprocessable', `${file} is not a file of 32-bit integers.`);
  return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export interface PackedText {
  readonly tokens: Int32Array;
  /** The first token that is learned. */
  readonly from: number;
}

/** Texts as integers: per text its length, the first token that is learned, the tokens. */
export function packTexts(texts: readonly { readonly tokens: ArrayLike<number>; readonly from?: number }[]): Int32Array {
  const packed = new Int32Array(texts.reduce((sum, { tokens }) => sum + 2 + tokens.length, 0));
  let at = 0;
  for (const { tokens, from = 0 } of texts) {
    packed[at] = tokens.length;
    packed[at + 1] = from;
    packed.set(tokens, at + 2);
    at += 2 + tokens.length;
  }
  return packed;
}

/** Undoes {@link packTexts}, sharing the memory. Throws LoamError where the lengths do not add up. */
export function unpackTexts(packed: Int32Array): PackedText[] {
  const texts: PackedText[] = [];
  for (let at = 0; at < packed.length;) {
    const length = packed[at];
    if (length < 0 || at + 2 + length > packed.length) throw new LoamError('unprocessable', 'The texts of the training data are damaged.');
    texts.push({ from: packed[at + 1], tokens: packed.subarray(at + 2, at + 2 + length) });
    at += 2 + length;
  }
  return texts;
}

/** Groups of texts as integers: per group the number of texts, then each as its length and tokens. */
export function packGroups(groups: readonly (readonly ArrayLike<number>[])[]): Int32Array {
  const flat: number[] = [];
  for (const texts of groups) {
    flat.push(texts.length);
    for (const tokens of texts) {
      flat.push(tokens.length);
      for (let i = 0; i < tokens.length; i++) flat.push(tokens[i]);
    }
  }
  return Int32Array.from(flat);
}

/** Undoes {@link packGroups}, sharing the memory. */
export function unpackGroups(packed: Int32Array): Int32Array[][] {
  const groups: Int32Array[][] = [];
  for (let at = 0; at < packed.length;) {
    const texts: Int32Array[] = [];
    for (let left = packed[at++]; left > 0; left--) {
      const length = packed[at++];
      if (!(length >= 0 && at + length <= packed.length))
        throw new LoamError('unprocessable', 'The groups of the training data are damaged.');
      texts.push(packed.subarray(at, at + length));
      at += length;
    }
    groups.push(texts);
  }
  return groups;
}
