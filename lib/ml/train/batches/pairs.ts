import type { Rng } from '@/lib/core/rng';
import { zeros } from '../../tensor/tensor';
import type { Batch } from '../program';
import { chunk, epochs, type BatchSource } from './source';
import { padTexts } from './texts';

/** A text and what belongs to it, each with its special tokens in place. */
export interface TextPair {
  readonly anchor: Int32Array;
  readonly positive: Int32Array;
  /** Texts that look right and are not. As many as the batch asks for are used, from the front. */
  readonly negatives?: readonly Int32Array[];
  /** Pairs of one group may match each other's candidates: those are not counted as wrong. */
  readonly group?: number;
}

export interface PairBatchOptions {
  readonly pairs: readonly TextPair[];
  readonly batch: number;
  readonly anchorLength: number;
  readonly candidateLength: number;
  /** Hard negatives a pair. A pair that has fewer borrows another pair's positive. */
  readonly negatives?: number;
  readonly padToken: number;
  /**
   * So many neighbours of the list stay together in a batch, 1 unless said: pairs of one page, for instance, each of which
   * is then a hard negative of the others without being computed twice. It divides the batch.
   */
  readonly together?: number;
  readonly rng: Rng;
}

/** Added to a similarity to take a candidate out of the softmax. */
const excluded = -1e4;

/** Batches for contrastive training, every pair once an epoch. Throws RangeError where `together` does not divide the batch. */
export function pairBatches(options: PairBatchOptions): BatchSource {
  const { pairs, batch, together = 1 } = options;
  if (batch % together !== 0) throw new RangeError(`${together} pairs that stay together do not divide a batch of ${batch}`);
  const blocks = chunk(pairs, together);
  const plan = epochs(options.rng, (rng) => chunk(rng.shuffle(blocks), batch / together).map((chosen) => chosen.flat()));
  return { next: () => pairBatch(plan.next(), options), cursor: plan.cursor, seek: plan.seek };
}

/**
 * One batch: `tokens`, `mask` (pairs, anchorLength), `candidateTokens`, `candidateMask` ((1 + negatives)·pairs,
 * candidateLength) and `exclusions` (pairs, candidates).
 */
export function pairBatch(
  pairs: readonly TextPair[],
  { anchorLength, candidateLength, negatives = 0, padToken }: Omit<PairBatchOptions, 'pairs' | 'batch' | 'together' | 'rng'>,
): Batch {
  const hard = Array.from({ length: negatives }, (_, k) =>
    pairs.map((pair, i) => pair.negatives?.[k] ?? pairs[(i + k + 1) % pairs.length].positive),
  ).flat();
  const candidates = [...pairs.map(({ positive }) => positive), ...hard];
  const anchors = padTexts(
    pairs.map(({ anchor }) => ({ tokens: anchor })),
    anchorLength,
    padToken,
  );
  const others = padTexts(
    candidates.map((tokens) => ({ tokens })),
    candidateLength,
    padToken,
  );
  const exclusions = zeros('float32', [pairs.length, candidates.length]);
  const same = (a: Int32Array, b: Int32Array): boolean => a.length === b.length && a.every((token, i) => token === b[i]);
  pairs.forEach((pair, i) =>
    candidates.forEach((tokens, j) => {
      if (i === j) return;
      const sameGroup = j < pairs.length && pair.group !== undefined && pair.group === pairs[j].group;
      if (sameGroup || same(tokens, pair.positive)) exclusions.data[i * candidates.length + j] = excluded;
    }),
  );
  return { tokens: anchors.tokens, mask: anchors.mask, candidateTokens: others.tokens, candidateMask: others.mask, exclusions };
}
