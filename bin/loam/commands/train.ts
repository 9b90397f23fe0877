import { z } from 'zod';
import { findServer } from '@/lib/boot/find-server';
import { systemClock } from '@/lib/core/clock';
import { readEnv } from '@/lib/core/env';
import { trainWriterInput, type TrainWriterInput, type TrainedWriter } from '@/lib/features/models';
import { trainWriter, type WriterProgress } from '@/lib/features/models/server';
import { trainRankerInput, type TrainedRanker } from '@/lib/features/tutorials';
import { tutorialsContract } from '@/lib/features/tutorials/contract';
import { runOperation } from './operations';
import { interruption } from '../interruption';
import type { LoamCommand } from '../command';

const trainInput = z.discriminatedUnion('model', [trainWriterInput, trainRankerInput.extend({ model: z.literal('tutorial-ranker') })]);

/** Trains a model from a person's own text, or from ratings, with its progress on the standard error. */
export const trainCommand: LoamCommand = {
  words: ['ml', 'train'],
  summary: 'Train a model and measure it on what it has not seen: a writer from a text, the tutorial ranker from ratings.',
  input: trainInput,
  details: 'Ctrl-C stops with a checkpoint: the same command goes on from it. Then: loam generate "It was" --model writer',
  async run(input, output) {
    const wanted = input as z.output<typeof trainInput>;
    if (wanted.model === 'tutorial-ranker') return runOperation(tutorialsContract.trainRanker, { seed: wanted.seed });
    return trainWriter(wanted satisfies TrainWriterInput, {
      dataDir: readEnv().LOAM_DATA_DIR,
      clock: systemClock,
      signal: interruption(),
      // Beside a server its pages come first; alone, the person waits for this.
      idle: (await findServer()) !== undefined,
      onProgress: (progress) => {
        const line = inWords(progress);
        if (line) output.note(line);
      },
    });
  },
  show(result) {
    if ('lift' in (result as object)) return rankerInWords(result as TrainedRanker);
    const { model, version, folder, metrics, seconds } = result as TrainedWriter;
    const { heldOutLoss, bigramLoss, difference } = metrics;
    const n = (value: number) => value.toFixed(3);
    return [
      `Trained ${model} ${version} in ${seconds} s: ${folder}`,
      `Held-out loss ${n(heldOutLoss.value)} nats per token (${n(heldOutLoss.low)} to ${n(heldOutLoss.high)}); a bigram model has ${n(bigramLoss)}.`,
      `Difference ${n(difference.value)} (${n(difference.low)} to ${n(difference.high)}): ${metrics.beatsBigram ? 'better' : 'not better'} than the bigram model.`,
    ].join('\n');
  },
};

function rankerInWords({ version, promoted, lift, raters, pairs, againstActive }: TrainedRanker): string {
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  return [
    `Learned from ${pairs.train} pairs of ratings; ${pairs.heldOut} pairs of other people were held out (${raters} people in all).`,
    `Held-out pairwise accuracy ${percent(lift.value + 0.5)}, ${percent(lift.low)} to ${percent(lift.high)} above chance.`,
    promoted
      ? `In use now, as version ${version}.`
      : `No improvement${againstActive === 'worse' ? ' on the one in use' : ''}: what was in use stays.`,
  ].join('\n');
}

function inWords(progress: WriterProgress): string | undefined {
  if (progress.phase === 'measuring') return 'measuring on the held-out passages';
  if (progress.phase === 'prepared') {
    const { tokens, vocabulary, sizes, parts } = progress;
    const { width, layers } = sizes.config;
    return (
      `${tokens} tokens of ${vocabulary} to learn from, ${parts.heldOut.length} passages held out; ` +
      `a decoder of width ${width} and ${layers} layers (${sizes.parameters} parameters), ${sizes.steps} updates`
    );
  }
  const { event } = progress;
  switch (event.event) {
    case 'started':
      return event.resumed ? `going on from step ${event.step}` : undefined;
    case 'step':
      return `step ${event.step}/${event.steps}  loss ${event.loss.toFixed(3)}  ${event.perSecond} tokens/s  ${event.secondsLeft} s left`;
    case 'evaluation':
      return `step ${event.step}  validation loss ${event.loss.toFixed(3)}${event.best ? ' (best)' : ''}`;
    default:
      return undefined;
  }
}
