import { z } from 'zod';
import { kinds } from '@/lib/boot/kinds';
import { LoamError } from '@/lib/core/errors';
import { pause } from '@/lib/core/pause';
import { verdictInWords } from '@/lib/features/models';
import type { RunView } from '@/lib/features/runs';
import { runsContract } from '@/lib/features/runs/contract';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { trainingKinds } from '@/lib/vocabulary/training-kinds';
import { interruption } from '../interruption';
import { readTextFile } from '../read-text';
import type { LoamCommand, Output } from '../command';
import { withOperations, type CallOperation } from './operations';
import { saveModel } from './models-files';

const trainInput = z
  .object({
    model: z.enum(trainingKinds).optional().describe('What to train: a writer from a text, the tutorial ranker from ratings, …'),
    data: z.string().min(1).optional().describe('For kinds that learn from a text: a plain text file in UTF-8, such as a book'),
    name: z.string().optional().describe('The name of the model; the kind’s unless said'),
    parent: z.string().optional().describe('The model to start from'),
    epochs: z.coerce.number().int().min(1).max(100).optional().describe('How often the data are read'),
    minutes: z.coerce.number().min(0.1).max(600).optional().describe('About how long the training may take'),
    config: z.string().optional().describe('More settings of the kind, as JSON: {"iterations": 500}'),
    seed: z.coerce.number().int().min(0).max(0xffffffff).default(1).describe('The same data, settings and seed make the same model'),
    out: z.string().min(1).optional().describe('Also write the model into this folder'),
    resume: z.string().optional().describe('Go on with this paused run instead'),
    all: z.boolean().default(false).describe('Train every kind that learns from what is in Loam'),
    async: z.boolean().default(false).describe('Do not wait for the end; needs a running server'),
  })
  .refine(({ model, all, resume }) => [model !== undefined, all, resume !== undefined].filter(Boolean).length === 1, {
    error: 'Name a kind, or say --all, or --resume a run',
    path: ['model'],
  });
type TrainInput = z.output<typeof trainInput>;

/** What a training came to, as JSON. */
export interface TrainedByCommand {
  readonly run: string;
  readonly state: string;
  readonly model: string;
  readonly version: string | null;
  readonly folder?: string;
  readonly promoted: boolean;
  readonly verdict: string | null;
  readonly metrics: RunView['metrics'];
  readonly steps: number | null;
  readonly seconds: number | null;
  readonly cpuSeconds: number;
  readonly sha256: string | null;
}

/** Trains models as runs, with their progress on the standard error. */
export const trainCommand: LoamCommand = {
  words: ['ml', 'train'],
  summary: 'Train a model, measure it on what it has not seen, and put it into use where it is better than what is in use.',
  input: trainInput,
  details: 'Ctrl-C pauses with a checkpoint: --resume goes on from it. Then: loam generate "It was" --model writer',
  async run(given, output) {
    const wanted = given as TrainInput;
    const stopping = interruption();
    return withOperations(async (call, { server }) => {
      if (wanted.async && !server)
        throw new LoamError('conflict', 'Without a running server nobody would train: start one, or leave out --async.');
      const started = await startAll(call, wanted);
      if (wanted.async) return { runs: started.map(({ id, model, position }) => ({ run: id, model, position })) };
      const trained: TrainedByCommand[] = [];
      for (const run of started) trained.push(await follow(call, run, { output, stopping, out: wanted.out }));
      return wanted.all ? { runs: trained } : trained[0];
    });
  },
  show(result) {
    const { runs = [result] } = result as { runs?: unknown[] };
    return (runs as (TrainedByCommand & { position?: number | null })[])
      .map((run) => run.verdict ?? `${run.model}: ${run.state ?? `waits as run ${run.run}, place ${run.position}`}`)
      .join('\n');
  },
};

async function startAll(call: CallOperation, wanted: TrainInput): Promise<RunView[]> {
  if (wanted.resume !== undefined) return [(await call(runsContract.resume, { id: wanted.resume, anyway: false })) as RunView];
  const names = wanted.all ? kinds.filter(({ data }) => data === 'rows').map(({ name }) => name) : [wanted.model!];
  const started: RunView[] = [];
  for (const name of names) {
    const kind = kinds.find((one) => one.name === name);
    if (!kind) throw new LoamError('unprocessable', `This version of Loam cannot train a ${name}.`);
    const { epochs, minutes, seed, parent } = wanted;
    const known = Object.keys(kind.config.shape);
    const flags = Object.entries({ epochs, minutes }).filter(([field, value]) => value !== undefined && known.includes(field));
    const config = { ...Object.fromEntries(flags), ...readConfig(wanted.config) };
    const text = kind.data === 'text' ? await readData(wanted.data, name) : undefined;
    started.push((await call(runsContract.start, { kind: name, model: wanted.name, config, seed, parent, text })) as RunView);
  }
  return started;
}

function readConfig(json: string | undefined): Record<string, unknown> {
  if (json === undefined) return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(json));
  } catch (cause) {
    throw new LoamError('invalid_input', '--config: give a JSON object such as {"iterations": 500}', { cause });
  }
}

async function readData(file: string | undefined, kind: string): Promise<string> {
  if (file === undefined)
    throw new LoamError('invalid_input', `--data: a ${kind} learns from a text; name a file.`, { fields: { data: 'Name a file' } });
  return readTextFile(file);
}

interface Following {
  readonly output: Output;
  readonly stopping: AbortSignal;
  readonly out?: string;
}

/** Waits for the end of a run, telling what it says of itself; an interruption pauses it. */
async function follow(call: CallOperation, started: RunView, { output, stopping, out }: Following): Promise<TrainedByCommand> {
  let [run, told, step, asked] = [started, 0, -1, false];
  while (!isFinalRunState(run.state)) {
    if (stopping.aborted && !asked) {
      asked = true;
      await call(runsContract.pause, { id: run.id }).catch(() => undefined);
    }
    await pause(500, asked ? undefined : stopping);
    run = (await call(runsContract.read, { id: run.id })) as RunView;
    for (const { line } of run.log.slice(told)) output.note(line);
    told = run.log.length;
    if (run.step !== step && run.points.length > 0) {
      step = run.step;
      const values = Object.entries(run.points[run.points.length - 1].values).map(
        ([name, value]) => `${name} ${Number(value.toPrecision(4))}`,
      );
      output.note(`step ${step}/${run.steps}  ${values.join('  ')}${run.secondsLeft ? `  ${Math.round(run.secondsLeft)} s left` : ''}`);
    }
    if (run.state === 'paused') {
      const why = run.error ? ` ${run.error.message}` : '';
      throw new LoamError('unavailable', `The run is paused.${why} Go on with: loam ml train --resume ${run.id}`);
    }
  }
  if (run.state !== 'succeeded')
    throw new LoamError('unprocessable', run.error?.message ?? `The run was ${run.state}.`, { extra: { run: run.id } });
  const folder = out !== undefined && run.version !== null ? await saveModel(run.version, out) : undefined;
  return summary(run, folder);
}

function summary(run: RunView, folder: string | undefined): TrainedByCommand {
  const seconds = run.startedAt && run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000 : null;
  return {
    run: run.id,
    state: run.state,
    model: run.model,
    version: run.version?.split('@')[1] ?? null,
    folder,
    promoted: run.comparison?.promoted ?? false,
    verdict: run.version && run.comparison ? verdictInWords(run.version, run.comparison) : (run.replay?.message ?? null),
    metrics: run.metrics,
    steps: run.steps,
    seconds,
    cpuSeconds: run.cpuSeconds,
    sha256: run.sha256,
  };
}
