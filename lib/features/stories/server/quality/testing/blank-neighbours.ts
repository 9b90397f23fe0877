import { createRng } from '@/lib/core/rng';
import { pairedBagsTrainer, type PairedBags } from '@/lib/ml/train/tabular';
import { bagVocabulary, joinedSigns, orderSigns } from '../features/bags';
import { seamSigns, type SeamModel } from '../features/seams';
import { saveNeighbours, type NeighboursFile } from '../features/neighbours-file';

/** Opinions on neighbouring sentences that were never taught. */
export function blankNeighbours(): NeighboursFile {
  const blank = (signs: number): PairedBags => pairedBagsTrainer({ vocabulary: 1, width: 1, signs, rng: createRng(1) }).model;
  const others = [new Float32Array(1)];
  return saveNeighbours({
    vocabulary: bagVocabulary(['a'], 1),
    order: blank(orderSigns),
    joined: blank(joinedSigns),
    others: { before: others, after: others },
  });
}

/** A seam that was never looked for. */
export function blankSeams(): SeamModel {
  return { means: seamSigns.map(() => 0), deviations: seamSigns.map(() => 1), weights: [...seamSigns.map(() => 0), 0] };
}
