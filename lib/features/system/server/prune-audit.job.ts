import { z } from 'zod';
import { defineJob } from '@/lib/jobs/define';

/** Deletes what is too old from the audit log. */
export const pruneAuditJob = defineJob({ name: 'audit.prune', input: z.object({}), exclusive: true });
