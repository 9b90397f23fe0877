import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { checkpointAnswers, exerciseAttempts, stepReadings } from '@/db/schema';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { knownConcepts, listKnown } from '@/lib/features/knowledge/server';
import type { ConceptProgress, ConceptStatus } from '../schemas';

/** How the caller stands to every concept, in prerequisite order; a visitor knows nothing yet. */
export async function conceptStatuses(ctx: Ctx): Promise<ConceptProgress[]> {
  const [{ concepts }, known, touched, sources] = await Promise.all([
    loadCurriculum(),
    knownConcepts(ctx),
    touchedConcepts(ctx),
    sourcesOf(ctx),
  ]);
  return concepts.map(({ id, title, level, track, prerequisites }) => {
    const isReady = prerequisites.every((needed) => known.has(needed));
    const status: ConceptStatus = known.has(id) ? 'known' : touched.has(id) ? 'learning' : isReady ? 'ready' : 'new';
    return { id, title, level, track, status, source: sources.get(id) ?? null };
  });
}

async function sourcesOf(ctx: Ctx) {
  const { concepts } = ctx.actor.kind === 'user' ? await listKnown(ctx) : { concepts: [] };
  return new Map(concepts.map(({ conceptId, source }) => [conceptId, source]));
}

/** Concepts of which the caller has read a step, answered a question or tried the exercise. */
async function touchedConcepts(ctx: Ctx): Promise<ReadonlySet<string>> {
  if (ctx.actor.kind !== 'user') return new Set();
  const { userId } = ctx.actor;
  const found = await Promise.all(
    [stepReadings, checkpointAnswers, exerciseAttempts].map((table) =>
      ctx.db.selectDistinct({ conceptId: table.conceptId }).from(table).where(eq(table.ownerId, userId)),
    ),
  );
  return new Set(found.flat().map(({ conceptId }) => conceptId));
}
