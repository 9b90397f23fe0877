import { fitSoftmaxRegression } from '@/lib/ml/train/tabular';
import { splits } from '../features/cohesion';
import { scaledSeam, seamRows, seamSigns, type SeamKnowledge, type SeamModel } from '../features/seams';
import type { HeardExample } from './measure-examples';

/** Learns what a seam looks like: places where spliced passages were joined against all places of whole ones. */
export function fitSeams(all: readonly HeardExample[], knowledge: SeamKnowledge): SeamModel {
  const whole = new Map(all.flatMap(({ example }) => (example.kind === 'human' ? [[example.passage, example.sentences] as const] : [])));
  const [rows, labels]: [number[][], number[]] = [[], []];
  for (const { example, text, heard } of all) {
    const { kind, passage, sentences } = example;
    if (kind !== 'human' && kind !== 'spliceOther' && kind !== 'spliceSame') continue;
    const found = seamRows(text, heard, knowledge);
    if (kind === 'human') {
      rows.push(...found);
      labels.push(...found.map(() => 0));
      continue;
    }
    const own = whole.get(passage) ?? [];
    const joint = sentences.findIndex((sentence, i) => sentence !== own[i]);
    const at = splits(text.sentences.length).indexOf(joint);
    if (at < 0) continue;
    rows.push(found[at]);
    labels.push(1);
  }
  const columns = seamSigns.map((_, i) => rows.map((row) => row[i]).filter((value) => !Number.isNaN(value)));
  const means = columns.map((values) => round(values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)));
  const deviations = columns.map((values, i) =>
    round(Math.sqrt(values.reduce((sum, value) => sum + (value - means[i]) ** 2, 0) / Math.max(1, values.length)) || 1),
  );
  const positives = labels.filter((label) => label === 1).length;
  const { weights } = fitSoftmaxRegression(
    {
      rows: rows.map((row) => scaledSeam({ means, deviations }, row)),
      labels,
      exampleWeights: labels.map((label) => labels.length / 2 / Math.max(1, label === 1 ? positives : labels.length - positives)),
    },
    { classes: 2, l2: 10 },
  );
  return { means, deviations, weights: Array.from(weights, round) };
}

const round = (value: number): number => Number(value.toPrecision(5));
