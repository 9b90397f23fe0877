import { castTargets, lower, verify, type Graph, type Node, type Value } from '../graph';
import type { AttributeKind, AttributeValue } from '../graph/operator';
import { describe } from '../graph/operators';
import { bytesOf, tensor, type Tensor } from '../tensor/tensor';
import { encodeModel, type Attribute, type NodeData, type TensorData, type ValueInfo } from './schema';

/** What the operators of the table need: Gelu and its like come from the runtime's own domain. */
const opsets = [
  { domain: '', version: 18 },
  { domain: 'com.microsoft', version: 1 },
];
const irVersion = 10;

/** ONNX's numbers of the attribute kinds (AttributeProto.AttributeType). */
const attributeKinds: Record<AttributeKind, number> = { float: 1, int: 2, string: 3, tensor: 4, ints: 7 };

/**
 * Writes a graph as an ONNX model. The graph is verified first (GraphError), composites are lowered, and
 * outputs take the names that the graph gives them.
 */
export function writeOnnx(source: Graph): Uint8Array {
  verify(source);
  const graph = lower(source);
  verify(graph);
  const outputNames = nameOutputs(graph);
  const nameOf = (value: Value | null): string => (value === null ? '' : (outputNames.get(value) ?? value.name));
  const initializer: TensorData[] = [...graph.constants].map(([value, data]) => tensorData(data, nameOf(value)));
  const node: NodeData[] = graph.nodes.map((source, index) => writeNode(source, index, nameOf, initializer));
  for (const [name, value] of graph.outputs) {
    if (nameOf(value) !== name)
      node.push({ input: [nameOf(value)], output: [name], name: `output_${name}`, opType: 'Identity', domain: '', attribute: [] });
  }
  return encodeModel({
    irVersion,
    producerName: 'loam',
    opsetImport: opsets,
    graph: {
      name: 'graph',
      node,
      initializer,
      input: graph.inputs.map((value) => valueInfo(value, value.name)),
      output: [...graph.outputs].map(([name, value]) => valueInfo(value, name)),
    },
  });
}

/** An output that some node makes is renamed at its source; an input or a second name of one value needs a copy. */
function nameOutputs(graph: Graph): Map<Value, string> {
  const names = new Map<Value, string>();
  for (const [name, value] of graph.outputs) {
    if (value.producer && !names.has(value)) names.set(value, name);
  }
  return names;
}

function writeNode(node: Node, index: number, nameOf: (value: Value | null) => string, initializer: TensorData[]): NodeData {
  const { domain, attributes: kinds, asInputs = [] } = describe(node.op);
  const input = node.inputs.map(nameOf);
  for (const attribute of asInputs) {
    const values = node.attributes[attribute] as readonly number[];
    const name = `${node.op}_${index}_${attribute}`;
    // CumSum alone wants its axis as a scalar.
    const shape = node.op === 'CumSum' ? [] : [values.length];
    initializer.push(tensorData(tensor('int64', shape, BigInt64Array.from(values, BigInt)), name));
    input.push(name);
  }
  const attribute = Object.entries(node.attributes).flatMap(([name, value]) =>
    value === undefined || asInputs.includes(name) ? [] : [writeAttribute(name, kinds[name], value)],
  );
  return { input, output: node.outputs.map(nameOf), name: `${node.op}_${index}`, opType: node.op, domain, attribute };
}

function writeAttribute(name: string, kind: AttributeKind, value: AttributeValue): Attribute {
  const attribute = { name, kind: attributeKinds[kind] };
  switch (kind) {
    case 'float':
      return { ...attribute, f: value as number };
    case 'int':
      return { ...attribute, i: value as number };
    case 'ints':
      return { ...attribute, ints: value as readonly number[] };
    case 'string':
      return { ...attribute, s: new TextEncoder().encode(value as string) };
    case 'tensor':
      return { ...attribute, t: tensorData(value as Tensor) };
  }
}

export function tensorData(source: Tensor, name?: string): TensorData {
  return { dims: source.shape, dataType: castTargets[source.dtype], rawData: bytesOf(source), ...(name === undefined ? {} : { name }) };
}

export function valueInfo({ dtype, shape }: Pick<Value, 'dtype' | 'shape'>, name: string): ValueInfo {
  const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: castTargets[dtype], shape: { dim } } } };
}
