import { z } from 'zod';
import { defineJob } from '../define';

/** Kinds of jobs that the contract suite and its programs share. */
export const echo = defineJob({ name: 'test-echo', input: z.object({ text: z.string().max(1000) }) });

export const flaky = defineJob({ name: 'test-flaky', input: z.object({ failures: z.number() }), retryDelaySeconds: 0 });

export const endless = defineJob({ name: 'test-endless', input: z.object({}) });

export const alone = defineJob({ name: 'test-alone', input: z.object({ of: z.string() }), exclusive: true });

export const testJobs = [echo, flaky, endless, alone];
