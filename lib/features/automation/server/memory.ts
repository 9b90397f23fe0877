import { count, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { storyMemories } from '@/db/schema';
import { forgetStories } from '@/lib/features/stories/server';
import type { WhoseInput } from '../schemas';
import { whose } from './whose';

/** How much is in a person's memory. */
export async function readMemory(ctx: Ctx, { user_id }: WhoseInput): Promise<{ stories: number }> {
  const person = await whose(ctx, user_id);
  const [{ stories }] = await ctx.db.select({ stories: count() }).from(storyMemories).where(eq(storyMemories.ownerId, person.id));
  return { stories };
}

/** Forgets one stored example, or everything. */
export async function forget(
  ctx: Ctx,
  { user_id, example_id }: WhoseInput & { readonly example_id?: string },
): Promise<{ forgotten: number }> {
  const person = await whose(ctx, user_id);
  return { forgotten: await forgetStories(ctx, person.id, example_id === undefined ? undefined : [example_id]) };
}
