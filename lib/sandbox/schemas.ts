import { z } from 'zod';
import { runnerLanguages, runStatuses } from '@/lib/vocabulary/runners';

const mebibyte = 2 ** 20;

/** What one program may use. Times in milliseconds, sizes in bytes. */
export const limitsSchema = z.object({
  /** Wall time from the moment the interpreter takes the program. */
  timeoutMs: z.number().int().min(50).max(60_000),
  /** Memory of the interpreter beyond what it takes to start. */
  memoryBytes: z
    .number()
    .int()
    .min(16 * mebibyte)
    .max(1024 * mebibyte),
  /** Standard output and standard error together. */
  outputBytes: z
    .number()
    .int()
    .min(1)
    .max(4 * mebibyte),
});
export type Limits = z.infer<typeof limitsSchema>;

export const defaultLimits: Limits = {
  timeoutMs: 5_000,
  memoryBytes: 256 * mebibyte,
  outputBytes: mebibyte / 4,
};

/** Longest program text and longest standard input, in UTF-16 units. */
export const maximumCodeLength = 256 * 1024;
export const maximumStdinLength = mebibyte;

export const runRequestSchema = z.object({
  language: z.enum(runnerLanguages),
  code: z.string(),
  stdin: z.string().optional(),
  limits: limitsSchema.partial().optional(),
});
export type RunRequest = z.infer<typeof runRequestSchema>;

/**
 * How a program ended and what it printed. `stderr` also carries the sandbox's own sentence about a
 * limit that was passed or a request that was refused. `peakBytes` is the largest resident memory of
 * the program's process, its interpreter included; 0 when it was never started.
 */
export const runResultSchema = z.object({
  status: z.enum(runStatuses),
  stdout: z.string(),
  stderr: z.string(),
  ms: z.number().nonnegative(),
  peakBytes: z.number().int().nonnegative(),
});
export type RunResult = z.infer<typeof runResultSchema>;

/** One layer around learners' code, and whether this host gives it. */
export const protectionSchema = z.object({
  name: z.string(),
  active: z.boolean(),
  detail: z.string(),
});
export type Protection = z.infer<typeof protectionSchema>;
