import type { Ctx } from '@/db/ctx';
import { tutorialRatings } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import type { Ratings } from '../schemas';
import { ratingsOf } from './rating-rows';
import { findVisible } from './read-tutorial';

/** Keeps the caller's rating of a tutorial that they may read: a second one replaces the first. */
export async function rateTutorial(
  ctx: Ctx,
  { slug, stars, why }: { readonly slug: string; readonly stars: number; readonly why: string },
): Promise<Ratings> {
  const { id } = await findVisible(ctx, slug);
  const now = ctx.clock.now();
  await ctx.db
    .insert(tutorialRatings)
    .values({ id: newId(), ownerId: requireUserId(ctx), tutorialId: id, stars, why, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: [tutorialRatings.tutorialId, tutorialRatings.ownerId], set: { stars, why, updatedAt: now } });
  return ratingsOf(ctx, id);
}
