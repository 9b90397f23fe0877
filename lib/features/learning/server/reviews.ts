import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { reviewCards, reviewLog } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import type { Rated, rateInput, ReviewCard, ReviewQueue } from '../schemas';
import { cardContentSchema, countCards, dueCards } from './cards';
import { dueUntil, intervals, reviewed } from './scheduler';

/** The caller's cards that are due, each with the intervals that a rating now would give. */
export async function listReviews(ctx: Ctx, { limit }: { readonly limit: number }): Promise<ReviewQueue> {
  const ownerId = requireUserId(ctx);
  const [rows, { due, total, nextDue }] = await Promise.all([dueCards(ctx, ownerId, limit), countCards(ctx, ownerId)]);
  const now = ctx.clock.now();
  const cards = rows.map((row): ReviewCard => {
    const { id, kind, conceptId, state } = row;
    return {
      id,
      kind,
      conceptId,
      state,
      due: row.due.toISOString(),
      ...cardContentSchema.parse(row.content),
      intervals: intervals(row, now),
    };
  });
  return { cards, due, total, nextDue: nextDue?.toISOString() ?? null };
}

/**
 * Schedules one of the caller's cards anew by how well it was remembered, and keeps the review.
 * @throws LoamError `not_found` for anybody else's card
 */
export async function rateReview(ctx: Ctx, { id, rating }: z.output<typeof rateInput>): Promise<Rated> {
  const ownerId = requireUserId(ctx);
  return inTransaction(ctx, async (inner) => {
    const isCard = and(eq(reviewCards.id, id), eq(reviewCards.ownerId, ownerId));
    const [card] = await inner.db.select().from(reviewCards).where(isCard).for('update');
    if (!card) throw new LoamError('not_found', 'You have no such card.');
    const now = inner.clock.now();
    const { state, due, stability, difficulty } = card;
    const next = reviewed(card, rating, now);
    await inner.db.update(reviewCards).set(next).where(isCard);
    await inner.db
      .insert(reviewLog)
      .values({ id: newId(), ownerId, cardId: id, rating, state, due, stability, difficulty, reviewedAt: now });
    return {
      id,
      due: next.due.toISOString(),
      onceMore: next.due <= dueUntil(now),
      intervals: intervals(next, now),
      dueLeft: (await countCards(inner, ownerId)).due,
    };
  });
}
