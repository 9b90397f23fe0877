import type { Ctx } from '@/db/ctx';
import { LoamError, toLoamError } from '@/lib/core/errors';
import type { Answered } from '../schemas';
import type { Engine } from './engine';

export interface EngineAnswer<T> {
  readonly value: T;
  readonly answered: Answered;
}

/**
 * Asks one engine after another until one answers, which the answer tells together with why those before it did not. A caller who went
 * away, or who asked wrongly, is not asked for elsewhere; nor is anything once an engine has begun to tell its answer.
 * @throws LoamError of the first engine where none answers
 */
export async function askEngines<T>(
  ctx: Pick<Ctx, 'signal' | 'log'>,
  engines: readonly Engine[],
  ask: (engine: Engine, answered: Answered) => Promise<T>,
  hasBegun: () => boolean = () => false,
): Promise<EngineAnswer<T>> {
  const passedOver: Answered['passedOver'] = [];
  let first: LoamError | undefined;
  for (const engine of engines) {
    const { kind, model } = engine;
    try {
      const answered = { engine: kind, model, passedOver };
      return { value: await ask(engine, answered), answered };
    } catch (error) {
      ctx.signal?.throwIfAborted();
      const known = toLoamError(error);
      if (known.code === 'internal' || known.code === 'invalid_input' || hasBegun()) throw error;
      ctx.log.warn({ engine: kind, model, reason: known.message }, 'an engine did not answer; the next one is asked');
      passedOver.push({ engine: kind, model, reason: known.message });
      first ??= known;
    }
  }
  throw first ?? new LoamError('unavailable', 'No model is set up for this. An admin can pull one or name a server.');
}
