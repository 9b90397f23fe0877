import path from 'node:path';
import type { Clock } from '@/lib/core/clock';
import { createRng } from '@/lib/core/rng';
import { bootstrapStatistic, pearson, quantiles, type Interval } from '@/lib/ml/eval';
import { estimate, type Estimator } from '@/lib/features/stories/server/quality/estimator';
import type { Instruments } from '@/lib/features/stories/server/quality/instruments';
import { judgeText, openJudge, type JudgeFile } from '@/lib/features/stories/server/quality/judge';
import { measureText } from '@/lib/features/stories/server/quality/measure';
import { readSentences } from '@/lib/features/stories/server/quality/reading';
import type { ModelClient } from '@/lib/processes/inference/client';
import { evaluateScores, type QualityEvaluation, type Scored } from './evaluate';
import { makeExamples } from '@/lib/features/stories/server/quality/fitting/examples';
import { hearAll } from '@/lib/features/stories/server/quality/fitting/hear';
import { answerTexts, composedTexts, curriculumTexts, writtenTexts, type OtherText } from './other-texts';
import type { Passage } from '@/lib/features/stories/server/quality/fitting/passages';
import type { Sampled } from '@/lib/features/stories/server/quality/fitting/examples';

export interface QualityUnderTest {
  readonly estimator: Estimator;
  readonly judge: JudgeFile;
  readonly instruments: Instruments;
  readonly passages: readonly Passage[];
  readonly sampled: readonly Sampled[];
  readonly writer: ModelClient;
  readonly data: string;
  readonly seed: number;
}

const otherCount = 32;

/** Everything that the card says, from the test books and from text of other origin. */
export async function measureQuality(
  { estimator, judge: judgeFile, instruments, passages, sampled, writer, data, seed }: QualityUnderTest,
  { work, note, clock }: { readonly work?: string; readonly note: (line: string) => void; readonly clock: Clock },
): Promise<QualityEvaluation> {
  const rng = createRng(seed);
  const judge = openJudge(judgeFile);
  const examples = makeExamples(passages, { rng: rng.fork('examples test'), terms: estimator.terms, sampled, unseen: true });
  const options = { folder: work, onProgress: (done: number, all: number) => note(`${done} of ${all} test texts read`) };
  const heard = await hearAll(examples, instruments, options);
  const scored = examples.map(({ kind, book, request }, i): Scored => {
    const { text } = heard[i];
    const { score, probability } = estimate(estimator, measureText(text, request, heard[i].heard, estimator));
    return { kind, book, score, probability, judged: judgeText(judge, text) };
  });
  const { metrics, reliability } = evaluateScores(scored, rng.fork('evaluation'));
  metrics['judge.agreement'] = bootstrapStatistic(
    scored.filter(({ kind }) => kind !== 'genre' && kind !== 'prompt'),
    (texts) => pearson(texts.map(({ score }) => score), texts.map(({ judged }) => Math.log(judged / (1 - judged)))), // prettier-ignore
    rng.fork('agreement'),
    { resamples: 500 },
  );
  const others = [
    ...composedTexts(otherCount, rng.fork('composer')),
    ...(await writtenTexts(otherCount, writer, rng.fork('writer'))),
    ...(await curriculumTexts(otherCount, seed)),
    ...(await answerTexts(path.join(data, 'data'), otherCount, seed)),
  ];
  Object.assign(metrics, await measureOthers(others, { estimator, instruments, work, judge, rng: rng.fork('others') }));
  metrics.milliseconds = await measureTime(examples.filter(({ kind }) => kind === 'human').slice(0, 20), { estimator, instruments, clock, rng: rng.fork('time') }); // prettier-ignore
  return { metrics, reliability };
}

async function measureOthers(
  others: readonly OtherText[],
  { estimator, instruments, work, judge, rng }: { estimator: Estimator; instruments: Instruments; work?: string; judge: ReturnType<typeof openJudge>; rng: ReturnType<typeof createRng> },
): Promise<Record<string, Interval>> {
  const heard = await hearAll(others, instruments, { folder: work });
  const points = others.map(({ origin, request }, i) => ({
    origin,
    score: estimate(estimator, measureText(heard[i].text, request, heard[i].heard, estimator)).score,
    judged: judgeText(judge, heard[i].text),
  }));
  const metrics: Record<string, Interval> = {};
  for (const origin of new Set(others.map((text) => text.origin))) {
    const own = points.filter((text) => text.origin === origin);
    metrics[`points.${origin}`] = bootstrapStatistic(own, (texts) => quantiles(texts.map(({ score }) => score), [0.5])[0], rng.fork(origin)); // prettier-ignore
    metrics[`share.${origin}.from7`] = bootstrapStatistic(own, (texts) => texts.filter(({ score }) => score >= 7).length / texts.length, rng.fork(origin)); // prettier-ignore
    metrics[`judge.${origin}`] = bootstrapStatistic(own, (texts) => quantiles(texts.map(({ judged }) => judged), [0.5])[0], rng.fork(origin)); // prettier-ignore
  }
  return metrics;
}

/** Milliseconds that scoring a text takes, the models being loaded. */
async function measureTime(
  examples: readonly { readonly sentences: readonly string[]; readonly request: Parameters<typeof measureText>[1] }[],
  { estimator, instruments, clock, rng }: { estimator: Estimator; instruments: Instruments; clock: Clock; rng: ReturnType<typeof createRng> },
): Promise<Interval> {
  const times: number[] = [];
  for (const { sentences, request } of examples) {
    const began = clock.monotonic();
    const text = readSentences(sentences);
    estimate(estimator, measureText(text, request, await instruments.hear(text, request), estimator));
    times.push(clock.monotonic() - began);
  }
  return bootstrapStatistic(times, (drawn) => quantiles(drawn, [0.5])[0], rng);
}
