import { LoamError } from '@/lib/core/errors';
import { decoderDefaults, type DecoderConfig } from '@/lib/ml/nets';
import { decoder } from '@/lib/ml/nets/decoder';
import { countParameters } from '@/lib/ml/nets/network';

/** From small to large. Heads of 32, a feed-forward part of 8/3 of the width rounded to 32 (Llama's proportions). */
const shapes = [
  { width: 64, layers: 2, feedForward: 192 },
  { width: 96, layers: 3, feedForward: 256 },
  { width: 128, layers: 3, feedForward: 352 },
  { width: 192, layers: 4, feedForward: 512 },
  { width: 256, layers: 4, feedForward: 704 },
  { width: 256, layers: 6, feedForward: 704 },
];
/** More parameters than this for each token of the text are not worth their time in a few epochs. */
const parametersPerToken = 80;
/** Multiply-adds count twice; two shared cores give about this many in a second. */
const operationsPerSecond = 50e9;

export interface WriterSizes {
  readonly config: DecoderConfig;
  /** Tokens a training row. */
  readonly time: number;
  readonly batch: number;
  readonly steps: number;
  readonly learningRate: number;
  readonly parameters: number;
}

/**
 * The largest network of the ladder that the text can feed and that trains within the minutes on two cores. Batches are small, for
 * with few tokens the number of updates is what is scarce; the learning rate suits batches of so few rows (on books of 70 to 600 kB,
 * 2e-3 and 4e-3 ended a tenth to half a nat worse).
 */
export function chooseSizes(tokens: number, vocabulary: number, { epochs, minutes }: { epochs: number; minutes: number }): WriterSizes {
  const time = tokens >= 50_000 ? 128 : tokens >= 20_000 ? 64 : 32;
  const windows = Math.floor((tokens - 1) / time);
  if (windows < 4) throw new LoamError('unprocessable', `The text gives ${tokens} tokens to learn from, too few. Give a longer text.`);
  const configs = shapes.map((shape): DecoderConfig => ({
    vocabulary,
    ...shape,
    heads: shape.width / 32,
    keyValueHeads: shape.width / 32,
    // Positions beyond the rows that it is trained on would be strange to it.
    context: time,
    ...decoderDefaults,
  }));
  const fitting = configs.filter((config) => {
    const parameters = parametersOf(config);
    return parameters <= parametersPerToken * tokens && (6 * parameters * tokens * epochs) / operationsPerSecond <= minutes * 60;
  });
  const config = fitting.at(-1) ?? configs[0];
  const batch = Math.min(windows, Math.max(1, Math.round(batchTokens(tokens * epochs) / time)));
  const steps = Math.max(1, Math.round((windows * epochs) / batch));
  return { config, time, batch, steps, learningRate: 1e-3, parameters: parametersOf(config) };
}

/** Tokens an update, by the tokens to learn in all epochs. */
function batchTokens(learned: number): number {
  if (learned <= 150_000) return 64;
  return learned <= 600_000 ? 128 : learned <= 2_000_000 ? 256 : learned <= 5_000_000 ? 512 : 1024;
}

function parametersOf(config: DecoderConfig): number {
  return countParameters(decoder(config).parameters).total;
}
