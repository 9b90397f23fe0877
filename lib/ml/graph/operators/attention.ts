import { addDims, showShape } from '../dims';
import { expectDType, operator, present, required } from '../operator';

export const attention = {
  /**
   * Rotates pairs (i, i + headDim/2) of every head by the angle of its position (RoFormer, Su et al. 2021).
   * x (batch, time, width), position_ids int64 (1) or (batch, time), cos and sin (positions, headDim/2).
   */
  RotaryEmbedding: operator({
    domain: 'com.microsoft',
    arity: [4, 4],
    attributes: { interleaved: 'int', num_heads: 'int' },
    infer(inputs) {
      const [x, positions, cos, sin] = [present(inputs, 0), present(inputs, 1), present(inputs, 2), present(inputs, 3)];
      expectDType(x, 'float32');
      expectDType(positions, 'int64');
      const [width, half] = [x.shape.at(-1), cos.shape[1]];
      if (x.shape.length !== 3 || cos.shape.join() !== sin.shape.join())
        throw new Error(`cannot rotate ${showShape(x.shape)} by ${showShape(cos.shape)}`);
      if (typeof width === 'number' && typeof half === 'number' && width % (2 * half) !== 0)
        throw new Error(`heads of ${2 * half} do not divide ${width}`);
      return [x];
    },
  }),
  /**
   * Attention with a key–value cache, for inference. query (batch, time, heads·headDim), key and value
   * (batch, time, kvHeads·headDim), past key and value (batch, kvHeads, past, headDim), seqlens_k int32 (batch) = length − 1,
   * total length int32 (1), three inputs for rotation that stay empty here, attention bias (batch, 1, time, total).
   */
  GroupQueryAttention: operator({
    domain: 'com.microsoft',
    arity: [7, 11],
    attributes: { num_heads: 'int', kv_num_heads: 'int', scale: 'float' },
    infer(inputs, attributes) {
      const [query, pastKey] = [present(inputs, 0), present(inputs, 3)];
      required(attributes.num_heads, 'num_heads');
      required(attributes.kv_num_heads, 'kv_num_heads');
      const grown = pastKey.shape.with(2, addDims(pastKey.shape[2], query.shape[1]));
      const cache = { dtype: 'float32', shape: grown } as const;
      return [query, cache, cache];
    },
  }),
};
