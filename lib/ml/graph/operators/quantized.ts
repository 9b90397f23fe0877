import { showShape } from '../dims';
import { expectDType, operator, present } from '../operator';

export const quantized = {
  /** A·B with A quantised to int8 on the fly; B int8 (in, out) with one scale per column; an optional bias at the end. */
  DynamicQuantizeMatMul: operator({
    domain: 'com.microsoft',
    arity: [3, 5],
    attributes: {},
    infer(inputs) {
      const [a, b, scale] = [present(inputs, 0), present(inputs, 1), present(inputs, 2)];
      expectDType(a, 'float32');
      expectDType(b, 'int8', 'uint8');
      if (a.shape.at(-1) !== b.shape[0] || scale.shape[0] !== b.shape[1])
        throw new Error(`${showShape(a.shape)} times ${showShape(b.shape)}`);
      return [{ dtype: 'float32', shape: a.shape.with(-1, b.shape[1]) }];
    },
  }),
};
