import { type GraphBuilder, type Value } from '../graph';

export interface AttentionShape {
  readonly batch: number;
  readonly time: number;
  readonly heads: number;
  /** Heads of keys and values; each serves heads/keyValueHeads query heads (Ainslie et al. 2023). */
  readonly keyValueHeads: number;
  readonly headDim: number;
}

/**
 * Scaled dot-product attention (Vaswani et al. 2017) in a training graph. Query (batch·time, heads·headDim), key and
 * value (batch·time, keyValueHeads·headDim); the mask is added to the scores and broadcasts against
 * (batch, heads, time, time). Gives (batch·time, heads·headDim).
 */
export function attend(g: GraphBuilder, query: Value, key: Value, value: Value, mask: Value | null, shape: AttentionShape): Value {
  const { batch, time, heads, keyValueHeads, headDim } = shape;
  const group = heads / keyValueHeads;
  const split = (x: Value, count: number): Value =>
    g.add('Transpose', [g.add('Reshape', [x], { shape: [batch, time, count, headDim] })], { perm: [0, 2, 1, 3] });
  // The queries of a group lie one after another, so that they meet their key in one product.
  const stacked = (x: Value): Value => (group === 1 ? x : g.add('Reshape', [x], { shape: [batch, keyValueHeads, group * time, headDim] }));
  const perHead = (x: Value, width: number): Value => (group === 1 ? x : g.add('Reshape', [x], { shape: [batch, heads, time, width] }));

  const q = stacked(split(query, heads)); // (batch, kvHeads, group·time, headDim)
  const k = split(key, keyValueHeads); // (batch, kvHeads, time, headDim)
  const v = split(value, keyValueHeads); // (batch, kvHeads, time, headDim)
  const scores = perHead(g.add('FusedMatMul', [q, k], { transB: 1, alpha: 1 / Math.sqrt(headDim) }), time); // (batch, heads, time, time)
  const weights = g.add('Softmax', [mask ? g.add('Add', [scores, mask]) : scores], { axis: -1 });
  const grouped = group === 1 ? weights : g.add('Reshape', [weights], { shape: [batch, keyValueHeads, group * time, time] });
  const mixed = perHead(g.add('FusedMatMul', [grouped, v]), headDim); // (batch, heads, time, headDim)
  const rows = g.add('Transpose', [mixed], { perm: [0, 2, 1, 3] }); // (batch, time, heads, headDim)
  return g.add('Reshape', [rows], { shape: [batch * time, heads * headDim] });
}

/** What is added to the score of a place that may not be seen: exp of it is zero, and sums stay finite. */
export const hidden = -1e9;

/** (time, time): zero where the column is not after the row. */
export function causalMask(g: GraphBuilder, time: number): Value {
  const data = new Float32Array(time * time);
  for (let row = 0; row < time; row++) data.fill(hidden, row * time + row + 1, (row + 1) * time);
  return g.constant({ dtype: 'float32', shape: [time, time], data }, 'causal_mask');
}
