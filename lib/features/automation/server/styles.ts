import { and, asc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { storyStyleSets } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { storyStyleChoices } from '@/lib/features/stories/server';
import type { ByIdInput, OwnStyle, StyleInput, WhoseInput } from '../schemas';
import { whose } from './whose';

/** More would hardly come round in fifty texts. */
const mostStyles = 20;

/** The styles of this installation, and those that a person has made. */
export async function listStyles(
  ctx: Ctx,
  { user_id }: WhoseInput,
): Promise<{ styles: ReturnType<typeof storyStyleChoices>; own: OwnStyle[] }> {
  const person = await whose(ctx, user_id);
  return { styles: storyStyleChoices(), own: await listOwnStyles(ctx, person.id) };
}

export async function listOwnStyles(ctx: Ctx, ownerId: string): Promise<OwnStyle[]> {
  const rows = await ctx.db.select().from(storyStyleSets).where(eq(storyStyleSets.ownerId, ownerId)).orderBy(asc(storyStyleSets.createdAt));
  return rows.map(({ id, name, base, openings, asides, closings }) => ({ id, name, base, openings, asides, closings }));
}

/** Keeps a style; one of the same name is replaced. Throws `conflict` where there are too many. */
export async function saveStyle(ctx: Ctx, { user_id, ...style }: StyleInput): Promise<OwnStyle> {
  const person = await whose(ctx, user_id, { create: true });
  const there = await listOwnStyles(ctx, person.id);
  if (there.length >= mostStyles && there.every(({ name }) => name !== style.name))
    throw new LoamError('conflict', `There are ${mostStyles} styles of yours already. Take one away first.`);
  const [kept] = await ctx.db
    .insert(storyStyleSets)
    .values({ id: newId(), ownerId: person.id, ...style, createdAt: ctx.clock.now() })
    .onConflictDoUpdate({ target: [storyStyleSets.ownerId, storyStyleSets.name], set: style })
    .returning({ id: storyStyleSets.id });
  return { ...style, id: kept.id };
}

/** Takes a style away; what was told in it stays. Throws `not_found`. */
export async function deleteStyle(ctx: Ctx, { user_id, id }: ByIdInput): Promise<{ done: true }> {
  const person = await whose(ctx, user_id);
  const gone = await ctx.db
    .delete(storyStyleSets)
    .where(and(eq(storyStyleSets.id, id), eq(storyStyleSets.ownerId, person.id)))
    .returning({ id: storyStyleSets.id });
  if (gone.length === 0) throw new LoamError('not_found', 'There is no such style of yours.');
  return { done: true };
}
