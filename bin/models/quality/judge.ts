import type { Rng } from '@/lib/core/rng';
import { judgeFeatures, type JudgeFile } from '@/lib/features/stories/server/quality/judge';
import { readSentences } from '@/lib/features/stories/server/quality/reading';
import { fitHashedLogistic, fitSoftmaxRegression, hashedLogOdds, placesOf, saveHashedLogistic, type HashedExample } from '@/lib/ml/train/tabular';
import type { Example } from '@/lib/features/stories/server/quality/fitting/examples';

const size = 2 ** 16;

/**
 * Fits the second judge on examples of its own books, and its probabilities on those of others that it has not read. Damages count together
 * as much as human passages.
 */
export function fitJudge(learned: readonly Example[], kept: readonly Example[], rng: Rng): JudgeFile {
  const runs = fitHashedLogistic(
    balanced(learned).map((example): HashedExample => {
      const places = placesOf(judgeFeatures(readSentences(example.sentences)), size);
      return { places, positive: example.kind === 'human' };
    }),
    { size, rng, epochs: 2, learningRate: 0.02 },
  );
  const odds = balanced(kept).map((example) => ({
    human: example.kind === 'human',
    row: [hashedLogOdds(runs, placesOf(judgeFeatures(readSentences(example.sentences)), size))],
  }));
  const { weights } = fitSoftmaxRegression(
    { rows: odds.map(({ row }) => row), labels: odds.map(({ human }) => (human ? 1 : 0)) },
    { classes: 2, l2: 1e-3 },
  );
  return { version: 1, runs: saveHashedLogistic(runs), slope: weights[0], intercept: weights[1] };
}

/** Without what is damaged by its request alone, which the judge does not see; human passages as often as all damaged ones. */
function balanced(examples: readonly Example[]): Example[] {
  const seen = examples.filter(({ kind }) => kind !== 'genre' && kind !== 'prompt');
  const human = seen.filter(({ kind }) => kind === 'human');
  const times = Math.max(1, Math.round(seen.length / Math.max(1, human.length) - 1));
  return [...seen, ...Array.from({ length: times - 1 }, () => human).flat()];
}
