import { z } from 'zod';
import type { Evaluation } from '@/lib/features/runs';
import { askProgram } from '@/lib/processes/one-task/ask';

/** Cuts a text into passages and damages them; leaves the examples and two lists of texts that the models have to hear. */
const examplesTask = z.object({
  task: z.literal('examples'),
  text: z.string(),
  /** The estimator's folder, which knows how rare words are. */
  parent: z.string(),
  passages: z.int(),
  heldOut: z.number(),
  seed: z.int(),
  work: z.string(),
});

/** Fits the faults to what was heard, and leaves quality.json. */
const fitTask = z.object({ task: z.literal('fit'), parent: z.string(), heard: z.string(), work: z.string() });

/** Measures how well an estimator tells held-out passages from their damaged forms. */
const separationTask = z.object({ task: z.literal('separation'), folder: z.string(), heard: z.string(), seed: z.int(), work: z.string() });

export const fittingTaskSchema = z.discriminatedUnion('task', [examplesTask, fitTask, separationTask]);
export type FittingTask = z.output<typeof fittingTaskSchema>;
export type FittingTaskName = FittingTask['task'];
export type FittingTaskOf<Name extends FittingTaskName> = Extract<FittingTask, { task: Name }>;

export interface FittingResults {
  readonly examples: {
    /** Over all examples. */
    readonly dataSha256: string;
    readonly passages: { readonly fit: number; readonly points: number; readonly heldOut: number };
    /** To be heard before the fit, and before a measurement. */
    readonly texts: { readonly learn: number; readonly heldOut: number };
  };
  readonly fit: { readonly sha256: string; readonly learned: number; readonly calibrated: number; readonly cpuSeconds: number };
  readonly separation: Evaluation;
}

/** What lies in a run's work folder. */
export const workFiles = {
  examples: 'examples.json',
  learn: 'texts-to-learn.jsonl',
  heldOut: 'texts-held-out.jsonl',
  estimator: 'quality.json',
} as const;

/** Features of a thousand texts take seconds: they are computed in a process of its own. @throws LoamError as {@link askProgram} */
export async function atFitting<Name extends FittingTaskName>(
  task: FittingTaskOf<Name>,
  options: { readonly signal?: AbortSignal } = {},
): Promise<FittingResults[Name]> {
  return (await askProgram('quality-fitting', task, options)) as FittingResults[Name];
}
