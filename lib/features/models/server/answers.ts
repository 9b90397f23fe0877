import { sql } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { modelAnswers } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { createLog } from '@/lib/core/log';
import { newId } from '@/lib/core/ids';
import { singleton } from '@/lib/core/singleton';

/** Upper ends of the buckets in milliseconds, each a quarter above the one before: 1 ms to ten minutes. */
export const bucketLimits: readonly number[] = Array.from({ length: 61 }, (_, i) => 1.25 ** i);

const flushMilliseconds = 10_000;

interface Counts {
  readonly name: string;
  readonly version: string;
  answers: number;
  errors: number;
  readonly buckets: number[];
}

/** Not yet in the database; one map for all copies of this module. */
const pending = () => singleton('model-answers', () => ({ counts: new Map<string, Counts>(), timer: undefined as NodeJS.Timeout | undefined }));

/** Counts an answer of a version, and how long it took; where it failed, the failure alone. */
export function countAnswer(
  { name, version }: { readonly name: string; readonly version: string },
  { milliseconds, failed = false }: { readonly milliseconds: number; readonly failed?: boolean },
): void {
  const state = pending();
  const key = `${name}@${version}`;
  let found = state.counts.get(key);
  if (!found) state.counts.set(key, (found = { name, version, answers: 0, errors: 0, buckets: bucketLimits.map(() => 0) }));
  if (failed) found.errors++;
  else {
    found.answers++;
    const place = bucketLimits.findIndex((limit) => milliseconds <= limit);
    found.buckets[place === -1 ? bucketLimits.length - 1 : place]++;
  }
  state.timer ??= setTimeout(() => {
    state.timer = undefined;
    flushLater();
  }, flushMilliseconds).unref();
}

function flushLater(): void {
  try {
    const ctx = currentApp<Ctx>().createContext({ actor: { kind: 'system', name: 'model answers' }, requestId: newId() });
    flushAnswers(ctx).catch((error: unknown) => createLog('models').warn({ err: error }, 'answers of models could not be counted'));
  } catch (error) {
    // A command without a database counts for itself alone.
    if (!(error instanceof LoamError)) throw error;
  }
}

/** Adds what was counted in this process to the table. */
export async function flushAnswers(ctx: Ctx): Promise<void> {
  const { counts } = pending();
  const taken = [...counts.values()];
  counts.clear();
  for (const { name, version, answers, errors, buckets } of taken) {
    await ctx.db
      .insert(modelAnswers)
      .values({ name, version, answers, errors, buckets, updatedAt: ctx.clock.now() })
      .onConflictDoUpdate({
        target: [modelAnswers.name, modelAnswers.version],
        set: {
          answers: sql`${modelAnswers.answers} + excluded.answers`,
          errors: sql`${modelAnswers.errors} + excluded.errors`,
          buckets: sql`(
            select jsonb_agg(known.count::int + added.count::int order by known.place)
            from jsonb_array_elements_text(${modelAnswers.buckets}) with ordinality as known (count, place)
            join jsonb_array_elements_text(excluded.buckets) with ordinality as added (count, place) using (place)
          )`,
          updatedAt: ctx.clock.now(),
        },
      });
  }
}

/** The time within which a share of the answers came, from a histogram; null for none. */
export function quantileOf(buckets: readonly number[], share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let before = 0;
  for (const [place, count] of buckets.entries()) {
    if (before + count >= share * total) {
      const low = place === 0 ? 0 : bucketLimits[place - 1];
      return Math.round((low + ((share * total - before) / count) * (bucketLimits[place] - low)) * 10) / 10;
    }
    before += count;
  }
  return bucketLimits[bucketLimits.length - 1];
}

/** Runs what a version is asked, and counts it. Requests that the asker gave up, or asked wrongly, do not count. */
export async function counted<T>(
  about: () => Promise<{ readonly name: string; readonly version: string } | undefined>,
  signal: AbortSignal | undefined,
  ask: () => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const note = async (failed: boolean): Promise<void> => {
    const milliseconds = performance.now() - began;
    const version = await about().catch(() => undefined);
    if (version) countAnswer(version, { milliseconds, failed });
  };
  try {
    const answer = await ask();
    await note(false);
    return answer;
  } catch (error) {
    // What is wrong with a field is the asker's; a model that cannot be used is not.
    const asked = error instanceof LoamError && error.status < 500 && (error.code !== 'unprocessable' || error.fields !== undefined);
    if (!signal?.aborted && !asked) await note(true);
    throw error;
  }
}
