/**
 * The protobuf messages of an ONNX model, and their encoding.
 *
 * Source: onnx.proto of ONNX 1.15; only the fields a traced graph needs, under their own numbers.
 */

import { PbfWriter } from 'pbf'

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

type Write<Message> = (message: Message, to: PbfWriter) => void

/** A message that may be left out. */
const writeOne = <Message>(to: PbfWriter, id: number, write: Write<Message>, message: Message | undefined): void => {
  if (message !== undefined) to.writeMessage(id, write, message)
}

const writeAll = <Message>(to: PbfWriter, id: number, write: Write<Message>, messages: readonly Message[]): void => {
  for (const message of messages) to.writeMessage(id, write, message)
}

const writeTexts = (to: PbfWriter, id: number, texts: readonly string[]): void => {
  for (const text of texts) to.writeStringField(id, text)
}

const tensor: Write<TensorMessage> = ({ dims, dataType, name, rawData }, to) => {
  to.writePackedVarint(1, [...dims])
  to.writeVarintField(2, dataType)
  to.writeStringField(8, name)
  to.writeBytesField(9, rawData)
}

const attribute: Write<AttributeMessage> = ({ name, f, i, s, t, g, ints = [], type }, to) => {
  to.writeStringField(1, name)
  if (f !== undefined) to.writeFloatField(2, f)
  if (i !== undefined) to.writeVarintField(3, i)
  if (s !== undefined) to.writeBytesField(4, s)
  writeOne(to, 5, tensor, t)
  writeOne(to, 6, graph, g)
  to.writePackedVarint(8, [...ints])
  to.writeVarintField(20, type)
}

const node: Write<NodeMessage> = (message, to) => {
  writeTexts(to, 1, message.input)
  writeTexts(to, 2, message.output)
  to.writeStringField(3, message.name)
  to.writeStringField(4, message.opType)
  writeAll(to, 5, attribute, message.attribute)
}

const dimension: Write<DimensionMessage> = ({ dimValue, dimParam }, to) => {
  if (dimValue !== undefined) to.writeVarintField(1, dimValue)
  if (dimParam !== undefined) to.writeStringField(2, dimParam)
}

const shape: Write<ValueInfoMessage['type']['tensorType']['shape']> = ({ dim }, to) => writeAll(to, 1, dimension, dim)

const tensorType: Write<ValueInfoMessage['type']['tensorType']> = (message, to) => {
  to.writeVarintField(1, message.elemType)
  to.writeMessage(2, shape, message.shape)
}

const type: Write<ValueInfoMessage['type']> = (message, to) => to.writeMessage(1, tensorType, message.tensorType)

const valueInfo: Write<ValueInfoMessage> = (message, to) => {
  to.writeStringField(1, message.name)
  to.writeMessage(2, type, message.type)
}

const graph: Write<GraphMessage> = (message, to) => {
  writeAll(to, 1, node, message.node)
  to.writeStringField(2, message.name)
  writeAll(to, 5, tensor, message.initializer)
  writeAll(to, 11, valueInfo, message.input)
  writeAll(to, 12, valueInfo, message.output)
}

const operators: Write<ModelMessage['opsetImport'][number]> = ({ domain, version }, to) => {
  to.writeStringField(1, domain)
  to.writeVarintField(2, version)
}

const property: Write<ModelMessage['metadataProps'][number]> = ({ key, value }, to) => {
  to.writeStringField(1, key)
  to.writeStringField(2, value)
}

const model: Write<ModelMessage> = (message, to) => {
  to.writeVarintField(1, message.irVersion)
  to.writeStringField(2, message.producerName)
  to.writeStringField(3, message.producerVersion)
  to.writeMessage(7, graph, message.graph)
  writeAll(to, 8, operators, message.opsetImport)
  writeAll(to, 14, property, message.metadataProps)
}

/** The bytes of an ONNX model. */
export const encodeModel = (message: ModelMessage): Uint8Array => {
  const to = new PbfWriter()
  model(message, to)
  return to.finish().slice() // its buffer is larger than the model
}
