import { type SQL, and, eq, sql } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { type JobFailure, type JobLogLine, jobProgress } from '@/db/schema';

const keptLines = 200;
const pauseMilliseconds = 200;

type Change = Partial<typeof jobProgress.$inferInsert>;

/**
 * Writes one attempt's progress into the job's row, gathering changes so that a talkative handler costs
 * a few statements per second. An attempt that has lost its job to another writes nothing any more.
 */
export class ProgressWriter {
  #pending: { progress?: number; message?: string } = {};
  #lines: JobLogLine[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ctx: Ctx,
    private readonly id: string,
    private readonly attempt: number,
  ) {}

  progress(fraction: number, message?: string): void {
    this.#pending = { ...this.#pending, progress: Math.min(1, Math.max(0, fraction)), ...(message === undefined ? {} : { message }) };
    this.#soon();
  }

  log(line: string): void {
    this.#lines.push({ at: this.ctx.clock.now().toISOString(), line });
    this.#soon();
  }

  /** Writes what is left together with the attempt's end. */
  async finish(end: Change & { state: 'succeeded' | 'failed' | 'cancelled' | 'queued'; error?: JobFailure | null }): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    await this.#write(end);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writing
        .then(() => this.#write({}))
        .catch((error: unknown) => this.ctx.log.warn({ err: error, jobId: this.id }, 'a job’s progress could not be written'));
    }, pauseMilliseconds);
  }

  async #write(end: Change): Promise<void> {
    const { db, clock } = this.ctx;
    const lines = this.#lines;
    const pending = this.#pending;
    this.#lines = [];
    this.#pending = {};
    await db
      .update(jobProgress)
      .set({
        ...pending,
        ...end,
        ...(lines.length > 0 ? { log: appended(lines) } : {}),
        updatedAt: clock.now(),
        revision: sql`${jobProgress.revision} + 1`,
      })
      .where(and(eq(jobProgress.id, this.id), eq(jobProgress.attempt, this.attempt), eq(jobProgress.state, 'running')));
  }
}

function appended(lines: readonly JobLogLine[]): SQL {
  const last = JSON.stringify(lines.slice(-keptLines));
  return sql`(
    select coalesce(jsonb_agg(line order by position), '[]'::jsonb)
    from (
      select line, position from jsonb_array_elements(${jobProgress.log} || ${last}::jsonb) with ordinality as entry (line, position)
      order by position desc limit ${keptLines}
    ) newest
  )`;
}
