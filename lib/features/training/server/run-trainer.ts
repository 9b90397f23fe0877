import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunSurroundings, Trained } from '@/lib/features/runs';
import { startTraining, type TrainingEvent, type TrainingInput } from '@/lib/processes/trainer/client';

export type FinishedTraining = Extract<TrainingEvent, { event: 'done' }>;

const doneName = 'trained.json';

/**
 * Trains by a specification whose `out` is the run's work folder; goes on from a checkpoint there, and takes what an earlier call
 * finished. Reports metrics, lines and samples; where the run is to stop it leaves a checkpoint and throws the signal's reason.
 * @throws LoamError as the trainer
 */
export async function runTrainer(
  spec: TrainingInput,
  { signal, idle, onMetric, onSample, log }: Pick<RunSurroundings, 'signal' | 'idle' | 'onMetric' | 'onSample' | 'log'>,
  decode: (tokens: readonly number[]) => string = () => '',
): Promise<Trained> {
  const settings = createHash('sha256').update(JSON.stringify(spec)).digest('hex');
  const known = await finished(spec.out).catch(() => undefined);
  if (known?.settings === settings) return trainedOf(known.done);
  const training = await startTraining(
    spec,
    (event) => {
      if (event.event === 'started' && event.resumed) log(`Going on from step ${event.step}.`);
      if (event.event === 'step') {
        const { step, steps, loss, learningRate, gradientNorm, perSecond, secondsLeft } = event;
        onMetric({ step, steps, values: { loss, learningRate, gradientNorm, perSecond }, secondsLeft });
      }
      if (event.event === 'evaluation') {
        onMetric({ step: event.step, steps: spec.steps, values: { validationLoss: event.loss } });
        log(`Step ${event.step}: validation loss ${event.loss.toFixed(3)}${event.best ? ', the best so far' : ''}.`);
      }
      if (event.event === 'sample') onSample({ step: event.step, text: decode(event.tokens) });
    },
    { signal, idle },
  );
  const done = await training.ended;
  if (done.event === 'stopped') {
    signal.throwIfAborted();
    throw new Error(`the training stopped at step ${done.step} although nobody wanted it`);
  }
  await writeFile(path.join(spec.out, doneName), JSON.stringify({ settings, done }));
  return trainedOf(done);
}

/** What a training of this folder left. @throws Error where none was finished */
export async function finishedTraining(work: string): Promise<FinishedTraining> {
  return (await finished(work)).done;
}

async function finished(work: string): Promise<{ settings: string; done: FinishedTraining }> {
  return JSON.parse(await readFile(path.join(work, doneName), 'utf8')) as { settings: string; done: FinishedTraining };
}

const trainedOf = ({ sha256, step, cpuSeconds }: FinishedTraining): Trained => ({ sha256, steps: step, cpuSeconds });
