import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { enqueue } from '@/lib/jobs/queue';
import { planPull, pullModel } from '@/lib/processes/hub/client';
import type { PullInput, pulledSchema } from '../schemas';
import { pullJob } from './pull.job';
import { openSource, paceOf } from './sources';

export type PullProgress = (fraction: number, message: string) => void;

/** Pulls a model now. Errors: those of {@link openSource}, {@link planPull} and {@link pullModel}. */
export async function pullNow(ctx: Ctx, input: PullInput, onProgress: PullProgress): Promise<z.output<typeof pulledSchema>> {
  const source = await openSource(ctx, input);
  onProgress(0, `Asks ${source.from} about ${source.id}`);
  const plan = await planPull(source, input.precision, ctx.signal);
  const { manifest } = await pullModel(source, plan, {
    dataDir: currentApp<Ctx>().settings.dataDir,
    pace: paceOf(ctx),
    signal: ctx.signal,
    onProgress: (bytes, file) => onProgress(bytes / Math.max(1, plan.bytes), `${file}: ${megabytes(bytes)} of ${megabytes(plan.bytes)}`),
  });
  return { model: manifest.name, version: manifest.version };
}

/** Asks for a pull as a job. @throws LoamError `conflict` while the same model is pulled; those of {@link openSource} */
export async function requestPull(ctx: Ctx, input: PullInput): Promise<{ jobId: string }> {
  const { id } = await openSource(ctx, input);
  return { jobId: await enqueue(ctx, pullJob, input, { key: id }) };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
