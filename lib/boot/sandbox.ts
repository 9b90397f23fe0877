import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { closeSandbox, runProgram, runRequestSchema, type RunResult } from '@/lib/sandbox';

/**
 * Runs one program in the sandbox for the command line, which ends after it. Limits that are undefined are
 * the usual ones.
 *
 * @throws LoamError `invalid_input` for limits that the sandbox does not give
 */
export async function runInSandbox(request: z.input<typeof runRequestSchema>, signal?: AbortSignal): Promise<RunResult> {
  const limits = Object.fromEntries(Object.entries(request.limits ?? {}).filter(([, value]) => value !== undefined));
  const parsed = runRequestSchema.safeParse({ ...request, limits });
  if (!parsed.success) throw new LoamError('invalid_input', z.prettifyError(parsed.error), { cause: parsed.error });
  try {
    return await runProgram(parsed.data, signal);
  } finally {
    closeSandbox();
  }
}
