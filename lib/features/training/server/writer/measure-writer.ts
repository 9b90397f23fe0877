import { createRng } from '@/lib/core/rng';
import type { Evaluation } from '@/lib/features/runs';
import { bootstrapMean, bootstrapStatistic } from '@/lib/ml/eval';
import { createInference, openWriterTokens } from '@/lib/processes/inference/client';
import type { HeldOut } from '@/lib/processes/workbench/client';

/** What may be lost on prose of others: a writer that learns a manner may not forget how to write. */
const generalTolerance = 0.02;

interface MeasuredPassage {
  readonly id: string;
  readonly bytes: number;
  readonly nats: number;
}

/**
 * How well a writer's int8 graph, which is the one that serves, predicts held-out passages: nats a byte, so that writers with other
 * tokenizers compare. Rows are passages. Where the words of the text stand in no order, the rows say how much likelier the passages are than
 * shuffled: then counting words is no merit. `start` is the model that the training began with; without one, its baseline is a
 * Kneser–Ney bigram model of the same training part. `guarded` where it may not forget how others write, as who never knew cannot.
 */
export async function measureWriter(
  folder: string,
  { passages, general, ordered }: HeldOut,
  {
    seed,
    start,
    guarded = false,
    signal,
  }: {
    readonly seed: number;
    readonly guarded?: boolean;
    readonly start?: NonNullable<Evaluation['baseline']>;
    readonly signal?: AbortSignal;
  },
): Promise<Evaluation> {
  const [inOrder, shuffled, foreign] = await natsOf(
    folder,
    [passages, ordered ? [] : passages.map(({ shuffled: text, prefix }) => ({ text, prefix })), general],
    signal,
  );
  const own = passages.map(({ id, bytes }, i): MeasuredPassage => ({ id, bytes, nats: inOrder[i] }));
  const others = general.map(({ id, text }, i): MeasuredPassage => ({ id, bytes: Buffer.byteLength(text), nats: foreign[i] }));
  const bigram = passages.map(({ id, bytes, bigram: [sum] }): MeasuredPassage => ({ id, bytes, nats: sum }));
  const rng = createRng(seed);
  const perByte = (measured: readonly MeasuredPassage[]) =>
    measured.reduce((sum, { nats }) => sum + nats, 0) / measured.reduce((sum, { bytes }) => sum + bytes, 0);
  const byBigram = rowsOf(bigram);
  const plain = rowsOf(own);
  const rows = ordered ? plain : own.map(({ id, bytes, nats }, i) => ({ id, value: (nats - shuffled[i]) / bytes }));
  return {
    score: { name: ordered ? 'natsPerByte' : 'natsPerByteByOrder', higherIsBetter: false },
    rows,
    // Of shuffled words nothing is known by order.
    baseline: start ?? { name: 'Kneser–Ney bigram', rows: ordered ? byBigram : byBigram.map(({ id }) => ({ id, value: 0 })) },
    guards: guarded && others.length > 0 ? [{ name: 'Prose of others', tolerance: generalTolerance, rows: rowsOf(others) }] : [],
    metrics: {
      natsPerByte: bootstrapStatistic(own, perByte, rng.fork('own')),
      bigramNatsPerByte: bootstrapStatistic(bigram, perByte, rng.fork('bigram')),
      againstBigram: bootstrapMean(plain.map(({ value }, i) => value - byBigram[i].value), rng.fork('difference')), // prettier-ignore
      ...(others.length > 0 ? { generalNatsPerByte: bootstrapStatistic(others, perByte, rng.fork('general')) } : {}),
    },
  };
}

/** How hard prose is to predict: the mean over passages of nats a byte, as the guard has it. */
export async function proseLoss(folder: string, prose: HeldOut['general'], signal?: AbortSignal): Promise<number> {
  const [nats] = await natsOf(folder, [prose], signal);
  return nats.reduce((sum, value, i) => sum + value / Buffer.byteLength(prose[i].text), 0) / Math.max(1, prose.length);
}

/** Negative log-likelihoods of texts, in nats, list by list. */
async function natsOf(
  folder: string,
  lists: readonly (readonly { readonly text: string; readonly prefix?: string }[])[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const { tokenizer, startFor } = await openWriterTokens(folder);
  const texts = lists.flat().map(({ text, prefix }) => {
    const before = startFor(prefix);
    return { from: before.length - 1, tokens: Int32Array.from([...before, ...tokenizer.encode(text)]) };
  });
  const inference = createInference();
  try {
    const scores = await inference.role('measured', { folder }).score(texts.map(({ tokens }) => tokens), { signal, deadline: 30 * 60_000 }); // prettier-ignore
    const nats = scores.map((logs, i) => -logs.subarray(texts[i].from).reduce((sum, log) => sum + log, 0));
    let at = 0;
    return lists.map((list) => nats.slice(at, (at += list.length)));
  } finally {
    inference.close();
  }
}

function rowsOf(measured: readonly MeasuredPassage[]) {
  return measured.map(({ id, bytes, nats }) => ({ id, value: nats / bytes }));
}
