import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { findServer } from '@/lib/boot/find-server';
import { runInProcess } from '@/lib/boot/in-process';
import { LoamError } from '@/lib/core/errors';
import { pause } from '@/lib/core/pause';
import { pullInput, type PullPlanView } from '@/lib/features/hub';
import { hubContract } from '@/lib/features/hub/contract';
import { pullNow } from '@/lib/features/hub/server';
import type { JobView } from '@/lib/features/system/schemas';
import { systemContract } from '@/lib/features/system/contract';
import type { LoamCommand, Output } from '../command';
import { interruption } from '../interruption';
import { runOperation } from './operations';

const input = pullInput.extend({
  yes: z.boolean().default(false).describe('Pull without asking; needed where nobody sits at the terminal'),
  dryRun: z.boolean().default(false).describe('Show licence, size and memory, and pull nothing'),
});

type Pulled = { readonly model: string; readonly version: string };

const secondsBetweenLooks = 1;

/** Shows what a pull would bring, asks, then pulls: in the running server as a job, or in this process. */
export const modelsPullCommand: LoamCommand = {
  words: ['models', 'pull'],
  positional: ['id'],
  summary: 'Pull a model from the hub, from a mirror (HF_ENDPOINT) or from a folder: licence, size and memory first.',
  input,
  details:
    'The hub is asked only where an admin allows it: loam settings set HUB on. A folder needs no such leave.\n' +
    'An interrupted pull goes on where it stopped when the same command is given again.\n' +
    `The same over HTTP: ${hubContract.plan.method} and ${hubContract.pull.method} ${hubContract.pull.path}`,
  async run(given, output) {
    const { yes, dryRun, ...asked } = given as z.output<typeof input>;
    const wanted = { ...asked, id: isFolder(asked.id) ? path.resolve(asked.id) : asked.id };
    const plan = (await runOperation(hubContract.plan, wanted)) as PullPlanView;
    if (dryRun) return plan;
    output.note(planInWords(plan));
    if (plan.installed) return { model: plan.name, version: plan.version } satisfies Pulled;
    if (!yes && !(await isAgreed())) return undefined;
    if (await findServer()) return followJob(wanted, output);
    const say = progressLines(output);
    return runInProcess((ctx) => pullNow({ ...ctx, signal: interruption() }, wanted, say));
  },
  show(result) {
    if ('model' in (result as object)) {
      const { model, version } = result as Pulled;
      return `${model} ${version} is here. Try it: loam generate "Once upon a time" --model ${model}`;
    }
    return planInWords(result as PullPlanView);
  },
};

/** A path, rather than an id: it is absolute or begins with a dot, or there is a model in such a folder here. */
function isFolder(id: string): boolean {
  return path.isAbsolute(id) || /^\.\.?([/\\]|$)/.test(id) || existsSync(path.join(id, 'config.json'));
}

function planInWords({
  id,
  from,
  kind,
  licence,
  precision,
  precisions,
  bytes,
  memoryBytes,
  memoryLimitBytes,
  files,
  installed,
}: PullPlanView): string {
  const megabytes = (n: number) => `${(n / 1e6).toFixed(n < 1e7 ? 1 : 0)} MB`;
  const others = precisions.filter((each) => each !== precision);
  return [
    `${id} from ${from}: a ${kind}, ${precision}${others.length > 0 ? ` (also there: ${others.join(', ')})` : ''}`,
    `Licence  ${licence ?? 'not stated: look for it before you use the model'}`,
    `Size     ${megabytes(bytes)} in ${files.length} files`,
    `Memory   about ${megabytes(memoryBytes)}; all models together may take ${megabytes(memoryLimitBytes)} here${memoryBytes > memoryLimitBytes ? ' – TOO LITTLE for this one' : ''}`,
    ...(installed ? ['It is here already.'] : []),
  ].join('\n');
}

async function isAgreed(): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new LoamError('invalid_input', 'Nobody is there to ask: give --yes to pull it, or --dry-run to look only.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question('Pull it? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

async function followJob(wanted: z.output<typeof pullInput>, output: Output): Promise<Pulled> {
  const { jobId } = (await runOperation(hubContract.pull, wanted)) as { jobId: string };
  output.note(`The server pulls it as job ${jobId}; \`loam jobs cancel ${jobId}\` stops it.`);
  const say = progressLines(output);
  for (;;) {
    const { state, progress, message, error, result } = (await runOperation(systemContract.readJob, { id: jobId })) as JobView;
    if (state === 'succeeded') return result as Pulled;
    if (state === 'failed' || state === 'cancelled') {
      throw new LoamError(
        (error?.code ?? 'unavailable') as LoamError['code'],
        error?.message ?? 'The pull was cancelled. What has arrived is kept.',
      );
    }
    if (message) say(progress, message);
    await pause(secondsBetweenLooks * 1000);
  }
}

/** A line for each tenth. */
function progressLines(output: Output): (fraction: number, message: string) => void {
  let told = -1;
  return (fraction, message) => {
    const tenth = Math.floor(fraction * 10);
    if (tenth > told) output.note(`${String(tenth * 10).padStart(3)} %  ${message}`);
    told = Math.max(told, tenth);
  };
}
