import { z } from 'zod';
import { jobStates } from '@/lib/vocabulary/job-states';

export const jobSchema = z.object({
  id: z.string(),
  queue: z.string(),
  ownerId: z.string().nullable(),
  /** Null for the system’s own jobs. */
  ownerName: z.string().nullable(),
  state: z.enum(jobStates),
  /** From 0 to 1. */
  progress: z.number(),
  message: z.string().nullable(),
  log: z.array(z.object({ at: z.string(), line: z.string() })),
  result: z.unknown(),
  error: z.looseObject({ code: z.string(), message: z.string() }).nullable(),
  /** What it was asked with. */
  input: z.unknown(),
  /** How often it was started. */
  attempt: z.number().int(),
  /** How often it is started at most; null for a kind that this version of Loam does not know. */
  attempts: z.number().int().nullable(),
  revision: z.number().int(),
  createdAt: z.iso.datetime(),
  /** Not to be started before. */
  startAfter: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type JobView = z.output<typeof jobSchema>;

export const jobIdInput = z.object({ id: z.uuid('This is not the id of a job') });

/** A field that a form left empty was not filled in. */
const absent = (value: unknown): unknown => (value === '' ? undefined : value);

export const listJobsInput = z.object({
  state: z.preprocess(absent, z.enum(jobStates).optional()),
  queue: z.preprocess(absent, z.string().max(100).optional()),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.iso.datetime().optional().describe('Those made before this time'),
  after: z.preprocess(absent, z.string().max(100).optional()).describe('`next` of the page before'),
});

export const jobPageSchema = z.object({
  jobs: z.array(jobSchema),
  next: z.string().nullable().describe('Give it as `after` to get the next page'),
});

const queueName = z.string().min(1).max(100);

export const queueSchema = z.object({
  name: z.string(),
  queued: z.number().int(),
  running: z.number().int(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  /** Jobs that were started more than once. */
  repeated: z.number().int(),
  /** When the first of those that wait was asked for. */
  waitingSince: z.iso.datetime().nullable(),
  /** Of those that succeeded within the last 30 days: the middle one, and what one in twenty exceeds. */
  medianSeconds: z.number().nullable(),
  slowSeconds: z.number().nullable(),
  /** How often a job is started at most, and how many run at once in one process; null for a kind that is no longer known. */
  attempts: z.number().int().nullable(),
  concurrency: z.number().int().nullable(),
});
export type QueueView = z.output<typeof queueSchema>;

export const scheduleSchema = z.object({
  queue: z.string(),
  /** Tells several schedules of one kind apart. */
  key: z.string(),
  cron: z.string(),
  timezone: z.string(),
  input: z.unknown(),
  /** Whether a moment that passed while nothing ran is made up for. */
  catchUp: z.boolean(),
  next: z.array(z.iso.datetime()),
  /** The latest job of this kind, whoever asked for it. */
  lastJob: jobSchema.nullable(),
});
export type ScheduleView = z.output<typeof scheduleSchema>;

export const runScheduleInput = z.object({ queue: queueName, key: z.string().max(100).default('') });

export const retryFailedInput = z.object({ queue: queueName.optional().describe('Those of one queue only') });

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
