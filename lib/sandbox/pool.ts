import { singleton } from '@/lib/core/singleton';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import { SandboxProcess } from './sandbox-process';
import { defaultLimits } from './schemas';

/** Programs that run at the same moment; further ones wait in line. */
const places = 2;
/** Programs that may wait. Past it a request is refused, so that a flood costs no memory. */
export const maximumWaiting = 200;
/** How long a started interpreter is kept for the next program of its language. */
const idleMilliseconds = 60_000;

interface Warm {
  readonly process: Promise<SandboxProcess>;
  readonly timer: NodeJS.Timeout;
}

/** Hands out processes: a few at a time, and one of each language in use started ahead. */
class Pool {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly warm = new Map<RunnerLanguage, Warm>();

  /** Whether a further program would be turned away. */
  get full(): boolean {
    return this.waiting.length >= maximumWaiting;
  }

  /**
   * Runs `work` when a place is free.
   *
   * @throws the signal's reason when it is aborted while waiting.
   */
  async place<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.enter(signal);
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  private enter(signal?: AbortSignal): Promise<void> {
    if (this.running < places) {
      this.running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const index = this.waiting.indexOf(enter);
        if (index >= 0) this.waiting.splice(index, 1);
        reject(signal?.reason);
      };
      this.waiting.push(enter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** A process of its own for one program: the one started ahead where it fits, else a new one. */
  async take(language: RunnerLanguage, memoryBytes: number): Promise<SandboxProcess> {
    if (memoryBytes !== defaultLimits.memoryBytes) return SandboxProcess.start(language, memoryBytes);
    const ready = this.warm.get(language);
    this.warm.delete(language);
    if (ready) clearTimeout(ready.timer);
    const process = await ready?.process.catch(() => undefined);
    const taken = process?.usable ? process : await SandboxProcess.start(language, memoryBytes);
    this.startAhead(language);
    return taken;
  }

  /** Starts an interpreter for the next program of a language, unless one is waiting already. */
  private startAhead(language: RunnerLanguage): void {
    if (this.warm.has(language)) return;
    const process = SandboxProcess.start(language, defaultLimits.memoryBytes);
    process.catch(() => this.warm.delete(language));
    const timer = setTimeout(() => this.discard(language), idleMilliseconds);
    timer.unref();
    this.warm.set(language, { process, timer });
  }

  private discard(language: RunnerLanguage): void {
    const ready = this.warm.get(language);
    this.warm.delete(language);
    if (!ready) return;
    clearTimeout(ready.timer);
    void ready.process.then(
      (process) => process.kill(),
      () => undefined,
    );
  }

  /** Ends the interpreters that wait. */
  close(): void {
    [...this.warm.keys()].forEach((language) => this.discard(language));
  }
}

export function sandboxPool(): Pool {
  return singleton('sandbox-pool', () => new Pool());
}
