import { showShape } from '../dims';
import { expectDType, operator, present } from '../operator';

export const loss = {
  /**
   * logits (rows, classes) and labels int32 (rows) → negative log-likelihood per row (rows), and the
   * probabilities (rows, classes), which the gradient needs. Beyond about 103 nats, where float32
   * probabilities end, a row's loss is infinite; its gradient stays finite.
   */
  SoftmaxCrossEntropy: operator({
    domain: 'loam',
    arity: [2, 2],
    attributes: {},
    infer(inputs) {
      const [logits, labels] = [present(inputs, 0), present(inputs, 1)];
      expectDType(logits, 'float32');
      expectDType(labels, 'int32', 'int64');
      if (logits.shape.length !== 2 || labels.shape.length !== 1 || labels.shape[0] !== logits.shape[0]) {
        throw new Error(`logits ${showShape(logits.shape)} do not fit labels ${showShape(labels.shape)}`);
      }
      return [{ dtype: 'float32', shape: labels.shape }, logits];
    },
  }),
};
