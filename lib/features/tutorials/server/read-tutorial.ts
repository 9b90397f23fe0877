import { and, desc, eq, getTableColumns, lt, or, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { categories, jobProgress, tutorialRequests, tutorials } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { requireUserId } from '@/lib/features/auth/server';
import { isFinalJobState, type JobState } from '@/lib/vocabulary/job-states';
import {
  outlineStepSchema,
  stageSchema,
  stepSchema,
  tutorialContentSchema,
  type Tutorial,
  type TutorialRequest,
  type TutorialSummary,
} from '../schemas';
import { ratingsOf } from './rating-rows';

/** Whose tutorials the caller may read: their own, and those that are shared. */
function visible(ctx: Ctx): SQL | undefined {
  return or(eq(tutorials.ownerId, requireUserId(ctx)), eq(tutorials.shared, true));
}

/** A tutorial that the caller may read, without its content. Throws `not_found`. */
export function findVisible(ctx: Ctx, slug: string): Promise<{ id: string }> {
  return findOne(ctx, and(eq(tutorials.slug, slug), visible(ctx)));
}

/** One of the caller's own tutorials, without its content. Throws `not_found`. */
export function findOwn(ctx: Ctx, slug: string): Promise<{ id: string }> {
  return findOne(ctx, and(eq(tutorials.slug, slug), eq(tutorials.ownerId, requireUserId(ctx))));
}

async function findOne(ctx: Ctx, where: SQL | undefined): Promise<{ id: string }> {
  const [row] = await ctx.db.select({ id: tutorials.id }).from(tutorials).where(where);
  if (!row) throw noTutorial();
  return row;
}

function noTutorial(): LoamError {
  return new LoamError('not_found', 'You have no tutorial at this address.');
}

/** A tutorial of the caller's, or one that is shared. Throws `not_found` for anybody else's, as for one that never was. */
export async function readTutorial(ctx: Ctx, { slug }: { readonly slug: string }): Promise<Tutorial> {
  const [row] = await ctx.db
    .select({ tutorial: tutorials, category: categories.name })
    .from(tutorials)
    .leftJoin(categories, eq(categories.id, tutorials.categoryId))
    .where(and(eq(tutorials.slug, slug), visible(ctx)));
  if (!row) throw noTutorial();
  const { tutorial } = row;
  return {
    ...summary(ctx, tutorial, row.category),
    ...tutorialContentSchema.parse(tutorial.content),
    seed: tutorial.seed,
    contentHash: tutorial.contentHash,
    stages: stageSchema.array().parse(tutorial.stages),
    ratings: await ratingsOf(ctx, tutorial.id),
  };
}

/** Everything but what is long. */
const { content: _content, stages: _stages, ...described } = getTableColumns(tutorials);

/** The caller's tutorials, or those that are shared with everybody, without their content, the latest first. */
export async function listTutorials(
  ctx: Ctx,
  { limit, before, shared, category }: { limit: number; before?: string; shared?: boolean; category?: string },
): Promise<{ tutorials: TutorialSummary[] }> {
  const whose = shared ? eq(tutorials.shared, true) : eq(tutorials.ownerId, requireUserId(ctx));
  const rows = await ctx.db
    .select({ tutorial: described, category: categories.name })
    .from(tutorials)
    .leftJoin(categories, eq(categories.id, tutorials.categoryId))
    .where(
      and(
        whose,
        category === undefined ? undefined : eq(categories.slug, category),
        before ? lt(tutorials.createdAt, new Date(before)) : undefined,
      ),
    )
    .orderBy(desc(tutorials.createdAt))
    .limit(limit);
  return { tutorials: rows.map(({ tutorial, category }) => summary(ctx, tutorial, category)) };
}

const readySchema = z.array(z.object({ index: z.number().int(), step: stepSchema }));

/** How far one of the caller's requests is, with the steps that can be read already. */
export async function readTutorialRequest(ctx: Ctx, { id }: { readonly id: string }): Promise<TutorialRequest> {
  const [row] = await ctx.db
    .select({ request: tutorialRequests, slug: tutorials.slug, job: jobProgress.state })
    .from(tutorialRequests)
    .leftJoin(tutorials, eq(tutorials.id, tutorialRequests.tutorialId))
    .leftJoin(jobProgress, eq(jobProgress.id, tutorialRequests.jobId))
    .where(and(eq(tutorialRequests.id, id), eq(tutorialRequests.ownerId, requireUserId(ctx))));
  if (!row) throw new LoamError('not_found', 'You have no such request.');
  const { jobId, error, input, outline, ready } = row.request;
  const { topic, outline: accepted } = input as { topic?: string; outline?: { topic: string } };
  return {
    id,
    topic: accepted?.topic ?? topic ?? '',
    jobId,
    state: stateOf(row.request.state, row.job),
    slug: row.slug,
    error: error ? { ...error } : null,
    outline: outlineStepSchema.array().parse(outline),
    ready: readySchema.parse(ready).sort((left, right) => left.index - right.index),
  };
}

/** Where a request has not ended, its job may have: cancelled before its turn, or given up after a defect. Jobs are forgotten in the end. */
function stateOf(request: JobState, job: JobState | null): JobState {
  if (isFinalJobState(request)) return request;
  if (job === null) return 'failed';
  return job === 'succeeded' ? request : isFinalJobState(job) ? job : request;
}

function summary(ctx: Ctx, row: Omit<typeof tutorials.$inferSelect, 'content' | 'stages'>, category: string | null): TutorialSummary {
  const { id, slug, title, topic, level, minutes, shared } = row;
  const own = ctx.actor.kind === 'user' && ctx.actor.userId === row.ownerId;
  return { id, slug, title, topic, level, minutes, category: category ?? '', shared, own, createdAt: row.createdAt.toISOString() };
}
