import type { Ctx } from '@/db/ctx';
import { pause } from '@/lib/core/pause';
import { followRun } from '@/lib/features/runs/server';
import type { FineTune } from '../fine-tune-schemas';
import type { ByIdInput } from '../schemas';
import { readFineTune } from './fine-tunes';

const lookMilliseconds = 500;

export type FineTuneEvent = { readonly event: 'fine_tune'; readonly data: FineTune } | { readonly event: 'points'; readonly data: unknown };

/**
 * A fine-tune from its beginning until both models have told their stories: `fine_tune` with each change, `points` with what is new of
 * its curve. Whoever may see the person's page hears it, whoever the run belongs to.
 */
export async function* followFineTune(ctx: Ctx, input: ByIdInput): AsyncGenerator<FineTuneEvent> {
  let fineTune = await readFineTune(ctx, input);
  let seen = JSON.stringify(fineTune);
  yield { event: 'fine_tune', data: fineTune };
  if (fineTune.run_id !== null) {
    const allowed: Ctx = { ...ctx, actor: { kind: 'system', name: 'automation' } };
    for await (const { event, data } of followRun(allowed, { id: fineTune.run_id, after: -1 })) {
      if (event === 'points') yield { event, data };
      else yield* changed();
    }
  }
  while (!ctx.signal?.aborted) {
    yield* changed();
    if (fineTune.finished_at !== null || !fineTune.comparing) return;
    await pause(lookMilliseconds, ctx.signal);
  }

  async function* changed(): AsyncGenerator<FineTuneEvent> {
    fineTune = await readFineTune(ctx, input);
    const now = JSON.stringify(fineTune);
    if (now !== seen) yield { event: 'fine_tune', data: fineTune };
    seen = now;
  }
}
