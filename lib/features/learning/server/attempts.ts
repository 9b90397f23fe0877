import { and, count, desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { exerciseAttempts, solutionViews } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import { gradeExercise, type Concept, type GradedCase, type Run } from '@/lib/features/curriculum';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { noteKnown } from '@/lib/features/knowledge/server';
import { runProgram } from '@/lib/sandbox';
import { attemptCaseSchema, type Attempt, type AttemptCase, type attemptInput, type GradedAttempt, type Solution } from '../schemas';
import { addConceptCard } from './cards';

/** Characters of a result that are kept and shown. */
const longestText = 2_000;
const attemptsShown = 20;

/**
 * Runs the caller's code in the sandbox, judges each test of the concept's exercise outside of it, and
 * keeps the attempt. Who passes knows the concept, and will be asked about it again.
 * @throws LoamError `not_found` for what is no concept, `unavailable` while too many programs wait
 */
export async function submitExercise(ctx: Ctx, { conceptId, code }: z.output<typeof attemptInput>): Promise<GradedAttempt> {
  const ownerId = requireUserId(ctx);
  const concept = await requireConcept(conceptId);
  const grade = await gradeExercise(concept, code, sandboxed(ctx));
  const cases = grade.cases.map(forLearner);
  const row = {
    id: newId(),
    ownerId,
    conceptId,
    code,
    passed: grade.passed,
    casesPassed: cases.filter(({ passed }) => passed).length,
    casesTotal: cases.length,
    cases,
    createdAt: ctx.clock.now(),
  };
  return inTransaction(ctx, async (inner) => {
    await inner.db.insert(exerciseAttempts).values(row);
    if (grade.passed) {
      await noteKnown(inner, conceptId, 'shown');
      await addConceptCard(inner, ownerId, concept);
    }
    return {
      ...toAttempt(row),
      stderr: grade.passed ? '' : shorten(grade.stderr),
      attempts: await countAttempts(inner, ownerId, conceptId),
    };
  });
}

/** The caller's latest attempts at an exercise, the newest first. */
export async function listAttempts(ctx: Ctx, { conceptId }: { readonly conceptId: string }): Promise<{ attempts: Attempt[] }> {
  const rows = await ctx.db
    .select()
    .from(exerciseAttempts)
    .where(and(eq(exerciseAttempts.ownerId, requireUserId(ctx)), eq(exerciseAttempts.conceptId, conceptId)))
    .orderBy(desc(exerciseAttempts.createdAt))
    .limit(attemptsShown);
  return { attempts: rows.map(toAttempt) };
}

/** One solution of a concept's exercise; keeps that the caller looked, the first time. */
export async function showSolution(ctx: Ctx, { conceptId }: { readonly conceptId: string }): Promise<Solution> {
  const ownerId = requireUserId(ctx);
  const { exercise } = await requireConcept(conceptId);
  const attemptsBefore = await countAttempts(ctx, ownerId, conceptId);
  await ctx.db.insert(solutionViews).values({ ownerId, conceptId, attemptsBefore, seenAt: ctx.clock.now() }).onConflictDoNothing();
  const [view] = await ctx.db
    .select({ attemptsBefore: solutionViews.attemptsBefore })
    .from(solutionViews)
    .where(and(eq(solutionViews.ownerId, ownerId), eq(solutionViews.conceptId, conceptId)));
  return { conceptId, solution: exercise.solution, attemptsBefore: view.attemptsBefore };
}

async function requireConcept(conceptId: string): Promise<Concept> {
  const concept = (await loadCurriculum()).byId.get(conceptId);
  if (!concept) throw new LoamError('not_found', 'The curriculum no longer has this exercise.');
  return concept;
}

async function countAttempts(ctx: Ctx, ownerId: string, conceptId: string): Promise<number> {
  const [{ attempts }] = await ctx.db
    .select({ attempts: count() })
    .from(exerciseAttempts)
    .where(and(eq(exerciseAttempts.ownerId, ownerId), eq(exerciseAttempts.conceptId, conceptId)));
  return attempts;
}

/** A full house is no failed attempt. */
function sandboxed(ctx: Ctx): Run {
  return async (request) => {
    const result = await runProgram(request, ctx.signal);
    if (result.status === 'refused' && result.stderr.includes('too many programs')) {
      throw new LoamError(
        'unavailable',
        'Many programs are running here at the moment. Hand it in again in a little while; your code is kept in the page.',
      );
    }
    return result;
  };
}

function shorten(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)} …`;
}

/** Of a hidden test a learner sees whether it passed, and nothing else. */
function forLearner({ passed, hidden, test, expected, got }: GradedCase): AttemptCase {
  if (hidden) return { passed, hidden, test: '', expected: '', got: '' };
  return { passed, hidden, test, expected: shorten(expected), got: shorten(got) };
}

function toAttempt(row: typeof exerciseAttempts.$inferInsert): Attempt {
  const { id, conceptId, passed, casesPassed, casesTotal, cases, createdAt } = row;
  return { id, conceptId, passed, casesPassed, casesTotal, cases: attemptCaseSchema.array().parse(cases), at: createdAt.toISOString() };
}
