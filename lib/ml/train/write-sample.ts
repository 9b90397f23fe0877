import type { Rng } from '@/lib/core/rng';
import { GraphBuilder, type Value } from '../graph';
import type { Decoder } from '../nets/decoder';
import { scopeOf } from '../nets/network';
import { compile, type SessionOptions } from '../onnx';
import type { FloatTensors } from '../tensor/arena';
import { zeros, type Tensor } from '../tensor/tensor';

export interface SampleRequest {
  readonly prompt: readonly number[];
  /** Tokens to write at most. */
  readonly tokens: number;
  /** 0 takes the likeliest token every time. */
  readonly temperature: number;
  /** Ends the text; it is not part of it. */
  readonly endToken?: number;
}

/** Writes with weights that are being trained, as they are at the call. */
export interface SampleWriter {
  /** The tokens after the prompt. The same weights and rng give the same. */
  write(rng: Rng): Promise<number[]>;
  release(): Promise<void>;
}

/**
 * Compiles a decoder's forward pass over one row. Nothing is remembered from one token to the next: a few dozen tokens cost less than a
 * training step, and no second graph with a cache has to be kept in step with the first. Prompt and text are cut to the context.
 */
export async function createSampleWriter(
  network: Decoder,
  weights: FloatTensors,
  { prompt, tokens, temperature, endToken }: SampleRequest,
  session: SessionOptions = {},
): Promise<SampleWriter> {
  const { context, vocabulary } = network.config;
  const begun = prompt.slice(-Math.max(1, context - 1));
  const time = Math.min(context, begun.length + tokens);
  const g = new GraphBuilder();
  const values = new Map<string, Value>(network.parameters.map(({ name, shape }) => [name, g.input(name, 'float32', shape)]));
  const logits = network.logits(scopeOf(g, values), g.input('tokens', 'int32', [1, time]));
  const executable = await compile(g.build({ logits }), session);
  return {
    async write(rng) {
      const row = zeros('int32', [1, time]);
      row.data.set(begun);
      const feeds = new Map<string, Tensor>([...weights, ['tokens', row]]);
      const written: number[] = [];
      for (let at = begun.length; at < time; at++) {
        const results = await executable.run(feeds);
        const all = results.get('logits')!.data as Float32Array;
        const next = draw(all.subarray((at - 1) * vocabulary, at * vocabulary), temperature, rng);
        if (next === endToken) break;
        row.data[at] = next;
        written.push(next);
      }
      return written;
    },
    release: () => executable.release(),
  };
}

function draw(logits: Float32Array, temperature: number, rng: Rng): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
  if (temperature === 0) return best;
  const odds = Float64Array.from(logits, (logit) => Math.exp((logit - logits[best]) / temperature));
  let left = rng.next() * odds.reduce((sum, odd) => sum + odd, 0);
  return Math.max(
    0,
    odds.findIndex((odd) => (left -= odd) < 0),
  );
}
