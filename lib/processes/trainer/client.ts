import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { programPath, projectPath } from '@/lib/core/paths';
import { singleton } from '@/lib/core/singleton';
import { trainingEventSchema, trainingSpecSchema, type TrainingCommand, type TrainingEvent } from './protocol';

export { digest } from './checkpoint';
export { estimateBytes } from './networks';
export { packGroups, readInt32, unpackTexts } from './int32-files';
export type { TrainingEvent, TrainingSpec } from './protocol';
export type TrainingInput = z.input<typeof trainingSpecSchema>;
export type TrainingResult = Extract<TrainingEvent, { event: 'done' | 'stopped' }>;

/** A training in a process of its own. */
export interface Training {
  readonly pid: number;
  /** Takes effect before the next step. */
  send(command: TrainingCommand): void;
  /** The last event of a run that ended in order. Rejects with LoamError where it failed. */
  readonly ended: Promise<TrainingResult>;
  /** For tests of what a power cut does: no checkpoint, no last word. */
  kill(): void;
}

export interface TrainingOptions {
  readonly signal?: AbortSignal;
  /** Whether everything else on the machine goes first; true unless said. */
  readonly idle?: boolean;
}

/**
 * Starts or continues a training, at idle priority: it takes the processor only when nothing else wants it,
 * so pages stay quick. `onEvent` hears each event; the signal stops it with a checkpoint.
 */
export async function startTraining(
  input: TrainingInput,
  onEvent: (event: TrainingEvent) => void = () => undefined,
  { signal, idle = true }: TrainingOptions = {},
): Promise<Training> {
  const spec = trainingSpecSchema.parse(input);
  await mkdir(spec.out, { recursive: true });
  const specFile = path.join(spec.out, 'spec.json');
  await writeFile(specFile, JSON.stringify(spec, null, 2));
  const [command, ...args] = [...(idle ? idlePriority() : []), process.execPath, programPath('trainer'), specFile];
  const child = spawn(command, args, {
    cwd: projectPath(),
    stdio: ['pipe', 'pipe', 'pipe'],
    // The runtime inherits nothing that it does not need; OMP variables would change its threads.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOAM_ROOT: projectPath(), NODE_ENV: process.env.NODE_ENV },
  });
  if (idle && child.pid !== undefined && idlePriority().length === 0) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
  let last: TrainingEvent | undefined;
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-4000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = trainingEventSchema.parse(JSON.parse(line));
    onEvent(last);
  });
  const send = (order: TrainingCommand): void => void child.stdin.write(`${order}\n`);
  child.stdin.on('error', () => undefined);
  signal?.addEventListener('abort', () => send('stop'), { once: true });
  if (signal?.aborted) send('stop');
  const ended = new Promise<TrainingResult>((resolve, reject) => {
    child.once('error', reject);
    const finish = (code: number | null, killedBy: NodeJS.Signals | null): void => {
      if (last?.event === 'done' || last?.event === 'stopped') return resolve(last);
      if (last?.event === 'failed')
        return reject(new LoamError(last.code as LoamError['code'], last.message, { extra: { step: last.step } }));
      const how = killedBy ? `was killed (${killedBy})` : `ended with status ${code}`;
      reject(
        new LoamError('unavailable', `The training process ${how}. Start it again: it goes on from its last checkpoint.`, {
          cause: new Error(stderr),
        }),
      );
    };
    // Not at 'exit': standard output may still hold lines then.
    child.once('close', finish);
  });
  ended.catch(() => undefined);
  return { pid: child.pid ?? -1, send, ended, kill: () => void child.kill('SIGKILL') };
}

/** Linux's idle scheduling class, where the tool for it is there: unprivileged, and kinder than any nice level. */
function idlePriority(): readonly string[] {
  return singleton('idle-priority', () => {
    const probe = process.platform === 'linux' ? spawnSync('chrt', ['-i', '0', 'true'], { stdio: 'ignore' }) : undefined;
    return probe?.status === 0 ? ['chrt', '-i', '0'] : [];
  });
}
