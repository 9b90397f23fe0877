import type { Rng } from '@/lib/core/rng';
import { GraphBuilder, staticShape, type Value } from '../../graph';
import { compile } from '../../onnx';
import { clone, zeros, type Tensor } from '../../tensor/tensor';
import { gradients, type VjpRules } from '..';

/** A function under test: its float inputs are differentiated, the others are held. */
export interface GradientCase {
  readonly inputs: Readonly<Record<string, Tensor>>;
  build(g: GraphBuilder, inputs: Readonly<Record<string, Value>>): Value;
}

const stepSize = 2 ** -7;

/**
 * The largest disagreement, relative to the gradient's scale, between the derived gradients and central
 * differences of Σ y·r for a random r. With `directions` 0 every element of every input is moved by itself;
 * otherwise each input is moved along that many random directions, for tensors too large to probe one by one.
 */
export async function gradientError(
  { inputs, build }: GradientCase,
  { rng, threads, directions = 0, rules }: { rng: Rng; threads: number; directions?: number; rules?: VjpRules },
): Promise<number> {
  const g = new GraphBuilder();
  const values = Object.fromEntries(Object.entries(inputs).map(([name, { dtype, shape }]) => [name, g.input(name, dtype, shape)]));
  const y = build(g, values);
  const size = staticShape(y.shape).reduce((product, dim) => product * dim, 1);
  const weights: Tensor<'float32'> = {
    dtype: 'float32',
    shape: y.shape as number[],
    data: Float32Array.from({ length: size }, () => rng.normal()),
  };
  const weighted = g.add('Mul', [y, g.input('weights', 'float32', y.shape)]);
  const loss = g.add('ReduceSum', [g.add('Reshape', [weighted], { shape: [size] })], { axes: [0], keepdims: 0 });
  const trained = Object.keys(inputs).filter((name) => inputs[name].dtype === 'float32');
  const derived = gradients(
    g,
    loss,
    trained.map((name) => values[name]),
    rules,
  );
  const forward = await compile(g.build({ y }), { threads });
  const backward = await compile(g.build(Object.fromEntries(trained.map((name, i) => [`d_${name}`, derived[i]]))), { threads });

  const feeds = new Map<string, Tensor>([
    ...Object.entries(inputs).map(([name, value]) => [name, clone(value)] as const),
    ['weights', weights],
  ]);
  const evaluate = async (): Promise<number> => {
    const out = (await forward.run(feeds)).get('y') as Tensor<'float32'>;
    return out.data.reduce((sum, value, i) => sum + value * weights.data[i], 0);
  };
  const difference = async (x: Tensor<'float32'>, direction: Float32Array): Promise<number> => {
    const original = x.data.slice();
    const move = async (step: number): Promise<number> => {
      direction.forEach((d, i) => (x.data[i] = original[i] + step * d));
      return evaluate();
    };
    const slope = ((await move(stepSize)) - (await move(-stepSize))) / (2 * stepSize);
    x.data.set(original);
    return slope;
  };

  const analytic = await backward.run(feeds);
  let worst = 0;
  for (const name of trained) {
    const x = feeds.get(name) as Tensor<'float32'>;
    const gradient = (analytic.get(`d_${name}`) as Tensor<'float32'>).data.slice();
    const scale = Math.max(1, ...gradient.map(Math.abs));
    const probes =
      directions === 0
        ? Array.from(x.data, (_, i) => Float32Array.from(x.data, (_, j) => (i === j ? 1 : 0)))
        : Array.from({ length: directions }, () => Float32Array.from(x.data, () => rng.normal() / Math.sqrt(x.data.length)));
    for (const direction of probes) {
      const expected = direction.reduce((sum, d, i) => sum + d * gradient[i], 0);
      worst = Math.max(worst, Math.abs((await difference(x, direction)) - expected) / scale);
    }
  }
  await forward.release();
  await backward.release();
  return worst;
}

/** Random float32 tensor; `low` and `high` keep it inside an operator's domain. */
export function uniform(rng: Rng, shape: readonly number[], low = -1, high = 1): Tensor<'float32'> {
  const out = zeros('float32', shape);
  out.data.forEach((_, i) => (out.data[i] = low + (high - low) * rng.next()));
  return out;
}

/** Random int32 tensor below `limit`, with repetitions wherever it is longer than that. */
export function integers(rng: Rng, shape: readonly number[], limit: number): Tensor<'int32'> {
  const out = zeros('int32', shape);
  out.data.forEach((_, i) => (out.data[i] = rng.int(limit)));
  return out;
}
