import { and, count, desc, eq, max, or, sql } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { exerciseAttempts, solutionViews, stepReadings, tutorialProgress, tutorials } from '@/db/schema';
import { requireUserId } from '@/lib/features/auth/server';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import type { ExerciseProgress, Overview, TutorialUnderWay } from '../schemas';
import { activityOf, comingReviews } from './activity';
import { countCards } from './cards';
import { conceptStatuses } from './concept-statuses';

/** Everything on the caller's page of learning. */
export async function readOverview(ctx: Ctx): Promise<Overview> {
  const ownerId = requireUserId(ctx);
  const [underWay, concepts, exercises, { due, total }, coming, activity] = await Promise.all([
    tutorialsUnderWay(ctx, ownerId),
    conceptStatuses(ctx),
    exercisesOf(ctx, ownerId),
    countCards(ctx, ownerId),
    comingReviews(ctx, ownerId),
    activityOf(ctx, ownerId),
  ]);
  return { tutorials: underWay, concepts, exercises, reviews: { due, total, coming }, activity };
}

/** What a person could go on with now: the tutorial opened last and not read to its end, and how many cards are due. */
export async function whatIsNext(ctx: Ctx): Promise<{ tutorial: TutorialUnderWay | undefined; due: number }> {
  const ownerId = requireUserId(ctx);
  const [underWay, { due }] = await Promise.all([tutorialsUnderWay(ctx, ownerId), countCards(ctx, ownerId)]);
  return { tutorial: underWay.find(({ finishedAt }) => finishedAt === null), due };
}

const shownTutorials = 12;

/** The tutorials that a person has opened, the last one first. */
async function tutorialsUnderWay(ctx: Ctx, ownerId: string): Promise<TutorialUnderWay[]> {
  const headings = sql<{ id: string; title: string }[]>`(
    select jsonb_agg(jsonb_build_object('id', step ->> 'id', 'title', step ->> 'title') order by place)
    from jsonb_array_elements(${tutorials.content} -> 'steps') with ordinality as steps(step, place))`.mapWith(tutorials.content);
  const rows = await ctx.db
    .select({ progress: tutorialProgress, slug: tutorials.slug, title: tutorials.title, headings })
    .from(tutorialProgress)
    .innerJoin(tutorials, eq(tutorials.id, tutorialProgress.tutorialId))
    // What was shared and is no longer leads nowhere.
    .where(and(eq(tutorialProgress.ownerId, ownerId), or(eq(tutorials.ownerId, ownerId), eq(tutorials.shared, true))))
    .orderBy(desc(tutorialProgress.updatedAt))
    .limit(shownTutorials);
  const counts = await ctx.db
    .select({ tutorialId: stepReadings.tutorialId, read: count() })
    .from(stepReadings)
    .where(eq(stepReadings.ownerId, ownerId))
    .groupBy(stepReadings.tutorialId);
  const readOf = new Map(counts.map(({ tutorialId, read }) => [tutorialId, read]));
  return rows.map(({ progress, slug, title, headings: all }) => {
    const steps = all as { id: string; title: string }[];
    const index = Math.max(
      0,
      steps.findIndex(({ id }) => id === progress.stepId),
    );
    return {
      slug,
      title,
      steps: steps.length,
      read: readOf.get(progress.tutorialId) ?? 0,
      at: { index, title: steps[index]?.title ?? title },
      updatedAt: progress.updatedAt.toISOString(),
      finishedAt: progress.finishedAt?.toISOString() ?? null,
    };
  });
}

/** The exercises that a person has tried, the last one first. */
async function exercisesOf(ctx: Ctx, ownerId: string): Promise<ExerciseProgress[]> {
  const lastAt = max(exerciseAttempts.createdAt);
  const [rows, views, { byId }] = await Promise.all([
    ctx.db
      .select({
        conceptId: exerciseAttempts.conceptId,
        attempts: count(),
        passed: sql<boolean>`bool_or(${exerciseAttempts.passed})`,
        casesPassed: max(exerciseAttempts.casesPassed),
        casesTotal: max(exerciseAttempts.casesTotal),
        lastAt,
      })
      .from(exerciseAttempts)
      .where(eq(exerciseAttempts.ownerId, ownerId))
      .groupBy(exerciseAttempts.conceptId)
      .orderBy(desc(lastAt)),
    ctx.db.select({ conceptId: solutionViews.conceptId }).from(solutionViews).where(eq(solutionViews.ownerId, ownerId)),
    loadCurriculum(),
  ]);
  const looked = new Set(views.map(({ conceptId }) => conceptId));
  return rows.map(({ conceptId, attempts, passed, casesPassed, casesTotal, lastAt: last }) => ({
    conceptId,
    title: byId.get(conceptId)?.title ?? conceptId,
    attempts,
    passed,
    casesPassed: casesPassed ?? 0,
    casesTotal: casesTotal ?? 0,
    lookedAtSolution: looked.has(conceptId),
    lastAt: last?.toISOString() ?? '',
  }));
}
