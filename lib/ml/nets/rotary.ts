import type { GraphBuilder, Value } from '../graph';
import { zeros, type Tensor } from '../tensor/tensor';

/** Cosines and sines (positions, headDim/2) of position·base^(−2i/headDim) (RoFormer, Su et al. 2021). */
export function rotaryTables(positions: number, headDim: number, base: number): { cos: Tensor<'float32'>; sin: Tensor<'float32'> } {
  const half = headDim / 2;
  const [cos, sin] = [zeros('float32', [positions, half]), zeros('float32', [positions, half])];
  for (let position = 0; position < positions; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * base ** ((-2 * i) / headDim);
      cos.data[position * half + i] = Math.cos(angle);
      sin.data[position * half + i] = Math.sin(angle);
    }
  }
  return { cos, sin };
}

/** A function that rotates x (batch·time, heads·headDim) by the positions 0 … time − 1 of its rows. */
export function rotary(g: GraphBuilder, { batch, time, headDim, base }: { batch: number; time: number; headDim: number; base: number }) {
  const { cos, sin } = rotaryTables(time, headDim, base);
  const start = g.constant({ dtype: 'int64', shape: [1], data: new BigInt64Array(1) }, 'first_position');
  const tables = [g.constant(cos, 'cos'), g.constant(sin, 'sin')];
  return (x: Value): Value => {
    const width = x.shape[1] as number;
    const byRow = g.add('Reshape', [x], { shape: [batch, time, width] });
    return g.add('Reshape', [g.add('RotaryEmbedding', [byRow, start, ...tables])], { shape: [batch * time, width] });
  };
}
