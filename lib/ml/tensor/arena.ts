import { elementCount, type Tensor } from './tensor';

export type FloatTensors = ReadonlyMap<string, Tensor<'float32'>>;

/** Floats to a cache line: every tensor of an arena begins on one, which the native kernels like. */
const alignment = 16;

/**
 * Zero-filled float32 tensors that lie one after another in a single buffer, so that a network's
 * weights, gradients or moments are one allocation that lives as long as the run.
 */
export function allocate(shapes: Iterable<readonly [name: string, shape: readonly number[]]>): FloatTensors {
  const slots: { name: string; shape: readonly number[]; start: number; length: number }[] = [];
  let end = 0;
  for (const [name, shape] of shapes) {
    const length = elementCount(shape);
    slots.push({ name, shape, start: end, length });
    end += Math.ceil(length / alignment) * alignment;
  }
  const buffer = new Float32Array(end);
  return new Map(
    slots.map(({ name, shape, start, length }) => [name, { dtype: 'float32', shape, data: buffer.subarray(start, start + length) }]),
  );
}

/** Zero-filled tensors of the same names and shapes. */
export function allocateLike(tensors: FloatTensors): FloatTensors {
  return allocate([...tensors].map(([name, { shape }]) => [name, shape] as const));
}

/** Copies values by name into tensors that already exist. Throws Error where names or shapes differ. */
export function copyInto(target: FloatTensors, source: ReadonlyMap<string, Tensor>): void {
  for (const [name, to] of target) {
    const from = source.get(name);
    if (!from) throw new Error(`the weights lack ${name}`);
    if (from.dtype !== 'float32' || from.shape.join() !== to.shape.join()) {
      throw new Error(`${name} is ${from.dtype} [${from.shape.join(', ')}], expected float32 [${to.shape.join(', ')}]`);
    }
    to.data.set((from as Tensor<'float32'>).data);
  }
}
