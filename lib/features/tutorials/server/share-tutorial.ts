import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { tutorials } from '@/db/schema';
import { findOwn } from './read-tutorial';

/** Lets everybody who is signed in read one of the caller's tutorials, or its owner alone again. */
export async function shareTutorial(
  ctx: Ctx,
  { slug, shared }: { readonly slug: string; readonly shared: boolean },
): Promise<{ slug: string; shared: boolean }> {
  const { id } = await findOwn(ctx, slug);
  await ctx.db.update(tutorials).set({ shared }).where(eq(tutorials.id, id));
  return { slug, shared };
}
