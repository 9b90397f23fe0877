import type { GraphBuilder, Value } from '../graph';
import type { Loss } from './network';

/** Sum over a vector. */
export function sum(g: GraphBuilder, values: Value): Value {
  return g.add('ReduceSum', [values], { axes: values.shape.map((_, i) => i), keepdims: 0 });
}

/**
 * Cross-entropy of logits (rows, classes) with labels int32 (rows). A row's weight scales its loss and its
 * gradient; zero leaves it out, which is how padding and prefixes are masked.
 */
export function crossEntropy(g: GraphBuilder, logits: Value, labels: Value, weights: Value): Loss {
  const rows = g.add('SoftmaxCrossEntropy', [logits, labels]); // (rows)
  // A row without weight must not count even where its loss is infinite.
  const counted = g.add('Where', [g.add('Greater', [weights, g.scalar(0)]), rows, g.scalar(0)]);
  return { total: sum(g, g.add('Mul', [counted, weights])), weight: sum(g, weights) };
}

/** Squared error between predictions and targets (rows), weighted by row. */
export function squaredError(g: GraphBuilder, predictions: Value, targets: Value, weights: Value): Loss {
  const error = g.add('Sub', [predictions, targets]);
  return { total: sum(g, g.add('Mul', [g.add('Mul', [error, error]), weights])), weight: sum(g, weights) };
}

/** Binary cross-entropy from logits (rows) with targets in [0, 1]: softplus(z) − z·y, stable for any z. */
export function binaryCrossEntropy(g: GraphBuilder, logits: Value, targets: Value, weights: Value): Loss {
  const rows = g.add('Sub', [g.add('Softplus', [logits]), g.add('Mul', [logits, targets])]);
  return { total: sum(g, g.add('Mul', [rows, weights])), weight: sum(g, weights) };
}
