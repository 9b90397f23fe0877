import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { categories, tutorialRequests, tutorials } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { requireUserId } from '@/lib/features/auth/server';
import {
  outlineStepSchema,
  stageSchema,
  stepSchema,
  tutorialContentSchema,
  type Tutorial,
  type TutorialRequest,
  type TutorialSummary,
} from '../schemas';

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

const readySchema = z.array(z.object({ index: z.number().int(), step: stepSchema }));

/** How far one of the caller's requests is, with the steps that can be read already. */
export async function readTutorialRequest(ctx: Ctx, { id }: { readonly id: string }): Promise<TutorialRequest> {
  const [row] = await ctx.db
    .select({ request: tutorialRequests, slug: tutorials.slug })
    .from(tutorialRequests)
    .leftJoin(tutorials, eq(tutorials.id, tutorialRequests.tutorialId))
    .where(and(eq(tutorialRequests.id, id), eq(tutorialRequests.ownerId, requireUserId(ctx))));
  if (!row) throw new LoamError('not_found', 'You have no such request.');
  const { jobId, state, error, input, outline, ready } = row.request;
  const { topic, outline: accepted } = input as { topic?: string; outline?: { topic: string } };
  return {
    id,
    topic: accepted?.topic ?? topic ?? '',
    jobId,
    state,
    slug: row.slug,
    error: error ? { ...error } : null,
    outline: outlineStepSchema.array().parse(outline),
    ready: readySchema.parse(ready).sort((left, right) => left.index - right.index),
  };
}

function summary(row: typeof tutorials.$inferSelect, category: string | null): TutorialSummary {
  const { id, slug, title, topic, level, minutes } = row;
  return { id, slug, title, topic, level, minutes, category: category ?? '', createdAt: row.createdAt.toISOString() };
}
