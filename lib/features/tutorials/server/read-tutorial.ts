import { and, desc, eq, lt } from 'drizzle-orm';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { categories, tutorialRequests, tutorials } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { requireUserId } from '@/lib/features/auth/server';
import { stageSchema, tutorialContentSchema, type Tutorial, type TutorialSummary, type tutorialRequestSchema } from '../schemas';

/** One of the caller's tutorials. Throws `not_found` for anybody else's, as for one that never was. */
export async function readTutorial(ctx: Ctx, { slug }: { readonly slug: string }): Promise<Tutorial> {
  const [row] = await ctx.db
    .select({ tutorial: tutorials, category: categories.name })
    .from(tutorials)
    .leftJoin(categories, eq(categories.id, tutorials.categoryId))
    .where(and(eq(tutorials.slug, slug), eq(tutorials.ownerId, requireUserId(ctx))));
  if (!row) throw new LoamError('not_found', 'You have no tutorial at this address.');
  const { tutorial } = row;
  return {
    ...summary(tutorial, row.category),
    ...tutorialContentSchema.parse(tutorial.content),
    seed: tutorial.seed,
    contentHash: tutorial.contentHash,
    stages: stageSchema.array().parse(tutorial.stages),
  };
}

/** The caller's tutorials without their content, the latest first. */
export async function listTutorials(
  ctx: Ctx,
  { limit, before }: { limit: number; before?: string },
): Promise<{ tutorials: TutorialSummary[] }> {
  const rows = await ctx.db
    .select({ tutorial: tutorials, category: categories.name })
    .from(tutorials)
    .leftJoin(categories, eq(categories.id, tutorials.categoryId))
    .where(and(eq(tutorials.ownerId, requireUserId(ctx)), before ? lt(tutorials.createdAt, new Date(before)) : undefined))
    .orderBy(desc(tutorials.createdAt))
    .limit(limit);
  return { tutorials: rows.map(({ tutorial, category }) => summary(tutorial, category)) };
}

/** How far one of the caller's requests is. */
export async function readTutorialRequest(ctx: Ctx, { id }: { readonly id: string }): Promise<z.output<typeof tutorialRequestSchema>> {
  const [row] = await ctx.db
    .select({ request: tutorialRequests, slug: tutorials.slug })
    .from(tutorialRequests)
    .leftJoin(tutorials, eq(tutorials.id, tutorialRequests.tutorialId))
    .where(and(eq(tutorialRequests.id, id), eq(tutorialRequests.ownerId, requireUserId(ctx))));
  if (!row) throw new LoamError('not_found', 'You have no such request.');
  const { jobId, state, error } = row.request;
  return { id, jobId, state, slug: row.slug, error: error ? { ...error } : null };
}

function summary(row: typeof tutorials.$inferSelect, category: string | null): TutorialSummary {
  const { id, slug, title, topic, level, minutes } = row;
  return { id, slug, title, topic, level, minutes, category: category ?? '', createdAt: row.createdAt.toISOString() };
}
