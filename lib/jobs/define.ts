import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';

/** What kind of work there is. It lies apart from the code that does it, so that asking for it loads none of that. */
export interface JobDefinition<Input extends z.ZodType = z.ZodType> {
  /** Unique; the queue's name: letters, digits, `-`, `_`, `.`, `/`. */
  readonly name: string;
  /** What the job is asked with: small, mostly identifiers of rows. */
  readonly input: Input;
  /** How often it is tried again after a defect or after its process died; 2 unless said. Expected failures (`LoamError` below 500) are final. */
  readonly retryLimit?: number;
  /** Whether it goes on where it stopped, however often its process dies, and says itself when it gives up: then nobody is told the limit. */
  readonly goesOn?: boolean;
  /** Seconds before the first repetition, doubled for each further one; 1 unless said. */
  readonly retryDelaySeconds?: number;
  /** An attempt that takes longer counts as failed; an hour unless said, at most a day. */
  readonly expireSeconds?: number;
  /** How many run at once in one process; 1 unless said. */
  readonly concurrency?: number;
  /** Higher first, among jobs of the same kind; 0 unless said. */
  readonly priority?: number;
  /** Refuse a second one while one with the same key (or none) waits or runs. */
  readonly exclusive?: boolean;
}

/** Declares a kind of job, keeping its exact types. */
export function defineJob<Input extends z.ZodType>(definition: JobDefinition<Input>): JobDefinition<Input> {
  return definition;
}

/** What a handler sees of the job it is doing. */
export interface RunningJob {
  readonly id: string;
  /** Whose job it is; null for the system's own. */
  readonly ownerId: string | null;
  /** 1 for the first. */
  readonly attempt: number;
  /** How much is done, from 0 to 1, and what is being done. Kept now and then, not at every call. */
  progress(fraction: number, message?: string): void;
  /** A line for the job's log, of which the last ones are kept. */
  log(line: string): void;
}

/**
 * Does the work. What it returns is kept as the job's result; what it throws fails the attempt.
 * `ctx.signal` is aborted when the job was cancelled or the process stops: throw then, soon.
 */
export type JobHandler<Input extends z.ZodType> = (ctx: Ctx, input: z.output<Input>, job: RunningJob) => Promise<unknown>;

/** A kind of job together with the code that does it. */
export interface HandledJob {
  readonly definition: JobDefinition;
  readonly handle: (ctx: Ctx, input: unknown, job: RunningJob) => Promise<unknown>;
}

/** Joins a definition and its handler, for the worker. The handler gets its input checked. */
export function handleJob<Input extends z.ZodType>(definition: JobDefinition<Input>, handler: JobHandler<Input>): HandledJob {
  return { definition, handle: async (ctx, input, job) => handler(ctx, definition.input.parse(input), job) };
}
