import { normalizeAxis, sameShape, showShape } from '../dims';
import { expectDType, operator, present, required } from '../operator';

export const indexing = {
  /** Rows of `data` along `axis` at int32 or int64 indices. */
  Gather: operator({
    domain: '',
    arity: [2, 2],
    attributes: { axis: 'int' },
    infer(inputs, attributes) {
      const [data, indices] = [present(inputs, 0), present(inputs, 1)];
      expectDType(indices, 'int32', 'int64');
      const axis = normalizeAxis(attributes.axis ?? 0, data.shape.length);
      return [{ dtype: data.dtype, shape: [...data.shape.slice(0, axis), ...indices.shape, ...data.shape.slice(axis + 1)] }];
    },
  }),
  /** One element of `data` along `axis` for each index. */
  GatherElements: operator({
    domain: '',
    arity: [2, 2],
    attributes: { axis: 'int' },
    infer(inputs, attributes) {
      const [data, indices] = [present(inputs, 0), present(inputs, 1)];
      expectDType(indices, 'int32', 'int64');
      normalizeAxis(required(attributes.axis, 'axis'), data.shape.length);
      if (data.shape.length !== indices.shape.length) throw new Error('data and indices need the same rank');
      return [{ dtype: data.dtype, shape: indices.shape }];
    },
  }),
  /**
   * `data` with `updates` added at `indices` along `axis`. Repeated indices add up: unlike ScatterND,
   * whose parallel additions lose updates in onnxruntime.
   */
  ScatterElements: operator({
    domain: '',
    arity: [3, 3],
    attributes: { axis: 'int', reduction: 'string' },
    infer(inputs, attributes) {
      const [data, indices, updates] = [present(inputs, 0), present(inputs, 1), present(inputs, 2)];
      expectDType(indices, 'int32', 'int64');
      expectDType(updates, data.dtype);
      normalizeAxis(required(attributes.axis, 'axis'), data.shape.length);
      if (attributes.reduction !== 'add') throw new Error('only addition is supported');
      if (!sameShape(indices.shape, updates.shape))
        throw new Error(`indices ${showShape(indices.shape)} and updates ${showShape(updates.shape)} differ`);
      return [data];
    },
  }),
};
