import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { blindComparisons } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { blindPairSchema, type blindAnswerInput, type BlindPair, type BlindView } from '../fine-tune-schemas';
import type { ByIdInput } from '../schemas';
import { whose } from './whose';

/** The next pair to judge; what came of it once all are judged. */
export async function readComparison(ctx: Ctx, { user_id, id }: ByIdInput): Promise<BlindView> {
  const person = await whose(ctx, user_id);
  return viewOf(id, await findPairs(ctx, person.id, id));
}

/** Judges a pair. Throws `conflict` for one that is judged already, or not the next. */
export async function judgePair(ctx: Ctx, { user_id, id, number, choice }: z.output<typeof blindAnswerInput>): Promise<BlindView> {
  const person = await whose(ctx, user_id);
  return inTransaction(ctx, async (inner) => {
    const pairs = await findPairs(inner, person.id, id, true);
    const next = pairs.findIndex((pair) => pair.choice === null);
    if (next !== number - 1) {
      const say = next < 0 ? 'All pairs are judged.' : `Pair ${next + 1} is the next to judge.`;
      throw new LoamError('conflict', say);
    }
    const judged = pairs.with(next, { ...pairs[next], choice });
    const finishedAt = judged.every((pair) => pair.choice !== null) ? inner.clock.now() : null;
    await inner.db.update(blindComparisons).set({ pairs: judged, finishedAt }).where(eq(blindComparisons.id, id));
    return viewOf(id, judged);
  });
}

async function findPairs(ctx: Ctx, ownerId: string, id: string, hold = false): Promise<BlindPair[]> {
  const query = ctx.db
    .select({ pairs: blindComparisons.pairs })
    .from(blindComparisons)
    .where(and(eq(blindComparisons.id, id), eq(blindComparisons.ownerId, ownerId)));
  const [row] = await (hold ? query.for('update') : query);
  if (!row) throw new LoamError('not_found', 'There is no such comparison.');
  return blindPairSchema.array().parse(row.pairs);
}

/** Nobody hears whose is whose before the last pair is judged. */
export function viewOf(id: string, pairs: readonly BlindPair[]): BlindView {
  const next = pairs.findIndex(({ choice }) => choice === null);
  const judged = pairs.filter(({ choice }) => choice !== null).length;
  if (next >= 0) {
    const { prompt, genre, a, b } = pairs[next];
    return { id, of: pairs.length, judged, pair: { number: next + 1, prompt, genre, a, b }, result: null };
  }
  const choices = pairs.map(({ prompt, choice, candidateIs }) => ({
    prompt,
    chosen: choice === 'same' || choice === null ? ('same' as const) : choice === candidateIs ? ('candidate' as const) : ('other' as const),
  }));
  const count = (what: (typeof choices)[number]['chosen']): number => choices.filter(({ chosen }) => chosen === what).length;
  const [candidate, other] = [count('candidate'), count('other')];
  return {
    id,
    of: pairs.length,
    judged,
    pair: null,
    result: { candidate, other, same: count('same'), share: wilson(candidate, candidate + other), choices },
  };
}

const z95 = 1.959964;

/** A share with its 95 % score interval (Wilson 1927); null of none. */
export function wilson(part: number, of: number): { value: number; low: number; high: number } | null {
  if (of === 0) return null;
  const share = part / of;
  const middle = (share + z95 ** 2 / (2 * of)) / (1 + z95 ** 2 / of);
  const half = (z95 / (1 + z95 ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z95 ** 2 / (4 * of ** 2));
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
