import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import type { JobDefinition } from '@/lib/jobs/define';

/** Every kind of job that this version of Loam knows. */
export function jobDefinitions(): readonly JobDefinition[] {
  return currentApp<Ctx>().jobDefinitions as readonly JobDefinition[];
}

/** A kind of job by its queue. Throws `conflict` where this version does not know it any more. */
export function jobDefinition(name: string): JobDefinition {
  const definition = jobDefinitions().find((candidate) => candidate.name === name);
  if (!definition) throw new LoamError('conflict', `This version of Loam has no jobs of the kind ${name} any more.`);
  return definition;
}

/** How often a job is started at most: once, and the repetitions; null for one that goes on until it ends by itself. */
export function attemptsOf({ retryLimit = 2, goesOn = false }: JobDefinition): number | null {
  return goesOn ? null : retryLimit + 1;
}
