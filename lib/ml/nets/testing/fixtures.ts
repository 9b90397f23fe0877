import { readFileSync } from 'node:fs';
import path from 'node:path';
import { allocate, type FloatTensors } from '../../tensor/arena';
import { elementCount, zeros, type Tensor } from '../../tensor/tensor';
import type { ParameterSpec } from '../network';

/** float32 arrays by parameter name, in base64. */
type Encoded = Readonly<Record<string, string>>;

export interface GradientFixtures {
  readonly [network: string]: { readonly loss: number; readonly gradients: Encoded };
}

export interface TrainedFixture {
  readonly losses: readonly number[];
  readonly weights: Encoded;
}

export interface OptimizerFixtures {
  readonly adamw: TrainedFixture;
  readonly sgd: TrainedFixture;
  readonly decoder: TrainedFixture;
  readonly sparseAdam: { readonly table: string };
}

/** What make_fixtures.py stored. */
export function readFixture<T>(name: 'gradients' | 'optimizers'): T {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, `${name}.fixture.json`), 'utf8')) as T;
}

export function decodeFloats(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}

/** The formula of make_fixtures.py: a fixed pseudo-random number in [−0.5, 0.5). */
function noise(index: number, stream: number): number {
  const x = Math.sin(index * 12.9898 + stream * 78.233) * 4375.85453;
  return x - Math.floor(x) - 0.5;
}

export function fixtureIntegers(shape: readonly number[], stream: number, limit: number): Tensor<'int32'> {
  const out = zeros('int32', shape);
  out.data.forEach((_, i) => (out.data[i] = Math.min(limit - 1, Math.floor((noise(i, stream) + 0.5) * limit))));
  return out;
}

export function fixtureFloats(shape: readonly number[], stream: number, offset = 0): Tensor<'float32'> {
  const out = zeros('float32', shape);
  for (let i = 0; i < elementCount(shape); i++) out.data[i] = Math.fround(noise(i, stream)) + offset;
  return out;
}

/** The weights that the fixtures were computed with: the stream is a parameter's place in the list. */
export function fixtureWeights(parameters: readonly ParameterSpec[]): FloatTensors {
  const weights = allocate(parameters.map(({ name, shape }) => [name, shape] as const));
  parameters.forEach(({ name, shape }, stream) => {
    const isGain = name.toLowerCase().includes('norm') && name.endsWith('weight');
    fixtureFloats(shape, stream).data.forEach((value, i) => (weights.get(name)!.data[i] = value * 0.5 + (isGain ? 1 : 0)));
  });
  return weights;
}

/** float32 (rows, time): ones up to each length. */
export function maskOf(lengths: readonly number[], time: number): Tensor<'float32'> {
  const out = zeros('float32', [lengths.length, time]);
  lengths.forEach((length, row) => out.data.fill(1, row * time, row * time + length));
  return out;
}

export function filled(shape: readonly number[], value: number): Tensor<'float32'> {
  const out = zeros('float32', shape);
  out.data.fill(value);
  return out;
}
