import type { Value } from '../graph';
import { binaryCrossEntropy, crossEntropy, squaredError } from './loss';
import { zeroed, type Loss, type Network, type ParameterSpec, type Scope } from './network';

export interface MlpConfig {
  /** Width of the input, of every hidden layer, and of the output. */
  readonly widths: readonly [number, number, ...number[]];
  /** What the outputs are: classes (labels int32), one yes-or-no (targets float32), or one number (targets float32). */
  readonly task: 'classes' | 'binary' | 'number';
}

export interface Mlp extends Network {
  readonly config: MlpConfig;
  /** features (rows, in) → outputs (rows, out), before any softmax or sigmoid. */
  outputs(scope: Scope, features: Value): Value;
}

/** A multilayer perceptron with ReLU. A batch is `features` (rows, in), `labels` or `targets` (rows), `weights` (rows). */
export function mlp(config: MlpConfig): Mlp {
  const { widths, task } = config;
  const layers = widths.length - 1;
  const outputs = (scope: Scope, features: Value): Value => {
    let x = features; // (rows, widths[0])
    for (let layer = 0; layer < layers; layer++) {
      x = scope.linear(x, `layers.${layer}`); // (rows, widths[layer + 1])
      if (layer < layers - 1) x = scope.g.add('Relu', [x]);
    }
    return x;
  };
  return {
    config,
    outputs,
    parameters: Array.from({ length: layers }, (_, layer): ParameterSpec[] => [
      // He et al. 2015: keeps the variance through ReLU; in its uniform form.
      {
        name: `layers.${layer}.weight`,
        shape: [widths[layer + 1], widths[layer]],
        init: { kind: 'uniform', bound: Math.sqrt(6 / widths[layer]) },
      },
      { name: `layers.${layer}.bias`, shape: [widths[layer + 1]], init: zeroed },
    ]).flat(),
    loss(scope, { features, labels, targets, weights }): Loss {
      const out = outputs(scope, features);
      if (task === 'classes') return crossEntropy(scope.g, out, labels, weights);
      const single = scope.g.add('Reshape', [out], { shape: [-1] });
      return (task === 'binary' ? binaryCrossEntropy : squaredError)(scope.g, single, targets, weights);
    },
  };
}
