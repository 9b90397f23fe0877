import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { trainingRuns, users } from '@/db/schema';
import { readCursor, writeCursor } from '@/lib/core/page-cursor';
import { requireUserId } from '@/lib/features/auth/server';
import type { ListRunsInput, runPageSchema } from '../schemas';
import { positions, settleRuns, visibleRuns } from './rows';
import { toSummary } from './view';

/** A page of the runs that the caller may see, the latest first. */
export async function listRuns(ctx: Ctx, input: ListRunsInput): Promise<z.output<typeof runPageSchema>> {
  await settleRuns(ctx);
  const end = input.after === undefined ? undefined : readCursor(input.after);
  const rows = await ctx.db
    .select({ run: trainingRuns, owner: { id: users.id, name: users.name } })
    .from(trainingRuns)
    .innerJoin(users, eq(users.id, trainingRuns.ownerId))
    .where(
      and(
        visibleRuns(ctx),
        input.mine ? eq(trainingRuns.ownerId, requireUserId(ctx)) : undefined,
        input.state && eq(trainingRuns.state, input.state),
        input.kind && eq(trainingRuns.kind, input.kind),
        input.model === undefined ? undefined : eq(trainingRuns.model, input.model),
        end && or(lt(trainingRuns.createdAt, end.at), and(eq(trainingRuns.createdAt, end.at), lt(trainingRuns.id, end.id))),
      ),
    )
    .orderBy(desc(trainingRuns.createdAt), desc(trainingRuns.id))
    .limit(input.limit + 1);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1)?.run;
  const line = await positions(ctx);
  return {
    runs: shown.map(({ run, owner }) => toSummary(run, owner, line.get(run.id))),
    next: rows.length > input.limit && last ? writeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}
