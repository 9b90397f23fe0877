import { z } from 'zod';
import { fromSignedBytes, toSignedBytes, type PairedBags } from '@/lib/ml/train/tabular';
import { bagVocabulary, joinedSigns, orderSigns } from './bags';
import type { NeighbourModels } from './neighbours';

const bytesSchema = z.object({ scale: z.number(), bytes: z.string() });

const pairedBagsSchema = z.object({ width: z.int().min(1), before: bytesSchema, after: bytesSchema, weights: bytesSchema, signs: z.array(z.number()) });

export const neighboursFileSchema = z.object({
  /** Words first, so many of them. */
  vocabulary: z.array(z.string()),
  words: z.int().min(0),
  order: pairedBagsSchema,
  joined: pairedBagsSchema,
  others: z.object({ before: bytesSchema, after: bytesSchema }),
});
export type NeighboursFile = z.output<typeof neighboursFileSchema>;

/** To eight bits a number. */
export function saveNeighbours({ vocabulary, order, joined, others }: NeighbourModels): NeighboursFile {
  const flat = (vectors: readonly Float32Array[]) => toSignedBytes(Float32Array.from(vectors.flatMap((vector) => [...vector])));
  return {
    vocabulary: [...vocabulary.ids.keys()],
    words: vocabulary.words,
    order: savePairedBags(order),
    joined: savePairedBags(joined),
    others: { before: flat(others.before), after: flat(others.after) },
  };
}

/** @throws RangeError where the parts do not fit together */
export function loadNeighbours({ vocabulary, words, order, joined, others }: NeighboursFile): NeighbourModels {
  const opened = loadPairedBags(joined, words, joinedSigns);
  const vectors = (saved: NeighboursFile['others']['before']): Float32Array[] => {
    const values = fromSignedBytes(saved);
    return Array.from({ length: Math.floor(values.length / joined.width) }, (_, i) => values.subarray(i * joined.width, (i + 1) * joined.width));
  };
  return {
    vocabulary: bagVocabulary(vocabulary, words),
    order: loadPairedBags(order, vocabulary.length, orderSigns),
    joined: opened,
    others: { before: vectors(others.before), after: vectors(others.after) },
  };
}

function savePairedBags({ width, before, after, weights, signs }: PairedBags): NeighboursFile['order'] {
  return {
    width,
    before: toSignedBytes(before),
    after: toSignedBytes(after),
    weights: toSignedBytes(weights),
    signs: Array.from(signs, (value) => Number(value.toPrecision(5))),
  };
}

function loadPairedBags({ width, ...saved }: NeighboursFile['order'], vocabulary: number, signs: number): PairedBags {
  const [before, after, weights] = [saved.before, saved.after, saved.weights].map(fromSignedBytes);
  if (before.length !== vocabulary * width || after.length !== before.length || weights.length !== vocabulary || saved.signs.length !== signs) {
    throw new RangeError('the opinions on neighbours do not fit their vocabulary');
  }
  return { width, before, after, weights, signs: Float32Array.from(saved.signs) };
}
