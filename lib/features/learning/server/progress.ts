import { and, asc, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { stepReadings, tutorialProgress } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { requireUserId } from '@/lib/features/auth/server';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import type { Tutorial } from '@/lib/features/tutorials';
import { readTutorial } from '@/lib/features/tutorials/server';
import type { Progress, saveProgressInput } from '../schemas';
import { addConceptCard } from './cards';

/** How far the caller has come in one of their tutorials. */
export async function readProgress(ctx: Ctx, { slug }: { readonly slug: string }): Promise<Progress> {
  const ownerId = requireUserId(ctx);
  const { id } = await readTutorial(ctx, { slug });
  return progressIn(ctx, ownerId, id);
}

/**
 * Keeps where the caller is in a tutorial, and the steps read so far; what was read stays read. A concept
 * all of whose steps were read becomes a review card.
 * @throws LoamError `invalid_input` for a step that the tutorial does not have
 */
export async function saveProgress(ctx: Ctx, { slug, stepId, position, read }: z.output<typeof saveProgressInput>): Promise<Progress> {
  const ownerId = requireUserId(ctx);
  const tutorial = await readTutorial(ctx, { slug });
  const stepOf = new Map(tutorial.steps.map((step) => [step.id, step]));
  if (!stepOf.has(stepId)) throw unknownStep('stepId');
  if (!read.every((id) => stepOf.has(id))) throw unknownStep('read');
  return inTransaction(ctx, async (inner) => {
    const now = inner.clock.now();
    const key = { ownerId, tutorialId: tutorial.id };
    const readings = [...new Set(read)].map((id) => ({ ...key, stepId: id, conceptId: stepOf.get(id)!.conceptId, readAt: now }));
    const added =
      readings.length === 0
        ? []
        : await inner.db.insert(stepReadings).values(readings).onConflictDoNothing().returning({ conceptId: stepReadings.conceptId });
    const done = new Set((await progressIn(inner, ownerId, tutorial.id)).read);
    const finishedAt = tutorial.steps.every((step) => done.has(step.id)) ? now : null;
    await inner.db
      .insert(tutorialProgress)
      .values({ ...key, stepId, position, finishedAt, updatedAt: now })
      .onConflictDoUpdate({
        target: [tutorialProgress.ownerId, tutorialProgress.tutorialId],
        set: { stepId, position, updatedAt: now, finishedAt: sql`coalesce(${tutorialProgress.finishedAt}, excluded.finished_at)` },
      });
    await rememberFinished(inner, ownerId, tutorial, new Set(added.map(({ conceptId }) => conceptId)), done);
    return progressIn(inner, ownerId, tutorial.id);
  });
}

async function progressIn(ctx: Ctx, ownerId: string, tutorialId: string): Promise<Progress> {
  const [[row], readings] = await Promise.all([
    ctx.db
      .select()
      .from(tutorialProgress)
      .where(and(eq(tutorialProgress.ownerId, ownerId), eq(tutorialProgress.tutorialId, tutorialId))),
    ctx.db
      .select({ stepId: stepReadings.stepId })
      .from(stepReadings)
      .where(and(eq(stepReadings.ownerId, ownerId), eq(stepReadings.tutorialId, tutorialId)))
      .orderBy(asc(stepReadings.readAt), asc(stepReadings.stepId)),
  ]);
  return {
    stepId: row?.stepId ?? null,
    position: row?.position ?? 0,
    read: readings.map(({ stepId }) => stepId),
    finishedAt: row?.finishedAt?.toISOString() ?? null,
  };
}

/** Makes review cards of concepts whose every step was read now; what was only recalled is none. */
async function rememberFinished(
  ctx: Ctx,
  ownerId: string,
  { steps }: Tutorial,
  touched: ReadonlySet<string>,
  done: ReadonlySet<string>,
): Promise<void> {
  const { byId } = await loadCurriculum();
  for (const conceptId of touched) {
    const own = steps.filter((step) => step.conceptId === conceptId);
    const concept = byId.get(conceptId);
    if (concept && own.some(({ kind }) => kind !== 'recap') && own.every(({ id }) => done.has(id)))
      await addConceptCard(ctx, ownerId, concept);
  }
}

function unknownStep(field: 'stepId' | 'read'): LoamError {
  return new LoamError('invalid_input', 'This tutorial has no such step. Reload the page.', {
    fields: { [field]: 'Name a step of the tutorial' },
  });
}
