import { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { writeOnnx } from '../../onnx';
import { readSafetensors } from '../../tensor/safetensors';
import { int32 } from '../../tensor/tensor';
import { decoder, decoderDefaults, type DecoderConfig } from '../decoder';
import { encode, type EncoderConfig } from '../encoder';
import { classifier, contrastive, maskedLanguageModel, sequenceLogits, spanFinder, spanLogits } from '../encoder-heads';
import { lora } from '../lora';
import { mergeLora } from '../merge-lora';
import { maskOf } from '../testing/fixtures';
import { runTrainingGraph, vividWeights } from '../testing/reference';
import { decoderGraph, encoderGraph, exportDecoder, exportEncoder } from '.';
import { quantizeRows } from './matrices';

const decoderConfig: DecoderConfig = {
  vocabulary: 64,
  width: 64,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  feedForward: 96,
  context: 64,
  ...decoderDefaults,
};
const encoderConfig: EncoderConfig = {
  vocabulary: 64,
  width: 32,
  layers: 2,
  heads: 4,
  feedForward: 64,
  context: 16,
  segments: 2,
  activation: 'gelu',
  epsilon: 1e-12,
};

const integers = (rows: readonly (readonly number[])[]): RuntimeTensor =>
  new RuntimeTensor('int64', BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0].length]);
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const ones = (count: number): number[] => Array<number>(count).fill(1);

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}

describe('the exported decoder', () => {
  const network = decoder(decoderConfig);
  const weights = vividWeights(network.parameters, 1);
  const ids = [5, 9, 3, 22, 60, 1, 7];
  const logitsOf = async (tokens: number[]): Promise<Float32Array> => {
    const feeds = { tokens: int32([1, tokens.length], tokens) };
    return (await runTrainingGraph(weights, feeds, (scope, inputs) => ({ logits: network.logits(scope, inputs.tokens) }))).logits;
  };
  type Result = InferenceSession.OnnxValueMapType;
  const step = async (
    session: InferenceSession,
    tokens: number[][],
    mask: number[][],
    positions: number[][],
    past?: Result,
  ): Promise<Result> => {
    const cache = range(decoderConfig.layers).flatMap((layer) =>
      ['key', 'value'].map((part): [string, RuntimeTensor] => [
        `past_key_values.${layer}.${part}`,
        (past?.[`present.${layer}.${part}`] as RuntimeTensor) ??
          new RuntimeTensor('float32', new Float32Array(0), [tokens.length, 2, 0, 16]),
      ]),
    );
    return session.run({
      input_ids: integers(tokens),
      attention_mask: integers(mask),
      position_ids: integers(positions),
      ...Object.fromEntries(cache),
    });
  };
  const dataOf = (result: Result): Float32Array => result.logits.data as Float32Array;

  it('gives the logits of the training graph: alone, padded on the left in a batch, and token by token', async () => {
    const session = await InferenceSession.create(writeOnnx(decoderGraph(decoderConfig, weights, 'float32')));
    const expected = await logitsOf(ids);
    expect(expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeGreaterThan(3);
    const alone = await step(session, [ids], [ones(7)], [range(7)]);
    expect(largestDifference(dataOf(alone), expected)).toBeLessThan(2e-5);

    const padding = [0, 0, 0];
    const masks = [[...padding, ...ones(7)], ones(10)];
    const batch = await step(
      session,
      [
        [...padding, ...ids],
        [11, 12, 13, ...ids],
      ],
      masks,
      [[...padding, ...range(7)], range(10)],
    );
    expect(largestDifference(dataOf(batch).slice(3 * 64, 10 * 64), expected)).toBeLessThan(2e-5);
    expect(largestDifference(dataOf(batch).slice(10 * 64), await logitsOf([11, 12, 13, ...ids]))).toBeLessThan(2e-5);

    const longer = await logitsOf([...ids, 4]);
    const next = await step(session, [[4], [8]], masks.map((mask) => [...mask, 1]), [[7], [10]], batch); // prettier-ignore
    expect(largestDifference(dataOf(next).slice(0, 64), longer.slice(7 * 64))).toBeLessThan(2e-5);
    const single = await step(session, [[4]], [ones(8)], [[7]], alone);
    expect(largestDifference(dataOf(single), longer.slice(7 * 64))).toBeLessThan(2e-5);
  });

  it('stays close to float32 in int8', async () => {
    const session = await InferenceSession.create(writeOnnx(decoderGraph(decoderConfig, weights, 'int8')));
    const expected = await logitsOf(ids);
    const actual = dataOf(await step(session, [ids], [ones(7)], [range(7)]));
    const rms = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    const error = rms(actual.map((value, i) => value - expected[i])) / rms(expected);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(0.06);
  });

  it('comes as a folder of the hub: graphs, configuration and readable weights', () => {
    const files = exportDecoder(decoderConfig, weights, { bos: 1, eos: 2, pad: 0 });
    expect(Object.keys(files).sort()).toEqual([
      'config.json',
      'generation_config.json',
      'model.safetensors',
      'onnx/model.onnx',
      'onnx/model_quantized.onnx',
    ]);
    expect(files['onnx/model_quantized.onnx'].length).toBeLessThan(files['onnx/model.onnx'].length / 2);
    expect(JSON.parse(new TextDecoder().decode(files['config.json']))).toMatchObject({
      model_type: 'llama',
      hidden_size: 64,
      num_key_value_heads: 2,
    });
    expect(readSafetensors(files['model.safetensors']).tensors.get('model.norm.weight')!.data).toEqual(
      weights.get('model.norm.weight')!.data,
    );
  });

  it('computes with merged adapters what the adapted network computes', async () => {
    const options = { rank: 4, alpha: 8, targets: ['q_proj', 'down_proj'] };
    const adapted = vividWeights(lora(network, options).parameters, 2);
    const merged = mergeLora(adapted, options);
    expect([...merged.keys()].sort()).toEqual([...weights.keys()].sort());
    const batch = { tokens: int32([1, 6], ids.slice(0, 6)), targets: int32([1, 6], ids.slice(1)), weights: maskOf([6], 6) };
    const loss = async (of: typeof adapted, net: typeof network | ReturnType<typeof lora>) =>
      (await runTrainingGraph(of, batch, (scope, inputs) => ({ total: net.loss(scope, inputs).total }))).total[0];
    const expected = await loss(adapted, lora(network, options));
    expect(await loss(merged, network)).toBeCloseTo(expected, 4);
    const plain = new Map([...adapted].filter(([name]) => !name.includes('lora_')));
    expect(Math.abs((await loss(plain, network)) - expected)).toBeGreaterThan(1e-2);
  });
});

describe('the exported encoder', () => {
  const rng = createRng(5);
  const texts = range(3).map(() => range(6).map(() => rng.int(64)));
  const segments = range(3).map(() => range(6).map(() => rng.int(2)));
  const lengths = [6, 3, 5];
  const mask = lengths.map((length) => range(6).map((i) => (i < length ? 1 : 0)));
  const feeds = { tokens: int32([3, 6], texts.flat()), segments: int32([3, 6], segments.flat()), mask: maskOf(lengths, 6) };
  const onnxFeeds = { input_ids: integers(texts), attention_mask: integers(mask), token_type_ids: integers(segments) };
  /** Only tokens count: what padding gives is nobody's concern. */
  const ofTokens = (states: Float32Array, width: number): Float32Array =>
    states.filter((_, i) => mask[Math.floor(i / width / 6)][Math.floor(i / width) % 6] === 1);

  it('gives the hidden states of the training graph', async () => {
    const weights = vividWeights(contrastive(encoderConfig, { temperature: 0.05 }).parameters, 3);
    const expected = await runTrainingGraph(weights, feeds, (scope, { tokens, segments: kinds, mask: present }) => ({
      states: encode(scope, encoderConfig, { tokens, mask: present, segments: kinds }),
    }));
    for (const [precision, limit] of [
      ['float32', 1e-4],
      ['int8', 0.25],
    ] as const) {
      // prettier-ignore
      const session = await InferenceSession.create(writeOnnx(encoderGraph(encoderConfig, weights, 'features', precision)));
      const actual = (await session.run(onnxFeeds)).last_hidden_state.data as Float32Array;
      expect(largestDifference(ofTokens(actual, 32), ofTokens(expected.states, 32)), precision).toBeLessThan(limit);
    }
  });

  it('gives the scores of the classifier and of the span finder', async () => {
    const scores = vividWeights(classifier(encoderConfig, 5).parameters, 4);
    const expected = await runTrainingGraph(scores, feeds, (scope, inputs) => ({ logits: sequenceLogits(scope, encoderConfig, inputs) }));
    const sequence = await InferenceSession.create(writeOnnx(encoderGraph(encoderConfig, scores, 'sequence', 'float32')));
    expect(largestDifference((await sequence.run(onnxFeeds)).logits.data as Float32Array, expected.logits)).toBeLessThan(1e-4);

    const spans = vividWeights(spanFinder(encoderConfig).parameters, 5);
    const places = await runTrainingGraph(spans, feeds, (scope, inputs) => {
      const [start, end] = spanLogits(scope, encoderConfig, inputs);
      return { start, end };
    });
    const finder = await InferenceSession.create(writeOnnx(encoderGraph(encoderConfig, spans, 'span', 'float32')));
    const found = await finder.run(onnxFeeds);
    expect(largestDifference(ofTokens(found.start_logits.data as Float32Array, 1), ofTokens(places.start, 1))).toBeLessThan(1e-4);
    expect(largestDifference(ofTokens(found.end_logits.data as Float32Array, 1), ofTokens(places.end, 1))).toBeLessThan(1e-4);
  });

  it('names its weights as BERT does', () => {
    const masked = exportEncoder(encoderConfig, vividWeights(maskedLanguageModel(encoderConfig).parameters, 6), {
      head: 'features',
      padToken: 0,
    });
    const names = [...readSafetensors(masked['model.safetensors']).tensors.keys()];
    expect(names).toContain('encoder.layer.1.attention.self.query.weight');
    expect(names.some((name) => name.startsWith('cls.'))).toBe(false);
    expect(Object.keys(masked)).toContain('1_Pooling/config.json');
    const scores = vividWeights(classifier(encoderConfig, 2).parameters, 6);
    const labelled = exportEncoder(encoderConfig, scores, { head: 'sequence', padToken: 0, labels: ['no', 'yes'] });
    expect([...readSafetensors(labelled['model.safetensors']).tensors.keys()]).toContain('bert.pooler.dense.weight');
    expect(JSON.parse(new TextDecoder().decode(labelled['config.json']))).toMatchObject({ id2label: { 0: 'no', 1: 'yes' } });
  });
});

describe('quantizeRows', () => {
  it('keeps every value within half a step, and a row of zeros', () => {
    const rng = createRng(6);
    const data = Float32Array.from({ length: 40 }, (_, i) => (i < 10 ? 0 : rng.normal()));
    const { values, scales } = quantizeRows({ dtype: 'float32', shape: [4, 10], data });
    data.forEach((value, i) => expect(Math.abs(values.data[i] * scales.data[Math.floor(i / 10)] - value)).toBeLessThanOrEqual(scales.data[Math.floor(i / 10)] * 0.5001)); // prettier-ignore
    expect([...values.data.slice(0, 10)]).toEqual(Array(10).fill(0));
  });
});
