import type { z } from 'zod';
import { inTransaction, type Ctx } from '@/db/ctx';
import { tutorialRequests } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import { requireUserId } from '@/lib/features/auth/server';
import { enqueue } from '@/lib/jobs/queue';
import type { CreateTutorialInput, requestedSchema } from '../schemas';
import { createTutorialJob } from './create-tutorial.job';

/** Writes down the wish for a tutorial and asks for the job that makes it, both or neither. */
export async function requestTutorial(ctx: Ctx, input: CreateTutorialInput): Promise<z.output<typeof requestedSchema>> {
  const requestId = newId();
  return inTransaction(ctx, async (inner) => {
    const jobId = await enqueue(inner, createTutorialJob, { requestId });
    await inner.db.insert(tutorialRequests).values({
      id: requestId,
      ownerId: requireUserId(inner),
      input,
      jobId,
      createdAt: inner.clock.now(),
    });
    return { requestId, jobId };
  });
}
