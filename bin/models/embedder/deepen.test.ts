import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { encoderDefaults, encoderParameters, type EncoderConfig } from '@/lib/ml/nets/encoder';
import { initialize } from '@/lib/ml/nets/network';
import { deepen } from './deepen';

const config: EncoderConfig = { vocabulary: 40, width: 16, layers: 2, heads: 2, feedForward: 24, context: 12, ...encoderDefaults };

/** Layer norm of rows of a table, with gain and bias. */
function normed(row: Float32Array, gain: Float32Array, bias: Float32Array): number[] {
  const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
  const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length;
  return [...row].map((x, i) => ((x - mean) / Math.sqrt(variance)) * gain[i] + bias[i]);
}

describe('deepen', () => {
  const shallow = new Map(initialize(encoderParameters({ ...config, layers: 0 }), createRng(1)));
  for (const part of ['weight', 'bias']) {
    const rng = createRng(2).fork(part);
    shallow.get(`embeddings.LayerNorm.${part}`)!.data.forEach((_, i, all) => (all[i] = rng.normal()));
  }
  const deep = deepen(shallow, config, createRng(3));

  it('has every parameter of the deep network, in its shape', () => {
    expect([...deep].map(([name, { shape }]) => [name, shape]).sort()).toEqual(
      encoderParameters(config)
        .map(({ name, shape }) => [name, [...shape]])
        .sort(),
    );
  });

  it('gives no layer an effect, and the last norm what the words had learned', () => {
    for (const layer of [0, 1]) {
      for (const name of ['attention.output.dense', 'output.dense']) {
        expect(deep.get(`encoder.layer.${layer}.${name}.weight`)!.data.every((x) => x === 0)).toBe(true);
      }
      expect(deep.get(`encoder.layer.${layer}.intermediate.dense.weight`)!.data.some((x) => x !== 0)).toBe(true);
    }
    const word = deep.get('embeddings.word_embeddings.weight')!.data.subarray(0, config.width) as Float32Array;
    const norm = (name: string) => [deep.get(`${name}.weight`)!.data as Float32Array, deep.get(`${name}.bias`)!.data as Float32Array] as const;
    let state = word;
    for (const name of [
      'embeddings.LayerNorm',
      ...[0, 1].flatMap((layer) => ['attention.output', 'output'].map((at) => `encoder.layer.${layer}.${at}.LayerNorm`)),
    ]) {
      state = Float32Array.from(normed(state, ...norm(name)));
    }
    const [gain, bias] = ['weight', 'bias'].map((part) => shallow.get(`embeddings.LayerNorm.${part}`)!.data as Float32Array);
    normed(word, gain, bias).forEach((expected, i) => expect(state[i]).toBeCloseTo(expected, 4));
  });
});
