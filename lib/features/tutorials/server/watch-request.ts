import type { Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { pause } from '@/lib/core/pause';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import type { OutlineStep, Step, TutorialRequest } from '../schemas';
import { readTutorial, readTutorialRequest } from './read-tutorial';

/** A request while its tutorial is made: promises that are kept as its rows change. */
export interface WatchedRequest {
  /** What the steps will be. */
  outline(): Promise<readonly OutlineStep[]>;
  /** A step as soon as its code has run; null where the request ended without it. */
  step(index: number): Promise<Step | null>;
  /** The request when nothing more will come of it. */
  end(): Promise<TutorialRequest>;
}

/** The rows are looked at this often: the writer may be another process. */
const lookMilliseconds = 200;
const longestWaitMilliseconds = 15 * 60_000;

/** Watches one of the caller's requests with one look at a time, however many wait. Throws `not_found`. */
export async function watchRequest(ctx: Ctx, { id }: { readonly id: string }): Promise<WatchedRequest> {
  let current = await readTutorialRequest(ctx, { id });
  const listeners = new Set<() => void>();
  let failure: unknown;
  const hasEnded = () => isFinalJobState(current.state);
  const until = async (isReady: () => boolean): Promise<void> => {
    while (!isReady() && !hasEnded()) {
      if (failure !== undefined) throw failure as Error;
      await new Promise<void>((resolve) => listeners.add(resolve));
    }
  };
  const watching = (async () => {
    const deadline = ctx.clock.monotonic() + longestWaitMilliseconds;
    while (!hasEnded()) {
      if (ctx.clock.monotonic() > deadline) throw new LoamError('timeout', 'This takes unusually long. Look again later.');
      await pause(lookMilliseconds, ctx.signal);
      current = await readTutorialRequest(ctx, { id });
      wake();
    }
  })().catch((error: unknown) => {
    failure = error;
    wake();
  });
  function wake(): void {
    const waiting = [...listeners];
    listeners.clear();
    waiting.forEach((go) => go());
  }
  let finished: Promise<readonly Step[]> | undefined;
  return {
    async outline() {
      await until(() => current.outline.length > 0);
      return current.outline;
    },
    async step(index) {
      let found: Step | undefined;
      await until(() => (found = current.ready.find((one) => one.index === index)?.step) !== undefined);
      if (found || !current.slug) return found ?? null;
      finished ??= readTutorial(ctx, { slug: current.slug }).then(({ steps }) => steps);
      return (await finished)[index] ?? null;
    },
    async end() {
      await watching;
      if (failure !== undefined) throw failure as Error;
      return current;
    },
  };
}
