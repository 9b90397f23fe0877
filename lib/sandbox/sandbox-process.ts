import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { systemClock } from '@/lib/core/clock';
import type { RunnerLanguage, RunStatus } from '@/lib/vocabulary/runners';
import { encodeJob, frameDescriptor, frameKind, frameReader, type Finish, type Job } from './frames';
import { runtimes, startInterpreter } from './launch';
import { residentMemory } from './resident-memory';
import type { Limits, RunResult } from './schemas';

/** Longest time from the start of a process until its interpreter takes the job. */
const bootMilliseconds = 60_000;
const memorySampleMilliseconds = 25;
/** How much the interpreter may hold beyond its own memory: files of the program, garbage not yet collected. */
const slackBytes = 96 * 2 ** 20;
const diagnosticBytes = 8192;

const sentences: Partial<Record<RunStatus, (limits: Limits) => string>> = {
  timeout: ({ timeoutMs }) => `the program was stopped after ${timeoutMs / 1000} seconds`,
  memory: ({ memoryBytes }) => `the program needed more than ${Math.round(memoryBytes / 2 ** 20)} MB of memory`,
  'output-limit': ({ outputBytes }) => `the program was stopped after printing ${outputBytes} bytes`,
};

/** At most `room` bytes of UTF-8 text, cut between two characters. */
function wholeCharacters(text: Buffer, room: number): Buffer {
  let end = Math.min(room, text.length);
  if (end < text.length) while (end > 0 && (text[end] & 0xc0) === 0x80) end--;
  return text.subarray(0, end);
}

/**
 * One process with one interpreter in it, for one program. It boots when it is made, waits for the
 * program, and is killed when that ends: nothing of a program outlives it.
 */
export class SandboxProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly language: RunnerLanguage,
    readonly memoryBytes: number,
  ) {}

  private diagnosis = '';
  private exited = false;

  /** Starts a process whose interpreter may grow to `memoryBytes`. */
  static async start(language: RunnerLanguage, memoryBytes: number): Promise<SandboxProcess> {
    const process = new SandboxProcess(await startInterpreter(language, memoryBytes), language, memoryBytes);
    process.watchDiagnosis();
    process.release();
    return process;
  }

  private watchDiagnosis(): void {
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.diagnosis = (this.diagnosis + chunk.toString('utf8')).slice(-diagnosticBytes);
    });
    this.child.on('error', (error) => {
      this.diagnosis += error.message;
      this.exited = true;
    });
    this.child.on('exit', () => {
      this.exited = true;
    });
    this.child.stdin?.on('error', () => {
      // The process is gone; its exit tells what there is to tell.
    });
  }

  private handles(): { ref(): void; unref(): void }[] {
    const streams = [this.child.stdin, this.child.stderr, this.frames()];
    return [this.child, ...(streams as unknown as { ref(): void; unref(): void }[])];
  }

  private frames(): Readable {
    return this.child.stdio[frameDescriptor] as Readable;
  }

  /** Lets the host end while this process still waits for a program. */
  private release(): void {
    this.handles().forEach((handle) => handle.unref());
  }

  get usable(): boolean {
    return !this.exited;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /**
   * Runs the program and ends the process.
   *
   * @throws the signal's reason when it is aborted, and an Error when the process fails by itself.
   */
  run(job: Job, limits: Limits, signal?: AbortSignal): Promise<RunResult> {
    this.handles().forEach((handle) => handle.ref());
    return new Promise<RunResult>((resolve, reject) => {
      const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
      let room = limits.outputBytes;
      let startedAt: number | undefined;
      let peakBytes = 0;
      let status: RunStatus | undefined;
      let ms = 0;

      const stop = (reason: RunStatus) => {
        status ??= reason;
        this.kill();
      };
      const abort = () => this.kill();
      let deadline = setTimeout(() => {
        this.diagnosis += `its interpreter did not start within ${bootMilliseconds / 1000} seconds`;
        this.kill();
      }, bootMilliseconds);

      const take = (kind: 'stdout' | 'stderr', payload: Buffer) => {
        output[kind].push(wholeCharacters(payload, room));
        room -= Math.min(room, payload.length);
        if (room === 0) stop('output-limit');
      };

      const onFrame = (kind: number, payload: Buffer) => {
        if (status) return;
        if (kind === frameKind.started) {
          startedAt = systemClock.monotonic();
          clearTimeout(deadline);
          deadline = setTimeout(() => stop('timeout'), limits.timeoutMs);
        } else if (kind === frameKind.stdout) take('stdout', payload);
        else if (kind === frameKind.stderr) take('stderr', payload);
        else if (kind === frameKind.finished) {
          const end = JSON.parse(payload.toString('utf8')) as Finish;
          ({ status, ms } = end);
          peakBytes = Math.max(peakBytes, end.peakBytes);
          this.kill();
        }
      };

      const sample = async () => {
        const memory = this.child.pid === undefined ? undefined : await residentMemory(this.child.pid);
        if (!memory || startedAt === undefined) return;
        peakBytes = Math.max(peakBytes, memory.peak);
        if (memory.current > runtimes[this.language].baseline + limits.memoryBytes + slackBytes) stop('memory');
      };
      const sampling = setInterval(() => void sample(), memorySampleMilliseconds);

      const settle = (exitSignal?: NodeJS.Signals | null) => {
        clearTimeout(deadline);
        clearInterval(sampling);
        signal?.removeEventListener('abort', abort);
        this.exited = true;
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        if (!status && startedAt !== undefined && /out of memory|allocation failed/i.test(this.diagnosis)) status = 'memory';
        if (!status && startedAt !== undefined && exitSignal) {
          status = 'error';
          output.stderr.push(Buffer.from('Sandbox: the interpreter crashed.\n'));
        }
        if (!status) {
          reject(new Error(`the sandbox for ${this.language} failed: ${this.diagnosis.trim() || 'it ended without a word'}`));
          return;
        }
        if (startedAt !== undefined && ms === 0) ms = systemClock.monotonic() - startedAt;
        const stdout = Buffer.concat(output.stdout).toString('utf8');
        const stderr = Buffer.concat(output.stderr).toString('utf8');
        const sentence = sentences[status]?.(limits);
        resolve({
          status,
          stdout,
          stderr: sentence ? `${stderr}${stderr && !stderr.endsWith('\n') ? '\n' : ''}Sandbox: ${sentence}.\n` : stderr,
          ms,
          peakBytes: Math.round(peakBytes),
        });
      };

      this.child.on('close', (_code, exitSignal) => settle(exitSignal));
      this.child.on('error', () => settle());
      this.frames().on('data', frameReader(onFrame));
      this.child.stdin?.end(encodeJob(job));
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted) abort();
      if (this.exited) settle();
    });
  }
}
