import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { LoamError } from '@/lib/core/errors';
import { programPath, projectPath } from '@/lib/core/paths';
import { answerSchema, type Answer, type ModelSpec, type Request } from './protocol';

export type Work = Exclude<Request, { kind: 'cancel' }>;
type End = Exclude<Answer, { kind: 'text' | 'ready' | 'refused' }>;

/** A child that holds one model and does one request at a time. */
export interface ModelProcess {
  readonly pid: number;
  readonly alive: boolean;
  /** Memory that it held when it last answered. */
  readonly bytes: number;
  /** The end of a request. Rejects with LoamError: the child's own, or `unavailable` where the process ended meanwhile. */
  run(work: Work, onText: (text: string) => void): Promise<End>;
  /** Between two tokens, or before the next batch. */
  cancel(id: number): void;
  /** At once: a request in flight is lost. */
  kill(): void;
}

const ended = 'The model process ended while it worked on this. Try again: a new one is started.';

/**
 * Starts a child and waits until its model is loaded. `estimatedBytes` stands for its memory until it has answered.
 * @throws LoamError as loadModel does, or `unavailable` where the process ended
 */
export async function startModelProcess(spec: ModelSpec, estimatedBytes: number): Promise<ModelProcess> {
  const child = spawn(process.execPath, [programPath('inference'), JSON.stringify(spec)], {
    cwd: projectPath(),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    // The runtime inherits nothing that it does not need; OMP variables would change its threads.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOAM_ROOT: projectPath(), NODE_ENV: process.env.NODE_ENV },
  });
  // A loaded model alone shall not keep a command from ending.
  child.unref();
  child.channel?.unref();
  (child.stderr as Socket).unref();
  let alive = true;
  let bytes = estimatedBytes;
  let hear: (answer: Answer) => void = () => undefined;
  let lose: (error: unknown) => void = () => undefined;
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-4000)));
  child.on('message', (message) => {
    const answer = answerSchema.parse(message);
    if ('bytes' in answer) bytes = answer.bytes;
    hear(answer);
  });
  // The channel is empty when it disconnects: an answer sent before the end is not lost.
  const gone = (cause?: unknown): void => {
    alive = false;
    child.kill('SIGKILL');
    lose(new LoamError('unavailable', ended, { cause: cause ?? new Error(stderr) }));
  };
  child.once('disconnect', () => gone());
  child.once('error', gone);

  const next = (
    listen: (answer: Answer, done: (value: End | undefined) => void, fail: (error: LoamError) => void) => void,
  ): Promise<End | undefined> =>
    new Promise((resolve, reject) => {
      if (!alive) return reject(new LoamError('unavailable', ended));
      child.channel?.ref();
      const finish = () => {
        hear = () => undefined;
        lose = () => undefined;
        child.channel?.unref();
      };
      lose = (error) => (finish(), reject(error as Error));
      hear = (answer) => listen(answer, (value) => (finish(), resolve(value)), (error) => (finish(), reject(error))); // prettier-ignore
    });
  const asError = ({ code, message }: { code: string; message: string }) => new LoamError(code as LoamError['code'], message);

  await next((answer, done, fail) => {
    if (answer.kind === 'refused') fail(asError(answer));
    else if (answer.kind === 'ready') done(undefined);
  });
  return {
    pid: child.pid ?? -1,
    get alive() {
      return alive;
    },
    get bytes() {
      return bytes;
    },
    async run(work, onText) {
      const end = next((answer, done, fail) => {
        if (!('id' in answer) || answer.id !== work.id) return;
        if (answer.kind === 'text') onText(answer.text);
        else if (answer.kind === 'failed') fail(asError(answer));
        else done(answer);
      });
      child.send(work, (error) => error && gone(error));
      return (await end)!;
    },
    cancel: (id) => void (alive && child.send({ kind: 'cancel', id } satisfies Request)),
    kill: () => gone(),
  };
}
