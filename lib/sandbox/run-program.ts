import { sandboxPool } from './pool';
import { defaultLimits, maximumCodeLength, maximumStdinLength, runRequestSchema, type RunRequest, type RunResult } from './schemas';

function refusal(reason: string): RunResult {
  return { status: 'refused', stdout: '', stderr: `Sandbox: ${reason}.\n`, ms: 0, peakBytes: 0 };
}

/**
 * Runs one program in a process of its own: an interpreter in WebAssembly that reaches no file, no
 * network, no process and no environment of the host. Whatever the program does is a result, not an
 * error: it failed (`error`), or passed a limit (`timeout`, `memory`, `output-limit`). Programs past
 * the number that may run at once wait for their turn; the time limit starts when the program does.
 *
 * @throws the signal's reason when it is aborted, a ZodError on a malformed request, and an Error
 *   when the sandbox itself is broken.
 */
export async function runProgram(request: RunRequest, signal?: AbortSignal): Promise<RunResult> {
  signal?.throwIfAborted();
  const { language, code, stdin = '', limits: wished } = runRequestSchema.parse(request);
  const limits = { ...defaultLimits, ...wished };
  if (code.length > maximumCodeLength) return refusal(`a program may have ${maximumCodeLength} characters, this one has ${code.length}`);
  if (stdin.length > maximumStdinLength) return refusal(`input may have ${maximumStdinLength} characters, this one has ${stdin.length}`);
  const pool = sandboxPool();
  if (pool.full) return refusal('too many programs are waiting; try again in a moment');
  return pool.place(async () => {
    signal?.throwIfAborted();
    const process = await pool.take(language, limits.memoryBytes);
    return process.run({ language, code, stdin }, limits, signal);
  }, signal);
}

/** Ends the interpreters that were started ahead. Programs that run are left to finish. */
export function closeSandbox(): void {
  sandboxPool().close();
}
