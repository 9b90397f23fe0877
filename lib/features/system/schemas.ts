import { z } from 'zod';
import { jobStates } from '@/lib/vocabulary/job-states';

export const jobSchema = z.object({
  id: z.string(),
  queue: z.string(),
  ownerId: z.string().nullable(),
  state: z.enum(jobStates),
  /** From 0 to 1. */
  progress: z.number(),
  message: z.string().nullable(),
  log: z.array(z.object({ at: z.string(), line: z.string() })),
  result: z.unknown(),
  error: z.looseObject({ code: z.string(), message: z.string() }).nullable(),
  attempt: z.number().int(),
  revision: z.number().int(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type JobView = z.output<typeof jobSchema>;

export const jobIdInput = z.object({ id: z.uuid('This is not the id of a job') });

export const listJobsInput = z.object({
  state: z.enum(jobStates).optional(),
  queue: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.iso.datetime().optional().describe('Those made before this time'),
});

/** The jobs that one stream of events follows. */
export const eventsInput = z.object({
  jobs: z
    .string()
    .transform((list) => list.split(',').filter(Boolean))
    .pipe(z.array(z.uuid()).min(1).max(20))
    .describe('Ids of jobs, with commas between them'),
});

/** A plain file name: nothing in it leads out of the folder of backups. */
export const backupNameSchema = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9][\w-]*\.tar\.gz$/, 'Give the name of a file in the folder of backups');

export const backupSchema = z.object({
  name: z.string(),
  file: z.string(),
  bytes: z.number().int(),
  rows: z.number().int(),
  tables: z.number().int(),
  files: z.number().int(),
});

export const restoredSchema = z.object({ name: z.string(), madeAt: z.iso.datetime(), tables: z.number().int() });
