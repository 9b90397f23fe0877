import { and, avg, count, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { tutorialRatings } from '@/db/schema';
import { requireUserId } from '@/lib/features/auth/server';
import type { Ratings } from '../schemas';

/** How people rated a tutorial, and how the caller did. */
export async function ratingsOf(ctx: Ctx, tutorialId: string): Promise<Ratings> {
  const [{ average, number }] = await ctx.db
    .select({ average: avg(tutorialRatings.stars).mapWith(Number), number: count() })
    .from(tutorialRatings)
    .where(eq(tutorialRatings.tutorialId, tutorialId));
  const [mine] = await ctx.db
    .select({ stars: tutorialRatings.stars, why: tutorialRatings.why })
    .from(tutorialRatings)
    .where(and(eq(tutorialRatings.tutorialId, tutorialId), eq(tutorialRatings.ownerId, requireUserId(ctx))));
  return { average: number === 0 ? null : Math.round(average! * 10) / 10, count: number, mine: mine ?? null };
}
