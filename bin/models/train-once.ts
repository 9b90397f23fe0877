import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { startTraining, type TrainingEvent, type TrainingInput } from '@/lib/processes/trainer/client';

export type FinishedTraining = Extract<TrainingEvent, { event: 'done' }>;

export interface TrainingWatch {
  readonly signal?: AbortSignal;
  readonly idle: boolean;
  readonly onEvent: (event: TrainingEvent) => void;
}

/**
 * Trains to the end, once: what an earlier call finished in the same folder, by the same specification on the same data, is taken.
 * @throws LoamError where the run failed, or was stopped: the same call goes on from there
 */
export async function trainOnce(spec: TrainingInput, { signal, idle, onEvent }: TrainingWatch): Promise<FinishedTraining> {
  const file = path.join(spec.out, 'done.json');
  const { threads: _threads, ...rest } = spec;
  const dataSha256 = createHash('sha256')
    .update(await readFile(spec.data.train))
    .digest('hex');
  const settings = JSON.stringify({ ...rest, dataSha256 });
  const before = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as { settings: string; done: FinishedTraining },
    () => undefined,
  );
  if (before?.settings === settings) return before.done;
  const training = await startTraining(spec, onEvent, { signal, idle });
  const done = await training.ended;
  if (done.event === 'stopped') throw new LoamError('unavailable', `The training was stopped at step ${done.step}. The same command goes on from there.`);
  signal?.throwIfAborted();
  await writeFile(file, JSON.stringify({ settings, done }, null, 2));
  return done;
}

/** One line for every twentieth step and every look at the held-out data. */
export function noteEvent(phase: string, event: TrainingEvent, note: (line: string) => void): void {
  if (event.event === 'step' && (event.step % 20 === 0 || event.step === event.steps)) {
    note(`${phase} ${event.step}/${event.steps}  loss ${event.loss.toFixed(3)}  ${event.perSecond} a second  ${event.secondsLeft} s left`);
  }
  if (event.event === 'evaluation') note(`${phase} ${event.step}  held-out loss ${event.loss.toFixed(3)}${event.best ? ' (best)' : ''}`);
}
