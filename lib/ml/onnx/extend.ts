import type { DType } from '../tensor/dtype';
import { tensor } from '../tensor/tensor';
import { decodeNodes, encodeAddition } from './schema';
import { tensorData, valueInfo } from './write';

/** A value of an extended model; sizes that are free have names. */
export interface NamedValue {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly (number | string)[];
}

/** What a model gets besides what it has. Nodes stand in the order in which they are computed. */
interface Addition {
  readonly inputs: readonly NamedValue[];
  /** int64 scalars. */
  readonly constants: readonly { readonly name: string; readonly value: number }[];
  /** Of the model's own values or of the added nodes'. */
  readonly outputs: readonly NamedValue[];
  readonly nodes: readonly {
    readonly op: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly axis?: number;
  }[];
}

/** The names of what the nodes of one operator read and make, in the order of the file. Throws where the bytes are no model. */
export function nodesOf(model: Uint8Array, op: string): { readonly inputs: readonly string[]; readonly outputs: readonly string[] }[] {
  return decodeNodes(model).flatMap(({ opType, input, output }) => (opType === op ? [{ inputs: input, outputs: output }] : []));
}

/** A model with more inputs, nodes and outputs; its own are what they were. */
export function extendModel(model: Uint8Array, { inputs, constants, outputs, nodes }: Addition): Uint8Array {
  const added = encodeAddition({
    node: nodes.map(({ op, inputs: input, outputs: output, axis }, i) => ({
      input,
      output,
      name: `added_${i}`,
      opType: op,
      domain: '',
      attribute: axis === undefined ? [] : [{ name: 'axis', kind: 2, i: axis }],
    })),
    initializer: constants.map(({ name, value }) => tensorData(tensor('int64', [], BigInt64Array.of(BigInt(value))), name)),
    input: inputs.map((value) => valueInfo(value, value.name)),
    output: outputs.map((value) => valueInfo(value, value.name)),
  });
  const whole = new Uint8Array(model.length + added.length);
  whole.set(model);
  whole.set(added, model.length);
  return whole;
}
