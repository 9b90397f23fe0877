import { and, asc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { isUniqueViolation, type Ctx } from '@/db/ctx';
import { storyPrompts } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { loadPrompts } from '@/lib/features/stories/server';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import type { ByIdInput, promptInput, promptSchema, WhoseInput } from '../schemas';
import { whose } from './whose';

type OwnPrompt = z.output<typeof promptSchema>;

/** The genres in which stories are collected. */
export async function listGenres(_ctx: Ctx): Promise<{ genres: Genre[]; total: number }> {
  return { genres: [...genres], total: genres.length };
}

/** The prompts of this installation, and those that a person has added. */
export async function listPrompts(ctx: Ctx, { user_id }: WhoseInput): Promise<{ prompts: Record<string, string[]>; own: OwnPrompt[] }> {
  const person = await whose(ctx, user_id);
  const rows = await ctx.db.select().from(storyPrompts).where(eq(storyPrompts.ownerId, person.id)).orderBy(asc(storyPrompts.createdAt));
  const shipped = loadPrompts();
  return {
    prompts: Object.fromEntries(genres.map((genre) => [genre, [...shipped[genre]]])),
    own: rows.map(({ id, genre, prompt }) => ({ id, genre, prompt })),
  };
}

/** Adds a prompt. Throws `conflict` for one that is there. */
export async function addPrompt(ctx: Ctx, { user_id, genre, prompt }: z.output<typeof promptInput>): Promise<OwnPrompt> {
  const person = await whose(ctx, user_id, { create: true });
  const own = { id: newId(), genre, prompt };
  const there = new LoamError('conflict', 'This prompt is there already.', { fields: { prompt: 'It is there already' } });
  if (loadPrompts()[genre].includes(prompt)) throw there;
  try {
    await ctx.db.insert(storyPrompts).values({ ...own, ownerId: person.id, createdAt: ctx.clock.now() });
  } catch (error) {
    throw isUniqueViolation(error) ? there : error;
  }
  return own;
}

export async function deletePrompt(ctx: Ctx, { user_id, id }: ByIdInput): Promise<{ done: true }> {
  const person = await whose(ctx, user_id);
  const gone = await ctx.db
    .delete(storyPrompts)
    .where(and(eq(storyPrompts.id, id), eq(storyPrompts.ownerId, person.id)))
    .returning({ id: storyPrompts.id });
  if (gone.length === 0) throw new LoamError('not_found', 'There is no such prompt of yours.');
  return { done: true };
}
