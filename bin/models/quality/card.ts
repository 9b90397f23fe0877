import type { Interval } from '@/lib/ml/eval';
import type { EstimatorFile } from '@/lib/features/stories/server/quality/estimator';
import { faultNames, faults, features } from '@/lib/features/stories/server/quality/faults';
import type { QualityEvaluation } from './evaluate';
import type { Groundwork } from './groundwork';

export interface CardFacts {
  readonly counts: Groundwork['counts'];
  readonly file: EstimatorFile;
  readonly measured: QualityEvaluation;
  readonly seed: number;
  /** Texts of the unfinished writer that it was fitted to. */
  readonly unfinished: number;
}

const kinds: readonly (readonly [key: string, label: string, goal: string])[] = [
  ['words', 'words of every sentence shuffled', '.95'],
  ['repetition', 'a quarter to a half of the sentences repeated', '.95'],
  ['order', 'sentences shuffled', '.90'],
  ['prompt', 'another passage’s prompt', '.90'],
  ['spliceOther', 'first half and the end of a passage of another book', '.85'],
  ['spliceSame', 'first half and the end of a passage of the same book', '.85'],
  ['splices', 'both splices together', '.85'],
  ['cut', 'the last sentence broken off', ''],
  ['genre', 'another genre asked for', ''],
  ['sampled', 'written on by an unfinished writer', ''],
  ['dropped', '**never fitted to:** every sixth word missing', ''],
  ['interleaved', '**never fitted to:** every other sentence of another book', ''],
  ['renamed', '**never fitted to:** names exchanged at random', ''],
];

const origins = [
  ['composer', 'the composer’s stories'],
  ['writer', 'the writer’s stories, one unchecked sample a beat'],
  ['curriculum', 'the curriculum’s prose'],
  ['answers', 'students’ graded answers'],
] as const;

/** The README.md of models/quality. */
export function qualityCard({ counts, file, measured: { metrics, reliability }, seed, unfinished }: CardFacts): string {
  const shown = (interval: Interval | undefined, digits = 2): string =>
    interval ? `${interval.value.toFixed(digits)} (${interval.low.toFixed(digits)}–${interval.high.toFixed(digits)})` : '–';
  const books = (role: keyof typeof counts): number => counts[role].books;
  const kindRows = kinds.map(([key, label, goal]) => {
    const short = metrics[`auc.${key}`] && goal && metrics[`auc.${key}`].value < Number(goal) ? ' **missed**' : '';
    return `| ${label} | ${shown(metrics[`auc.${key}`])} | ${goal}${short} | ${shown(metrics[`points.${key}`], 1)} | ${shown(metrics[`share.${key}.below5`])} | ${shown(metrics[`judge.auc.${key}`])} |`;
  });
  const usedFor = faultNames.map((name) => `- **${name}**: ${faults[name].toLowerCase()}`);
  return `---
library_name: loam
tags: [loam, text-quality, stories]
---
# quality

Gives a story 0 to 10 points by what it finds wrong with it: how far a passage is from what people print, not how good a story is. It was fitted
to tell passages of books from damaged ones.

## How it works
${Object.keys(features).length} features – likelihood and context gain by the writer \`${file.writer.name} ${file.writer.version}\`${file.embedder ? `, nearness in meaning by \`${file.embedder.name} ${file.embedder.version}\`` : ''},
words and names that come again, two learned opinions on sentences, manner, repetition, form, and how well the text answers the
genre and prompt asked for – go as curves of straight pieces into one logistic regression with a class per fault:

${usedFor.join('\n')}

The two opinions are tables of word vectors (${file.neighbours.vocabulary.length} tokens, ${file.neighbours.order.width} numbers, one table for either side), learned by finding the right partner among
others: which sentence of a passage comes next, and which second part belongs to a first one, most of the wrong ones being of the same book.
What counts is how much likelier the text as it stands is than all other orders of the same sentences, and than parts of other texts. A small
regression over ${file.seams.means.length} signs looks for the one place where two texts may have been joined.

The log-odds that nothing is wrong become points by a rising curve through quantiles of ${counts.points.passages} other passages: the middle human passage has 8.5 points,
one in twenty has fewer than 5. What is missing to ten is shared among the faults by their probabilities, so the parts add up; each fault shows
the features that speak for it. Another genre and an unfinished model, which are told poorly, are held to be a tenth as likely as the other
faults before a text is read. Without a genre or prompt in the request those two faults are left out.

It works with this writer and encoder only: both are named by the SHA-256 of their graphs, and others are refused.

## Made from
Books of the fiction shards (public domain and Creative Commons; TinyStories left out, for a language model wrote them), divided by book: ${books('words')} teach words, genres
and neighbours (${counts.words.passages} passages), ${books('fit')} the faults (${counts.fit.passages} passages, each also in every damage, and ${unfinished} texts put together of what an unfinished writer wrote on), ${books('points')} the points (${counts.points.passages}),
${books('judge')} the second judge (${counts.judge.passages}); ${books('test')} measure (${counts.test.passages}). Books for points and measuring were read by no model. Seed ${seed}.
To make it again: \`loam models build quality --data <folder>\`. To measure it again: \`loam evaluate quality --data <folder> --json\`.

## Measured
On passages of about 180 words from ${books('test')} books that no part has seen. AUC: how often a human passage stands above a damaged one. Intervals: 95 %, whole books drawn
anew. Human passages: ${shown(metrics['points.human'], 1)} points in the middle, ${shown(metrics['share.human.from7'])} have 7 or more.

| damage | AUC | goal | points, middle | below 5 | AUC of the second judge |
|---|---|---|---|---|---|
${kindRows.join('\n')}

| text of another origin | points, middle | 7 or more | second judge’s probability |
|---|---|---|---|
${origins.map(([key, label]) => `| ${label} | ${shown(metrics[`points.${key}`], 1)} | ${shown(metrics[`share.${key}.from7`])} | ${shown(metrics[`judge.${key}`])} |`).join('\n')}

Probability that nothing is wrong, in bins (human and damaged texts weighing the same; calibration error ${shown(metrics.calibrationError)}):

| said | happened | texts |
|---|---|---|
${reliability.map(({ meanPredicted, shareTrue, count }) => `| ${meanPredicted.toFixed(2)} | ${shareTrue.toFixed(2)} | ${count} |`).join('\n')}

Scoring such a passage takes ${shown(metrics.milliseconds, 0)} ms. The second judge (\`judge.json\`: runs of small words and word shapes, its own books) agrees with the points
with r = ${shown(metrics['judge.agreement'])}; it never selects anything, so that it can tell whether what was selected is better.

## Limits
- Points say how little a passage shows the faults above. A dull story without them has many points.
- Likelihood is not monotone: what a model samples is likelier than what people write. The AUC on the unfinished writer’s texts tells sampled text
  from printed text and must not be read as a quality of stories.
- Fitted on English prose before 1930 in the main, 120 to 230 words. Shorter texts have fewer sentences to compare and less certain points.
- A swap of two sentences or one wrong name is often not seen; see the rows above for how often whole shuffles are.
`;
}
