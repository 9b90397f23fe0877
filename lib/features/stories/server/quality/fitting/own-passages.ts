import { readFile } from 'node:fs/promises';
import { LoamError } from '@/lib/core/errors';
import type { Rng } from '@/lib/core/rng';
import { splitByGroup } from '@/lib/ml/eval';
import { passagesOf, type Passage } from './passages';

/** What fits the faults, what sets the points, what measures. */
export interface OwnPassages {
  readonly fit: readonly Passage[];
  readonly points: readonly Passage[];
  readonly heldOut: readonly Passage[];
}

const fewestPassages = 24;
/** Neighbouring passages that stay together, as a book of their own: damages splice passages of one book and of two. */
const passagesAPart = 2;

/**
 * The passages of a person's text, of about 180 words each, divided by parts of it.
 * @throws LoamError `not_found`, `unprocessable` for a text with too few of them
 */
export async function readOwnPassages(file: string, most: number, heldOut: number, rng: Rng): Promise<OwnPassages> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new LoamError('not_found', `The text ${file} cannot be read (${cause.code}).`, { cause });
  });
  const found = passagesOf({ book: '', author: '', genres: [], text });
  const taken = found.slice(0, most).map((passage, i) => ({ ...passage, book: `part ${Math.floor(i / passagesAPart)}` }));
  if (taken.length < fewestPassages) {
    const missing = fewestPassages - taken.length;
    throw new LoamError(
      'unprocessable',
      `The text has ${taken.length} passages of whole sentences; ${missing} more are needed. Give a longer text of prose.`,
      {
        extra: { found: taken.length, needed: fewestPassages, missing },
      },
    );
  }
  return splitByGroup(taken, ({ book }) => book, { fit: (1 - heldOut) * 0.65, points: (1 - heldOut) * 0.35, heldOut }, rng);
}
