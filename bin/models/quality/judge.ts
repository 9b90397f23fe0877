import type { Rng } from '@/lib/core/rng';
import { judgeFeatures, type JudgeFile } from '@/lib/features/stories/server/quality/judge';
import { readSentences } from '@/lib/features/stories/server/quality/reading';
import { fitHashedLogistic, fitSoftmaxRegression, hashedLogOdds, placesOf, saveHashedLogistic, type HashedExample } from '@/lib/ml/train/tabular';
import type { Example } from './examples';

const size = 2 ** 16;

/** Fits the second judge on examples of its own books; its probabilities on some that were kept back. Damages count together as much as human passages. */
export function fitJudge(examples: readonly Example[], rng: Rng): JudgeFile {
  const places = examples.map(({ sentences }) => placesOf(judgeFeatures(readSentences(sentences)), size));
  const kept = examples.map(({ passage }) => passage % 5 === 0);
  const human = examples.map(({ kind }) => kind === 'human');
  const damagedEach = examples.length / Math.max(1, human.filter(Boolean).length) - 1;
  const learned = examples.flatMap((_, i): HashedExample[] => {
    if (kept[i]) return [];
    const example = { places: places[i], positive: human[i] };
    return human[i] ? Array.from({ length: Math.round(damagedEach) }, () => example) : [example];
  });
  const runs = fitHashedLogistic(learned, { size, rng, epochs: 2, learningRate: 0.02 });
  const back = examples.map((_, i) => i).filter((i) => kept[i]);
  const { weights } = fitSoftmaxRegression(
    {
      rows: back.map((i) => [hashedLogOdds(runs, places[i])]),
      labels: back.map((i) => (human[i] ? 1 : 0)),
      exampleWeights: back.map((i) => (human[i] ? damagedEach : 1)),
    },
    { classes: 2, l2: 1e-3 },
  );
  return { version: 1, runs: saveHashedLogistic(runs), slope: weights[0], intercept: weights[1] };
}
