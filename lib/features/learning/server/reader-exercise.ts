import { and, count, desc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { exerciseAttempts, solutionViews } from '@/db/schema';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import type { Concept } from '@/lib/features/curriculum';
import type { ReaderExercise } from '../schemas';

/**
 * The exercises of some concepts as their readers may have them: without the solution and the hidden
 * tests, with what the caller has done so far. Concepts that are run nowhere have none.
 */
export async function readerExercises(ctx: Ctx, conceptIds: Iterable<string>): Promise<Map<string, ReaderExercise>> {
  const { byId } = await loadCurriculum();
  const found = await Promise.all(
    [...new Set(conceptIds)].map(async (id) => {
      const concept = byId.get(id);
      const shown = concept && shownTests(concept.exercise.tests);
      if (!shown || concept.language === 'git') return [];
      return [[id, { ...forReader(concept, concept.language, shown), ...(await soFar(ctx, id)) }] as const];
    }),
  );
  return new Map(found.flat());
}

function forReader(
  { id, setup, exercise }: Concept,
  language: ReaderExercise['language'],
  shown: ReaderExercise['tests'],
): Omit<ReaderExercise, 'attempts' | 'passed' | 'lastCode' | 'lookedAtSolution'> {
  const { title, task, starter, harness, tests } = exercise;
  return {
    conceptId: id,
    title,
    task,
    language,
    starter,
    setup: setup?.code ?? null,
    harness,
    tests: shown,
    hiddenTests: tests.cases.length - shown.cases.length,
  };
}

/** The tests that a reader may see; undefined for the checks of a Git exercise, which are nothing to run. */
function shownTests(tests: Concept['exercise']['tests']): ReaderExercise['tests'] | undefined {
  switch (tests.kind) {
    case 'calls':
      return { ...tests, cases: tests.cases.filter(isShown) };
    case 'runs':
      return { ...tests, cases: tests.cases.filter(isShown) };
    case 'checks':
      return undefined;
  }
}

const isShown = ({ hidden }: { readonly hidden: boolean }) => !hidden;

async function soFar(ctx: Ctx, conceptId: string): Promise<Pick<ReaderExercise, 'attempts' | 'passed' | 'lastCode' | 'lookedAtSolution'>> {
  if (ctx.actor.kind !== 'user') return { attempts: 0, passed: false, lastCode: null, lookedAtSolution: false };
  const isMine = and(eq(exerciseAttempts.ownerId, ctx.actor.userId), eq(exerciseAttempts.conceptId, conceptId));
  const [[last], [{ attempts }], [passed], [view]] = await Promise.all([
    ctx.db.select({ code: exerciseAttempts.code }).from(exerciseAttempts).where(isMine).orderBy(desc(exerciseAttempts.createdAt)).limit(1),
    ctx.db.select({ attempts: count() }).from(exerciseAttempts).where(isMine),
    ctx.db
      .select({ id: exerciseAttempts.id })
      .from(exerciseAttempts)
      .where(and(isMine, eq(exerciseAttempts.passed, true)))
      .limit(1),
    ctx.db
      .select({ seenAt: solutionViews.seenAt })
      .from(solutionViews)
      .where(and(eq(solutionViews.ownerId, ctx.actor.userId), eq(solutionViews.conceptId, conceptId))),
  ]);
  return { attempts, passed: passed !== undefined, lastCode: last?.code ?? null, lookedAtSolution: view !== undefined };
}
