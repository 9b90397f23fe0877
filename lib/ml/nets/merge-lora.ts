import { clone, type Tensor } from '../tensor/tensor';
import type { FloatTensors } from '../tensor/arena';

/**
 * Folds adapters into the weights that they adapt: W + B·A·alpha/rank. Gives the network's own parameters only,
 * ready for an export that knows nothing of adapters; weights without an adapter are shared, not copied.
 */
export function mergeLora(weights: FloatTensors, { rank, alpha }: { rank: number; alpha: number }): FloatTensors {
  const merged = new Map<string, Tensor<'float32'>>();
  for (const [name, weight] of weights) {
    if (name.endsWith('.lora_A.weight') || name.endsWith('.lora_B.weight')) continue;
    const layer = name.replace(/\.weight$/, '');
    const [down, up] = [weights.get(`${layer}.lora_A.weight`), weights.get(`${layer}.lora_B.weight`)];
    merged.set(name, down && up ? addProduct(weight, up, down, alpha / rank) : weight);
  }
  return merged;
}

/** W (out, in) + scale·B (out, rank)·A (rank, in), as a new tensor. */
function addProduct(weight: Tensor<'float32'>, up: Tensor<'float32'>, down: Tensor<'float32'>, scale: number): Tensor<'float32'> {
  const result = clone(weight);
  const [out, into] = weight.shape;
  const rank = down.shape[0];
  const row = new Float64Array(into);
  for (let o = 0; o < out; o++) {
    row.fill(0);
    for (let r = 0; r < rank; r++) {
      const factor = scale * up.data[o * rank + r];
      for (let i = 0; i < into; i++) row[i] += factor * down.data[r * into + i];
    }
    for (let i = 0; i < into; i++) result.data[o * into + i] = weight.data[o * into + i] + row[i];
  }
  return result;
}
