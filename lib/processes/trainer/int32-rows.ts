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

export interface Row {
  readonly tokens: Int32Array;
  /** Tokens at the beginning that are given. */
  readonly given: number;
}

/** Rows as bytes: per row its length, the number of given tokens, the tokens. */
export function packRows(rows: readonly { readonly tokens: ArrayLike<number>; readonly given?: number }[]): Int32Array {
  const packed = new Int32Array(rows.reduce((sum, { tokens }) => sum + 2 + tokens.length, 0));
  let at = 0;
  for (const { tokens, given = 0 } of rows) {
    packed[at] = tokens.length;
    packed[at + 1] = given;
    packed.set(tokens, at + 2);
    at += 2 + tokens.length;
  }
  return packed;
}

/** Undoes {@link packRows}, sharing the memory. Throws LoamError where the lengths do not add up. */
export function unpackRows(packed: Int32Array): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < packed.length; ) {
    const length = packed[at];
    if (length < 0 || at + 2 + length > packed.length) throw new LoamError('unprocessable', 'The rows of the training data are damaged.');
    rows.push({ given: packed[at + 1], tokens: packed.subarray(at + 2, at + 2 + length) });
    at += 2 + length;
  }
  return rows;
}

/** Groups of texts as bytes: per group the number of texts, then each as its length and tokens. */
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
  for (let at = 0; at < packed.length; ) {
    const texts: Int32Array[] = [];
    for (let left = packed[at++]; left > 0; left--) {
      const length = packed[at++];
      if (!(length >= 0 && at + length <= packed.length)) throw new LoamError('unprocessable', 'The groups of the training data are damaged.');
      texts.push(packed.subarray(at, at + length));
      at += length;
    }
    groups.push(texts);
  }
  return groups;
}
