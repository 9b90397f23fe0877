import { and, desc, eq, lt } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { stories } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import { storyPlanSchema, storySentenceSchema, type KeptStory, type Story, type StorySummary } from '../schemas';
import { countAuthors } from './count-authors';

const nothing = 'You have no such story.';

/** Puts a story among the caller's; what was tried while it was written is not kept. */
export async function keepStory(ctx: Ctx, { trace: _trace, ...story }: Story): Promise<KeptStory> {
  const { prompt, genre, style, mode, seed, text, sentences, plan, writer, note } = story;
  const [row] = await ctx.db
    .insert(stories)
    .values({
      id: newId(),
      ownerId: requireUserId(ctx),
      ...{ prompt, genre, style, mode, seed, text, sentences, plan, note },
      writerName: writer?.name,
      writerVersion: writer?.version,
      createdAt: ctx.clock.now(),
    })
    .returning();
  return toStory(row);
}

/** The caller's stories, the latest first. */
export async function listStories(
  ctx: Ctx,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<{ stories: StorySummary[] }> {
  const rows = await ctx.db
    .select()
    .from(stories)
    .where(and(eq(stories.ownerId, requireUserId(ctx)), before ? lt(stories.createdAt, new Date(before)) : undefined))
    .orderBy(desc(stories.createdAt))
    .limit(limit);
  return {
    stories: rows.map((row) => {
      const { id, prompt, genre, style, createdAt, fallback, mended, sentences } = toStory(row);
      return { id, prompt, genre, style, createdAt, fallback, mended, opening: sentences.at(0)?.text ?? '' };
    }),
  };
}

/** One of the caller's stories. Throws `not_found` for anybody else's, as for one that never was. */
export async function readStory(ctx: Ctx, { id }: { readonly id: string }): Promise<KeptStory> {
  const [row] = await ctx.db
    .select()
    .from(stories)
    .where(and(eq(stories.id, id), eq(stories.ownerId, requireUserId(ctx))));
  if (!row) throw new LoamError('not_found', nothing);
  return toStory(row);
}

/** Throws one of the caller's stories away. */
export async function deleteStory(ctx: Ctx, { id }: { readonly id: string }): Promise<{ id: string }> {
  const gone = await ctx.db
    .delete(stories)
    .where(and(eq(stories.id, id), eq(stories.ownerId, requireUserId(ctx))))
    .returning({ id: stories.id });
  if (gone.length === 0) throw new LoamError('not_found', nothing);
  return { id };
}

function toStory({ writerName, writerVersion, createdAt, ownerId: _owner, ...row }: typeof stories.$inferSelect): KeptStory {
  const sentences = storySentenceSchema.array().parse(row.sentences);
  return {
    ...row,
    sentences,
    plan: storyPlanSchema.parse(row.plan),
    ...countAuthors(sentences),
    writer: writerName === null ? null : { name: writerName, version: writerVersion ?? '' },
    createdAt: createdAt.toISOString(),
  };
}
