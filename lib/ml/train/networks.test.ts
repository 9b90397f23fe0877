import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { decoder, decoderDefaults, type DecoderConfig } from '../nets/decoder';
import type { EncoderConfig } from '../nets/encoder';
import { classifier, contrastive, maskedLanguageModel, regressor, spanFinder } from '../nets/encoder-heads';
import { lora } from '../nets/lora';
import { mlp } from '../nets/mlp';
import type { Network } from '../nets/network';
import {
  decodeFloats,
  filled,
  fixtureFloats,
  fixtureIntegers,
  fixtureWeights,
  maskOf,
  readFixture,
  type GradientFixtures,
  type OptimizerFixtures,
} from '../nets/testing/fixtures';
import { compile } from '../onnx';
import { adamw, sgd, sparseAdam, type Optimizer } from '../optim';
import { int32, type Tensor } from '../tensor/tensor';
import { buildProgram, outputs, type Batch } from './program';
import { createTrainer } from './trainer';

const decoderConfig: DecoderConfig = {
  vocabulary: 24,
  width: 16,
  layers: 2,
  heads: 4,
  keyValueHeads: 2,
  feedForward: 32,
  context: 16,
  ...decoderDefaults,
};
const encoderConfig: EncoderConfig = {
  vocabulary: 24,
  width: 16,
  layers: 2,
  heads: 4,
  feedForward: 32,
  context: 8,
  segments: 2,
  activation: 'gelu',
  epsilon: 1e-12,
};

function decoderBatch(): Batch {
  const weights = fixtureFloats([3, 7], 103, 0.5);
  weights.data.fill(0, 0, 2);
  return { tokens: fixtureIntegers([3, 7], 101, 24), targets: fixtureIntegers([3, 7], 102, 24), weights };
}
const texts: Batch = { tokens: fixtureIntegers([3, 6], 111, 24), mask: maskOf([6, 4, 5], 6) };
const segmented: Batch = { ...texts, segments: fixtureIntegers([3, 6], 112, 2), weights: filled([3], 1) };
const features: Batch = { features: fixtureFloats([9, 8], 121), weights: filled([9], 1) };

const networks: { [name: string]: { network: Network; batch: Batch } } = {
  decoder: { network: decoder(decoderConfig), batch: decoderBatch() },
  lora: { network: lora(decoder(decoderConfig), { rank: 4, alpha: 8, targets: ['q_proj', 'v_proj'] }), batch: decoderBatch() },
  'masked-language-model': {
    network: maskedLanguageModel(encoderConfig),
    batch: { ...segmented, positions: int32([5], [0, 3, 7, 7, 16]), labels: fixtureIntegers([5], 113, 24), weights: filled([5], 1) },
  },
  contrastive: {
    network: contrastive(encoderConfig, { temperature: 0.05 }),
    batch: { ...texts, candidateTokens: fixtureIntegers([6, 7], 114, 24), candidateMask: maskOf([7, 3, 5, 6, 7, 2], 7) },
  },
  classifier: { network: classifier(encoderConfig, 5), batch: { ...segmented, labels: fixtureIntegers([3], 115, 5) } },
  regressor: { network: regressor({ ...encoderConfig, activation: 'relu' }), batch: { ...segmented, targets: fixtureFloats([3], 116) } },
  'span-finder': {
    network: spanFinder(encoderConfig),
    batch: { ...segmented, starts: fixtureIntegers([3], 117, 4), ends: fixtureIntegers([3], 118, 4) },
  },
  mlp: { network: mlp({ widths: [8, 12, 10, 4], task: 'classes' }), batch: { ...features, labels: fixtureIntegers([9], 122, 4) } },
  'mlp-binary': { network: mlp({ widths: [8, 12, 10, 1], task: 'binary' }), batch: { ...features, targets: fixtureFloats([9], 123, 0.5) } },
};

/** Largest difference between two arrays, relative to the largest entry of the second. */
function relativeError(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-2);
  return actual.reduce((worst, value, i) => Math.max(worst, Math.abs(value - expected[i])), 0) / scale;
}

describe('losses and gradients are those of PyTorch', () => {
  const fixtures = readFixture<GradientFixtures>('gradients');
  it('for every stored network', () => {
    expect(Object.keys(networks).sort()).toEqual(Object.keys(fixtures).sort());
  });
  it.each(Object.keys(networks))('%s', async (name) => {
    const { network, batch } = networks[name];
    const weights = fixtureWeights(network.parameters);
    const program = await compile(buildProgram(network, weights, batch, true));
    const results = await program.run(new Map<string, Tensor>([...weights, ...Object.entries(batch)]));
    const weight = Number(results.get(outputs.weight)!.data[0]);
    expect(Number(results.get(outputs.total)!.data[0]) / weight).toBeCloseTo(fixtures[name].loss, 5);
    const trained = network.parameters.filter(({ frozen }) => !frozen).map((spec) => spec.name);
    expect(trained.sort()).toEqual(Object.keys(fixtures[name].gradients).sort());
    for (const parameter of trained) {
      const gradient = (results.get(outputs.gradient(parameter)) as Tensor<'float32'>).data.map((value) => value / weight);
      expect(relativeError(gradient, decodeFloats(fixtures[name].gradients[parameter])), parameter).toBeLessThan(2e-5);
    }
    await program.release();
  });
});

describe('40 updates are those of PyTorch', () => {
  const fixtures = readFixture<OptimizerFixtures>('optimizers');
  const constant = (batch: Batch) => ({ next: () => batch, cursor: () => ({}), seek: () => undefined });
  const runs: [name: 'adamw' | 'sgd' | 'decoder', network: string, optimizer: Optimizer, rate: number][] = [
    ['adamw', 'mlp', adamw({ beta1: 0.9, beta2: 0.95, weightDecay: 0.1 }), 1e-2],
    ['sgd', 'mlp', sgd({ momentum: 0.9, weightDecay: 0.01 }), 0.1],
    ['decoder', 'decoder', adamw({ beta1: 0.9, beta2: 0.95, weightDecay: 0.1 }), 1e-2],
  ];
  it.each(runs)('%s', async (name, networkName, optimizer, peak) => {
    const { network, batch } = networks[networkName];
    const trainer = createTrainer({
      network,
      batches: constant(batch),
      optimizer,
      schedule: { shape: 'constant', peak },
      rng: createRng(1),
      weights: fixtureWeights(network.parameters),
      clipNorm: 1,
    });
    const losses: number[] = [];
    for (let step = 0; step < 40; step++) losses.push((await trainer.step()).loss);
    losses.forEach((loss, step) => expect(loss, `step ${step}`).toBeCloseTo(fixtures[name].losses[step], 4));
    for (const [parameter, { data }] of trainer.weights) {
      expect(relativeError(data, decodeFloats(fixtures[name].weights[parameter])), parameter).toBeLessThan(5e-4);
    }
    await trainer.release();
  });

  it('sparseAdam, with rows that repeat', () => {
    const table = fixtureFloats([10, 4], 131);
    const optimizer = sparseAdam();
    let state = optimizer.init(table);
    for (let step = 0; step < 40; step++) {
      const use = { rows: fixtureIntegers([4], 200 + step, 6).data, gradients: fixtureFloats([4, 4], 300 + step).data };
      state = optimizer.update(table, use, state, { learningRate: 0.01 });
    }
    expect(relativeError(table.data, decodeFloats(fixtures.sparseAdam.table))).toBeLessThan(1e-5);
  });
});
