import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { runInSandbox } from '@/lib/boot/sandbox';
import { LoamError } from '@/lib/core/errors';
import { runnerLanguages } from '@/lib/vocabulary/runners';
import { interruption } from '../interruption';
import type { LoamCommand } from '../command';

const limit = z.coerce.number().int().optional();

const input = z.object({
  file: z.string().describe('The program'),
  language: z.enum(runnerLanguages).describe('What it is written in'),
  stdin: z.string().optional().describe('What it reads, as text'),
  timeoutMs: limit.describe('Milliseconds that it may take (5000 unless said)'),
  memoryBytes: limit.describe('Memory beyond the interpreter (256 MiB unless said)'),
  outputBytes: limit.describe('Bytes that it may print (256 KiB unless said)'),
});

type SandboxRun = Awaited<ReturnType<typeof runInSandbox>>;

/** Runs a person's program as the server runs learners' code: without files, network or processes of this machine. */
export const sandboxRunCommand: LoamCommand = {
  words: ['sandbox', 'run'],
  positional: ['file'],
  summary: 'Run a program in the sandbox, and say how it ended.',
  input,
  details: 'How a program ended is its result: ok, error, timeout, memory, output-limit or refused. The exit status is 0 for each of them.',
  async run(given) {
    const { file, language, stdin, ...limits } = given as z.output<typeof input>;
    const code = await readFile(path.resolve(file), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw new LoamError('not_found', `${file} cannot be read (${cause.code}): name a file with a program.`, { cause });
    });
    return runInSandbox({ language, code, stdin, limits }, interruption());
  },
  show(result) {
    const { status, stdout, stderr, ms, peakBytes } = result as SandboxRun;
    return `${stdout}${stderr}[${status} after ${Math.round(ms)} ms, at most ${Math.round(peakBytes / 2 ** 20)} MiB]`;
  },
};
