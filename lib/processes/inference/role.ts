import { LoamError } from '@/lib/core/errors';
import type { MemoryBudget, Tenant } from './memory-budget';
import { memoryNeeded, readManifest } from './model-folder';
import { startModelProcess, type ModelProcess, type Work } from './model-process';
import type { ModelSpec } from './protocol';

type Given = Work extends infer W ? (W extends Work ? Omit<W, 'id'> : never) : never;
type End = Awaited<ReturnType<ModelProcess['run']>>;

export type Ask = Given & {
  readonly spec: ModelSpec;
  readonly onText?: (text: string) => void;
  readonly signal?: AbortSignal;
  readonly deadline: number;
};

interface Task {
  readonly id: number;
  readonly ask: Ask;
  settled: boolean;
  /** The first outcome counts; the others are too late. */
  settle(outcome: { readonly end: End } | { readonly error: unknown }): void;
}

/** A run that does not hear its cancellation for so long is ended from outside. */
const graceMilliseconds = 5_000;
/** One role: its waiting requests, and the process that does them one after another. */
export class Role implements Tenant {
  process: ModelProcess | undefined;
  busy = false;
  lastUsed = 0;
  private spec: ModelSpec | undefined;
  private readonly queue: Task[] = [];
  private running: Task | undefined;
  private lastId = 0;
  private closed = false;

  constructor(
    private readonly queueLength: number,
    private readonly budget: MemoryBudget,
  ) {}

  ask(ask: Ask): Promise<End> {
    return new Promise((resolve, reject) => {
      const { signal, deadline } = ask;
      if (this.closed) throw new LoamError('unavailable', 'The models are being shut down. Try again in a few seconds.');
      if (signal?.aborted) throw signal.reason as Error;
      if (this.queue.length >= this.queueLength) {
        throw new LoamError('too_many_requests', `${this.queue.length} requests wait for this model already. Try again in a moment.`);
      }
      const abort = () => this.giveUp(task, signal?.reason);
      const late = () =>
        this.giveUp(task, new LoamError('timeout', `The model did not finish within ${Math.round(deadline / 100) / 10} s. Ask for less, or try again later.`)); // prettier-ignore
      const timer = setTimeout(late, deadline);
      signal?.addEventListener('abort', abort, { once: true });
      const task: Task = {
        id: ++this.lastId,
        ask,
        settled: false,
        settle: (outcome) => {
          if (task.settled) return;
          task.settled = true;
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
          if ('end' in outcome) resolve(outcome.end);
          else reject(outcome.error as Error);
        },
      };
      this.queue.push(task);
      void this.work();
    });
  }

  close(): void {
    this.closed = true;
    const error = new LoamError('unavailable', 'The models are being shut down. Try again in a few seconds.');
    for (const task of [...this.queue.splice(0), ...(this.running ? [this.running] : [])]) task.settle({ error });
    this.process?.kill();
  }

  /** Does what waits, one after another. */
  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let task = this.queue.shift(); task; task = this.queue.shift()) {
      this.running = task;
      await this.run(task);
      this.running = undefined;
    }
    this.busy = false;
    this.budget.idle();
  }

  private async run(task: Task): Promise<void> {
    if (task.settled) return;
    try {
      const process = await this.loaded(task.ask.spec);
      if (task.settled || this.closed) return;
      const { kind, input, onText } = task.ask;
      const end = await process.run({ kind, input, id: task.id } as Work, (text) => !task.settled && onText?.(text));
      task.settle({ end });
    } catch (error) {
      task.settle({ error });
    }
  }

  /** The process with the wanted model: as it is, or a new one. */
  private async loaded(spec: ModelSpec): Promise<ModelProcess> {
    this.lastUsed = this.budget.use();
    const same = JSON.stringify(spec) === JSON.stringify(this.spec);
    if (this.process?.alive && same) return this.process;
    this.process?.kill();
    const manifest = await readManifest(spec.folder);
    const needed = memoryNeeded(manifest, spec.precision);
    this.process = await this.budget.load(needed, () => startModelProcess(spec, needed));
    this.spec = spec;
    if (this.closed) this.process.kill();
    return this.process;
  }

  private giveUp(task: Task, error: unknown): void {
    task.settle({ error });
    const at = this.queue.indexOf(task);
    if (at >= 0) this.queue.splice(at, 1);
    const { process } = this;
    if (this.running !== task || !process) return;
    process.cancel(task.id);
    setTimeout(() => {
      if (this.running === task && this.process === process) process.kill();
    }, graceMilliseconds).unref();
  }
}
