import { and, eq, sql, type SQL } from 'drizzle-orm';
import { inTransaction, type Ctx } from '@/db/ctx';
import { trainingPoints, trainingRuns } from '@/db/schema';
import type { RunMetric } from '../../kind';
import type { RunRow } from '../rows';
import { PointThinner } from './thin-points';

const keptLines = 500;
const keptSamples = 40;
const pauseMilliseconds = 400;

export type RunChange = Partial<typeof trainingRuns.$inferInsert>;

/**
 * Writes what one attempt at a run says of itself, gathered into a few statements a second. An attempt that has lost its run to
 * another one writes nothing any more.
 */
export class RunWriter {
  #change: RunChange = {};
  #lines: { at: string; line: string }[] = [];
  #samples: { step: number; text: string }[] = [];
  #points = new Map<number, Record<string, number>>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  readonly #thinner = new PointThinner();
  #highest: number;

  constructor(
    private readonly ctx: Ctx,
    private readonly run: RunRow,
  ) {
    this.#highest = run.step;
  }

  metric({ step, steps, values, secondsLeft }: RunMetric): void {
    const finite = Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
    if (this.#thinner.keeps(step, steps, finite)) this.#points.set(step, { ...this.#points.get(step), ...finite });
    const progress = steps > 0 ? Math.min(1, Math.max(0, step / steps)) : 0;
    this.#change = { ...this.#change, step, steps, progress, secondsLeft: secondsLeft ?? null };
    // A step forward: whatever went wrong before is behind it.
    if (step > this.#highest) this.#change = { ...this.#change, failures: 0 };
    this.#highest = Math.max(this.#highest, step);
    this.#soon();
  }

  sample(sample: { readonly step: number; readonly text: string }): void {
    this.#samples.push({ step: sample.step, text: sample.text.slice(0, 4000) });
    this.#soon();
  }

  log(line: string): void {
    this.#lines.push({ at: this.ctx.clock.now().toISOString(), line: line.slice(0, 2000) });
    this.#soon();
  }

  /** Writes a change now, with all that was gathered. False where the run is another attempt's. */
  async write(change: RunChange): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    return this.#flush(change);
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writing
        .then(() => this.#flush({}))
        .catch((error: unknown) => this.ctx.log.warn({ err: error, runId: this.run.id }, 'a run’s progress could not be written'));
    }, pauseMilliseconds);
  }

  async #flush(change: RunChange): Promise<boolean> {
    const [pending, lines, samples, points] = [this.#change, this.#lines, this.#samples, [...this.#points]];
    [this.#change, this.#lines, this.#samples, this.#points] = [{}, [], [], new Map()];
    return inTransaction(this.ctx, async ({ db, clock }) => {
      const written = await db
        .update(trainingRuns)
        .set({
          ...pending,
          ...change,
          ...(lines.length > 0 ? { log: appended(sql`${trainingRuns.log}`, lines, keptLines) } : {}),
          ...(samples.length > 0 ? { samples: appended(sql`${trainingRuns.samples}`, samples, keptSamples) } : {}),
          updatedAt: clock.now(),
          revision: sql`${trainingRuns.revision} + 1`,
        })
        .where(and(eq(trainingRuns.id, this.run.id), eq(trainingRuns.attempt, this.run.attempt), eq(trainingRuns.state, 'running')))
        .returning({ id: trainingRuns.id });
      if (written.length === 0) return false;
      if (points.length > 0)
        await db
          .insert(trainingPoints)
          .values(points.map(([step, values]) => ({ runId: this.run.id, step, values, at: clock.now() })))
          .onConflictDoUpdate({
            target: [trainingPoints.runId, trainingPoints.step],
            set: { values: sql`${trainingPoints.values} || excluded.values` },
          });
      return true;
    });
  }
}

/** A list of the row with entries behind it, of which the last ones are kept. */
function appended(column: SQL, entries: readonly unknown[], kept: number): SQL {
  const added = JSON.stringify(entries.slice(-kept));
  return sql`(
    select coalesce(jsonb_agg(entry order by place), '[]'::jsonb)
    from (
      select entry, place from jsonb_array_elements(${column} || ${added}::jsonb) with ordinality as each (entry, place)
      order by place desc limit ${kept}
    ) newest
  )`;
}
