import { LoamError } from '@/lib/core/errors';
import type { ModelProcess } from './model-process';

/** A user of the budget: what it holds, and whether that may be taken away. */
export interface Tenant {
  readonly process: ModelProcess | undefined;
  readonly busy: boolean;
  /** Rises with every use. */
  readonly lastUsed: number;
}

/** Sees to it that all models together stay within so many bytes: the least recently used that is idle goes first. */
export class MemoryBudget {
  private uses = 0;
  private turn: Promise<unknown> = Promise.resolve();
  private waiting: (() => void)[] = [];

  constructor(
    private readonly limit: number,
    private readonly tenants: () => readonly Tenant[],
  ) {}

  /** The next number for {@link Tenant.lastUsed}. */
  use(): number {
    return ++this.uses;
  }

  /** Called by a tenant that has become idle. */
  idle(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  /**
   * Runs `load` once there is room for so many bytes; one load at a time, or two would take the same room.
   * @throws LoamError `unprocessable` for more than the whole budget
   */
  load<T>(bytes: number, load: () => Promise<T>): Promise<T> {
    const loaded = this.turn.then(async () => {
      await this.makeRoom(bytes);
      return load();
    });
    this.turn = loaded.catch(() => undefined);
    return loaded;
  }

  private async makeRoom(bytes: number): Promise<void> {
    if (bytes > this.limit) {
      const megabytes = (n: number) => `${Math.ceil(n / 1e6)} MB`;
      throw new LoamError(
        'unprocessable',
        `This model would need about ${megabytes(bytes)} of memory; all models together may take ${megabytes(this.limit)}. Take a smaller one.`,
        { extra: { neededBytes: bytes, limitBytes: this.limit } },
      );
    }
    for (;;) {
      const holders = this.tenants().filter(({ process }) => process?.alive);
      const held = holders.reduce((sum, { process }) => sum + (process?.bytes ?? 0), 0);
      if (held + bytes <= this.limit) return;
      const idle = holders.filter(({ busy }) => !busy).sort((a, b) => a.lastUsed - b.lastUsed);
      if (idle.length > 0) idle[0].process?.kill();
      else await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}
