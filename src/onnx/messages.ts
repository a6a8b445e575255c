/**
 * The protobuf messages of an ONNX model, and their encoding.
 *
 * Source: onnx.proto of ONNX 1.15; only the fields a traced graph needs, under their own numbers.
 */

import protobuf from 'protobufjs/light.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

export interface TensorMessage {
  readonly name: string
  readonly dims: readonly number[]
  readonly dataType: number
  readonly rawData: Uint8Array
}

/** `type` says which of the others is meant: 1 f, 2 i, 3 s, 4 t, 5 g, 7 ints. */
export interface AttributeMessage {
  readonly name: string
  readonly type: number
  readonly f?: number
  readonly i?: number
  readonly s?: Uint8Array
  readonly t?: TensorMessage
  readonly g?: GraphMessage
  readonly ints?: readonly number[]
}

export interface NodeMessage {
  readonly input: readonly string[]
  readonly output: readonly string[]
  readonly name: string
  readonly opType: string
  readonly attribute: readonly AttributeMessage[]
}

export interface DimensionMessage {
  readonly dimValue?: number
  readonly dimParam?: string
}

export interface ValueInfoMessage {
  readonly name: string
  readonly type: {
    readonly tensorType: { readonly elemType: number; readonly shape: { readonly dim: readonly DimensionMessage[] } }
  }
}

export interface GraphMessage {
  readonly name: string
  readonly node: readonly NodeMessage[]
  readonly initializer: readonly TensorMessage[]
  readonly input: readonly ValueInfoMessage[]
  readonly output: readonly ValueInfoMessage[]
}

export interface ModelMessage {
  readonly irVersion: number
  readonly producerName: string
  readonly producerVersion: string
  readonly graph: GraphMessage
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[]
  readonly metadataProps: readonly { readonly key: string; readonly value: string }[]
}

// -----------------------------------------------------------------------------
// encoding
// -----------------------------------------------------------------------------

const one = (type: string, id: number) => ({ type, id })
const many = (type: string, id: number) => ({ rule: 'repeated', type, id })

const schema = protobuf.Root.fromJSON({
  nested: {
    StringStringEntry: { fields: { key: one('string', 1), value: one('string', 2) } },
    OperatorSetId: { fields: { domain: one('string', 1), version: one('int64', 2) } },
    Dimension: { fields: { dimValue: one('int64', 1), dimParam: one('string', 2) } },
    TensorShape: { fields: { dim: many('Dimension', 1) } },
    TensorType: { fields: { elemType: one('int32', 1), shape: one('TensorShape', 2) } },
    Type: { fields: { tensorType: one('TensorType', 1) } },
    ValueInfo: { fields: { name: one('string', 1), type: one('Type', 2) } },
    Tensor: {
      fields: {
        dims: many('int64', 1),
        dataType: one('int32', 2),
        name: one('string', 8),
        rawData: one('bytes', 9),
      },
    },
    Attribute: {
      fields: {
        name: one('string', 1),
        f: one('float', 2),
        i: one('int64', 3),
        s: one('bytes', 4),
        t: one('Tensor', 5),
        g: one('Graph', 6),
        ints: many('int64', 8),
        type: one('int32', 20),
      },
    },
    Node: {
      fields: {
        input: many('string', 1),
        output: many('string', 2),
        name: one('string', 3),
        opType: one('string', 4),
        attribute: many('Attribute', 5),
      },
    },
    Graph: {
      fields: {
        node: many('Node', 1),
        name: one('string', 2),
        initializer: many('Tensor', 5),
        input: many('ValueInfo', 11),
        output: many('ValueInfo', 12),
      },
    },
    Model: {
      fields: {
        irVersion: one('int64', 1),
        producerName: one('string', 2),
        producerVersion: one('string', 3),
        graph: one('Graph', 7),
        opsetImport: many('OperatorSetId', 8),
        metadataProps: many('StringStringEntry', 14),
      },
    },
  },
})

/** The bytes of an ONNX model. */
export const encodeModel = (model: ModelMessage): Uint8Array =>
  schema
    .lookupType('Model')
    // The library wants an index signature, which an interface of ours has not; it only reads the fields above.
    .encode(model as ModelMessage & Record<string, unknown>)
    .finish()
