import { asc, eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { knownConcepts as known } from '@/db/schema';
import { requireUserId } from '@/lib/features/auth/server';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import type { KnownConcept } from '../schemas';

/** Ids of the concepts that the caller knows; empty for whoever is not signed in. */
export async function knownConcepts(ctx: Ctx): Promise<ReadonlySet<string>> {
  if (ctx.actor.kind !== 'user') return new Set();
  const rows = await ctx.db.select({ conceptId: known.conceptId }).from(known).where(eq(known.ownerId, ctx.actor.userId));
  return new Set(rows.map(({ conceptId }) => conceptId));
}

/** The caller's known concepts that the curriculum still has, the longest known first. */
export async function listKnown(ctx: Ctx): Promise<{ concepts: KnownConcept[] }> {
  const rows = await ctx.db
    .select()
    .from(known)
    .where(eq(known.ownerId, requireUserId(ctx)))
    .orderBy(asc(known.createdAt), asc(known.conceptId));
  const { byId } = await loadCurriculum();
  const concepts = rows.flatMap(({ conceptId, source, createdAt }) => {
    const title = byId.get(conceptId)?.title;
    return title === undefined ? [] : [{ conceptId, title, source, since: createdAt.toISOString() }];
  });
  return { concepts };
}
