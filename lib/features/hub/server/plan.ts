import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { findModels } from '@/lib/features/models/server';
import { planPull } from '@/lib/processes/hub/client';
import type { PullInput, PullPlanView } from '../schemas';
import { openSource } from './sources';

/** What a pull would bring. Errors: those of {@link openSource} and {@link planPull}. */
export async function planModelPull(ctx: Ctx, input: PullInput): Promise<PullPlanView> {
  const {
    graph: _graph,
    dataFiles: _dataFiles,
    files,
    precisions,
    ...plan
  } = await planPull(await openSource(ctx, input), input.precision, ctx.signal);
  const found = await findModels(currentApp<Ctx>().settings.dataDir);
  return {
    ...plan,
    precisions: [...precisions],
    files: files.map(({ name, bytes }) => ({ name, bytes })),
    installed: found.some(({ manifest }) => manifest.name === plan.name && manifest.version === plan.version),
  };
}
