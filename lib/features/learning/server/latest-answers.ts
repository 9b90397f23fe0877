import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { checkpointAnswers } from '@/db/schema';

/** By question id, whether the caller's latest answer to it was right; what was never answered is left out. */
export async function latestAnswers(ctx: Ctx, questionIds: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  if (ctx.actor.kind !== 'user' || questionIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ questionId: checkpointAnswers.questionId, isRight: checkpointAnswers.isRight })
    .from(checkpointAnswers)
    .where(and(eq(checkpointAnswers.ownerId, ctx.actor.userId), inArray(checkpointAnswers.questionId, [...questionIds])))
    .orderBy(asc(checkpointAnswers.answeredAt));
  return new Map(rows.map(({ questionId, isRight }) => [questionId, isRight]));
}
