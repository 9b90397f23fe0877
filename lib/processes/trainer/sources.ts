import { LoamError } from '@/lib/core/errors';
import { createRng, type Rng } from '@/lib/core/rng';
import type { Batch } from '@/lib/ml/train/program';
import { maskedBatches, pairBatches, rowBatches, tokenWindows, type BatchSource } from '@/lib/ml/train/batches';
import { readInt32, unpackGroups, unpackTexts } from './int32-files';
import type { DataSpec } from './protocol';

/**
 * Opens a data file as an endless source of batches in an order that the rng decides.
 * @throws LoamError `unprocessable` where it holds too little, or tokens that the vocabulary lacks
 */
export async function openSource(data: DataSpec, file: string, batch: number, vocabulary: number, rng: Rng): Promise<BatchSource> {
  const integers = await readInt32(file);
  const inVocabulary = (tokens: Int32Array): Int32Array => {
    const stray = tokens.find((token) => token < 0 || token >= vocabulary);
    if (stray !== undefined)
      throw new LoamError(
        'unprocessable',
        `The data name the token ${stray}; the vocabulary has ${vocabulary}. Encode them with its own tokenizer.`,
      );
    return tokens;
  };
  const some = <T>(examples: readonly T[]): readonly T[] => {
    if (examples.length === 0) throw new LoamError('unprocessable', 'There are no training examples. Add data.');
    return examples;
  };
  switch (data.kind) {
    case 'windows':
      if (integers.length <= data.time) {
        throw new LoamError('unprocessable', `The data hold ${integers.length} tokens; training takes rows of ${data.time + 1}. Add text.`);
      }
      return tokenWindows({ tokens: inVocabulary(integers), batch, time: data.time, rng });
    case 'rows':
      return rowBatches({
        ...data,
        rows: some(unpackTexts(integers)).map(({ tokens, from }) => ({ tokens: inVocabulary(tokens), from })),
        batch,
        rng,
      });
    case 'masked':
      return maskedBatches({
        ...data,
        texts: some(unpackTexts(integers)).map(({ tokens }) => ({ tokens: inVocabulary(tokens) })),
        batch,
        vocabulary,
        rng,
      });
    case 'pairs': {
      const pairs = some(unpackGroups(integers)).map(([anchor, positive, ...negatives]) => ({
        anchor: inVocabulary(anchor),
        positive: inVocabulary(positive),
        negatives: negatives.map(inVocabulary),
      }));
      return pairBatches({ ...data, pairs, batch, rng });
    }
  }
}

/** The first batches of the held-out data, the same at every look. */
export async function heldOutBatches(data: DataSpec, batch: number, count: number, vocabulary: number): Promise<Batch[]> {
  if (!data.heldOut) return [];
  const rng = createRng(1);
  const source = await openSource(data, data.heldOut, batch, vocabulary, rng);
  return Array.from({ length: count }, () => source.next(rng));
}
