import protobuf from 'protobufjs';

/**
 * The part of ONNX's file format that the engine writes. Field numbers are those of the ONNX specification
 * (onnx.proto, IR version 10); the rest of the format is left out.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: { type: 'int64', id: 1 },
        producerName: { type: 'string', id: 2 },
        graph: { type: 'Graph', id: 7 },
        opsetImport: { rule: 'repeated', type: 'OperatorSet', id: 8 },
      },
    },
    OperatorSet: { fields: { domain: { type: 'string', id: 1 }, version: { type: 'int64', id: 2 } } },
    Graph: {
      fields: {
        node: { rule: 'repeated', type: 'Node', id: 1 },
        name: { type: 'string', id: 2 },
        initializer: { rule: 'repeated', type: 'TensorData', id: 5 },
        input: { rule: 'repeated', type: 'ValueInfo', id: 11 },
        output: { rule: 'repeated', type: 'ValueInfo', id: 12 },
      },
    },
    Node: {
      fields: {
        input: { rule: 'repeated', type: 'string', id: 1 },
        output: { rule: 'repeated', type: 'string', id: 2 },
        name: { type: 'string', id: 3 },
        opType: { type: 'string', id: 4 },
        attribute: { rule: 'repeated', type: 'Attribute', id: 5 },
        domain: { type: 'string', id: 7 },
      },
    },
    Attribute: {
      fields: {
        name: { type: 'string', id: 1 },
        f: { type: 'float', id: 2 },
        i: { type: 'int64', id: 3 },
        s: { type: 'bytes', id: 4 },
        t: { type: 'TensorData', id: 5 },
        ints: { rule: 'repeated', type: 'int64', id: 8 },
        kind: { type: 'int32', id: 20 },
      },
    },
    TensorData: {
      fields: {
        dims: { rule: 'repeated', type: 'int64', id: 1 },
        dataType: { type: 'int32', id: 2 },
        name: { type: 'string', id: 8 },
        rawData: { type: 'bytes', id: 9 },
      },
    },
    ValueInfo: { fields: { name: { type: 'string', id: 1 }, type: { type: 'ValueType', id: 2 } } },
    ValueType: { fields: { tensorType: { type: 'TensorType', id: 1 } } },
    TensorType: { fields: { elemType: { type: 'int32', id: 1 }, shape: { type: 'TensorShape', id: 2 } } },
    TensorShape: { fields: { dim: { rule: 'repeated', type: 'Dimension', id: 1 } } },
    Dimension: {
      oneofs: { value: { oneof: ['dimValue', 'dimParam'] } },
      fields: { dimValue: { type: 'int64', id: 1 }, dimParam: { type: 'string', id: 2 } },
    },
  },
});

const modelType = root.lookupType('Model');

export interface TensorData {
  dims: readonly number[];
  dataType: number;
  name?: string;
  rawData: Uint8Array;
}

export interface Attribute {
  name: string;
  kind: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  t?: TensorData;
  ints?: readonly number[];
}

export interface NodeData {
  input: readonly string[];
  output: readonly string[];
  name: string;
  opType: string;
  domain: string;
  attribute: readonly Attribute[];
}

export interface ValueInfo {
  name: string;
  type: { tensorType: { elemType: number; shape: { dim: readonly ({ dimValue: number } | { dimParam: string })[] } } };
}

export interface Model {
  irVersion: number;
  producerName: string;
  opsetImport: readonly { domain: string; version: number }[];
  graph: {
    name: string;
    node: readonly NodeData[];
    initializer: readonly TensorData[];
    input: readonly ValueInfo[];
    output: readonly ValueInfo[];
  };
}

/** The bytes of an .onnx file. */
export function encodeModel(model: Model): Uint8Array {
  return modelType.encode(modelType.create(model)).finish();
}

/** The bytes that add to a model's graph where they follow the model's own: of the format's messages, what is repeated is joined. */
export function encodeAddition(graph: Partial<Model['graph']>): Uint8Array {
  return modelType.encode(modelType.create({ graph })).finish();
}

/** The nodes of an .onnx file. Throws where the bytes are none. */
export function decodeNodes(model: Uint8Array): readonly NodeData[] {
  return (modelType.decode(model) as unknown as Model).graph.node;
}
