import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { codeRuns } from '@/db/schema';
import { runProgram, runtimeVersion } from '@/lib/sandbox';
import { runResultSchema, type RunResult } from '@/lib/sandbox/schemas';
import type { RunnerLanguage } from '@/lib/vocabulary/runners';

export interface CachedRun extends RunResult {
  /** Whether an earlier run's result served. */
  readonly cached: boolean;
}

/**
 * Runs a program in the sandbox, or answers from the run of the same code on the same runtime.
 * Only what ended by itself is kept: a timeout may be the machine's fault.
 */
export async function runCached(ctx: Ctx, program: { readonly language: RunnerLanguage; readonly code: string }): Promise<CachedRun> {
  const hash = createHash('sha256')
    .update(JSON.stringify([runtimeVersion(program.language), program.language, program.code]))
    .digest('hex');
  const [kept] = await ctx.db.select({ result: codeRuns.result }).from(codeRuns).where(eq(codeRuns.hash, hash));
  if (kept) return { ...runResultSchema.parse(kept.result), cached: true };
  const result = await runProgram(program, ctx.signal);
  if (result.status === 'ok' || result.status === 'error') {
    await ctx.db.insert(codeRuns).values({ hash, language: program.language, result, createdAt: ctx.clock.now() }).onConflictDoNothing();
  }
  return { ...result, cached: false };
}
