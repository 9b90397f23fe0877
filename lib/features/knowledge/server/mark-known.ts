import { and, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { knownConcepts } from '@/db/schema';
import { LoamError } from '@/lib/core/errors';
import { requireUserId } from '@/lib/features/auth/server';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import type { KnowledgeSource } from '@/lib/vocabulary/knowledge-sources';

interface Marked {
  readonly conceptId: string;
  readonly known: boolean;
}

/** Marks a concept as known because the caller says so. Throws `not_found` where the curriculum has no such concept. */
export function markKnown(ctx: Ctx, { conceptId }: { readonly conceptId: string }): Promise<Marked> {
  return noteKnown(ctx, conceptId, 'said');
}

/** Marks a concept as known; a mark that is there keeps its date and source. */
export async function noteKnown(ctx: Ctx, conceptId: string, source: KnowledgeSource): Promise<Marked> {
  const ownerId = requireUserId(ctx);
  await requireConcept(conceptId);
  await ctx.db.insert(knownConcepts).values({ ownerId, conceptId, source, createdAt: ctx.clock.now() }).onConflictDoNothing();
  return { conceptId, known: true };
}

/** Takes the caller's mark back, if there is one. Throws `not_found` where the curriculum has no such concept. */
export async function unmarkKnown(ctx: Ctx, { conceptId }: { readonly conceptId: string }): Promise<Marked> {
  const ownerId = requireUserId(ctx);
  await requireConcept(conceptId);
  await ctx.db.delete(knownConcepts).where(and(eq(knownConcepts.ownerId, ownerId), eq(knownConcepts.conceptId, conceptId)));
  return { conceptId, known: false };
}

async function requireConcept(conceptId: string): Promise<void> {
  if ((await loadCurriculum()).byId.has(conceptId)) return;
  throw new LoamError('not_found', `The curriculum has no concept “${conceptId}”. /curriculum lists them.`);
}
