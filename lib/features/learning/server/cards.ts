import { and, asc, count, eq, gt, lte } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { reviewCards } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Concept } from '@/lib/features/curriculum';
import type { CardKind } from '@/lib/vocabulary/reviews';
import { dueUntil, newMemory } from './scheduler';

export const cardContentSchema = z.object({
  title: z.string(),
  prompt: z.string(),
  choices: z.array(z.object({ letter: z.string(), text: z.string() })),
  answer: z.string(),
  why: z.string(),
});
export type CardContent = z.output<typeof cardContentSchema>;

interface NewCard {
  readonly kind: CardKind;
  readonly key: string;
  readonly conceptId: string;
  readonly content: CardContent;
}

/** Gives a person a card, due tomorrow. One that is there stays as it is. */
export async function addCard(ctx: Ctx, ownerId: string, { kind, key, conceptId, content }: NewCard): Promise<void> {
  const now = ctx.clock.now();
  const row = { id: newId(), ownerId, kind, key, conceptId, content, createdAt: now, ...newMemory(now) };
  await ctx.db.insert(reviewCards).values(row).onConflictDoNothing();
}

/** The card that a finished concept becomes: tell it in your own words, then compare. */
export async function addConceptCard(
  ctx: Ctx,
  ownerId: string,
  concept: Pick<Concept, 'id' | 'title' | 'objectives' | 'short'>,
): Promise<void> {
  const { id, title, objectives, short } = concept;
  const prompt = `Tell it in your own words, without looking. Can you still\n\n${objectives.map((objective) => `- ${objective}`).join('\n')}`;
  await addCard(ctx, ownerId, { kind: 'concept', key: id, conceptId: id, content: { title, prompt, choices: [], answer: '', why: short } });
}

/** A person's cards that are due, the longest waiting first. */
export async function dueCards(ctx: Ctx, ownerId: string, limit: number): Promise<(typeof reviewCards.$inferSelect)[]> {
  return ctx.db.select().from(reviewCards).where(isDue(ctx, ownerId)).orderBy(asc(reviewCards.due), asc(reviewCards.id)).limit(limit);
}

export interface CardCounts {
  readonly due: number;
  readonly total: number;
  readonly nextDue: Date | null;
}

/** How many cards a person has, how many of them are due, and when the next one will be. */
export async function countCards(ctx: Ctx, ownerId: string): Promise<CardCounts> {
  const [[due], [all], [next]] = await Promise.all([
    ctx.db.select({ cards: count() }).from(reviewCards).where(isDue(ctx, ownerId)),
    ctx.db.select({ cards: count() }).from(reviewCards).where(eq(reviewCards.ownerId, ownerId)),
    ctx.db
      .select({ due: reviewCards.due })
      .from(reviewCards)
      .where(and(eq(reviewCards.ownerId, ownerId), gt(reviewCards.due, dueUntil(ctx.clock.now()))))
      .orderBy(asc(reviewCards.due))
      .limit(1),
  ]);
  return { due: due.cards, total: all.cards, nextDue: next?.due ?? null };
}

function isDue(ctx: Ctx, ownerId: string) {
  return and(eq(reviewCards.ownerId, ownerId), lte(reviewCards.due, dueUntil(ctx.clock.now())));
}
