import type { RunnerLanguage, RunStatus } from '@/lib/vocabulary/runners';
import { openFrame, type Frame, type RunningWorker } from './frame';
import type { OutputStream } from './protocol';

/** Characters a program may print before it is stopped. */
const outputLimit = 100_000;
const defaultTimeout = 20_000;

export interface OutputPiece {
  stream: OutputStream;
  text: string;
}

export interface RunOptions {
  onOutput?: (piece: OutputPiece) => void;
  /** Called when the interpreter is ready and the program begins. */
  onStart?: () => void;
  /** Stops the program; the result then says "stopped". */
  signal?: AbortSignal;
  stdin?: string;
  /** Wall time of the program itself, in milliseconds. */
  timeout?: number;
}

export interface BrowserRunResult {
  status: RunStatus | 'stopped';
  stdout: string;
  stderr: string;
  /** From the program's start to its end; loading the interpreter is not counted. */
  milliseconds: number;
}

export interface BrowserRunner {
  /** Loads the interpreter ahead, so that the next run of this language begins at once. */
  prepare(language: RunnerLanguage): Promise<void>;
  run(language: RunnerLanguage, code: string, options?: RunOptions): Promise<BrowserRunResult>;
  dispose(): void;
}

async function execute(worker: RunningWorker, code: string, options: RunOptions): Promise<BrowserRunResult> {
  const printed = { stdout: '', stderr: '' };
  const startedAt = performance.now();
  const ended = (status: BrowserRunResult['status']) => ({ status, ...printed, milliseconds: performance.now() - startedAt });
  const print = (stream: OutputStream, text: string) => {
    printed[stream] += text;
    options.onOutput?.({ stream, text });
  };
  return new Promise((resolve) => {
    let over = false;
    const timeout = options.timeout ?? defaultTimeout;
    const stop = () => end('stopped');
    const timer = setTimeout(() => {
      print('stderr', `\nStopped after ${timeout / 1000} seconds: the program did not come to an end.\n`);
      end('timeout');
    }, timeout);
    function end(status: BrowserRunResult['status']) {
      if (over) return;
      over = true;
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', stop);
      worker.stop();
      resolve(ended(status));
    }
    options.signal?.addEventListener('abort', stop);
    worker.onFailure((message) => {
      print('stderr', `${message}\n`);
      end('error');
    });
    worker.onReply((reply) => {
      if (over || reply.type === 'ready') return;
      if (reply.type === 'done') return end(reply.status);
      const left = outputLimit - printed.stdout.length - printed.stderr.length;
      print(reply.stream, reply.text.slice(0, left));
      if (reply.text.length <= left) return;
      print('stderr', `\nStopped: the program printed more than ${outputLimit.toLocaleString('en')} characters.\n`);
      end('output-limit');
    });
    options.onStart?.();
    if (options.signal?.aborted) stop();
    else worker.send({ code, stdin: options.stdin ?? '' });
  });
}

/**
 * Runs learners' programs in the reader's own browser. Every program gets a fresh worker in a sealed
 * frame (opaque origin, no network); a worker is thrown away after its program, and the next one is
 * prepared meanwhile. Call it in the browser only.
 */
export function createBrowserRunner(): BrowserRunner {
  let frame: Promise<Frame> | undefined;
  const waiting = new Map<RunnerLanguage, Promise<RunningWorker>>();

  function take(language: RunnerLanguage): Promise<RunningWorker> {
    const ready = waiting.get(language) ?? start(language);
    waiting.delete(language);
    return ready;
  }

  function start(language: RunnerLanguage): Promise<RunningWorker> {
    frame ??= openFrame();
    return frame.then((opened) => opened.start(language));
  }

  function prepare(language: RunnerLanguage): Promise<RunningWorker> {
    const prepared = waiting.get(language) ?? start(language);
    waiting.set(language, prepared);
    prepared.catch(() => waiting.delete(language));
    return prepared;
  }

  return {
    async prepare(language) {
      await prepare(language);
    },
    async run(language, code, options = {}) {
      const stopped: BrowserRunResult = { status: 'stopped', stdout: '', stderr: '', milliseconds: 0 };
      if (options.signal?.aborted) return stopped;
      const worker = await take(language);
      if (options.signal?.aborted) {
        worker.stop();
        return stopped;
      }
      const result = await execute(worker, code, options);
      // Learners run a program again and again: have the next interpreter ready.
      prepare(language).catch(() => undefined);
      return result;
    },
    dispose() {
      waiting.clear();
      frame?.then((opened) => opened.close()).catch(() => undefined);
      frame = undefined;
    },
  };
}
