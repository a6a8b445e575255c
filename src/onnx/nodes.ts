/** Traced values as ONNX nodes and initializers. */

import { onnxType } from '../compiler/graph/elementwise.js'
import {
  type Attribute,
  type Attributes,
  type ConstantValue,
  type ElementType,
  type GraphOutput,
  inOrder,
  numbersOf,
  type Shape,
  type SplatValue,
  type SymbolicSize,
  sizeOf,
  type Value,
} from '../compiler/graph/value.js'
import type { AttributeMessage, NodeMessage, TensorMessage, ValueInfoMessage } from './messages.js'

// -----------------------------------------------------------------------------
// parts
// -----------------------------------------------------------------------------

const rawNumbers = (type: ElementType, values: ArrayLike<number>): ArrayBufferView => {
  switch (type) {
    case 'float32':
      return Float32Array.from(values)
    case 'int32':
      return Int32Array.from(values)
    case 'int64':
      return BigInt64Array.from(Array.from(values, BigInt))
    case 'bool':
      return Uint8Array.from(values)
  }
}

export const tensorMessage = (
  name: string,
  shape: Shape,
  type: ElementType,
  values: ArrayLike<number>,
): TensorMessage => {
  const { buffer, byteOffset, byteLength } = rawNumbers(type, values)
  return { name, dims: shape, dataType: onnxType[type], rawData: new Uint8Array(buffer, byteOffset, byteLength) }
}

const text = new TextEncoder()

const attributeMessage = (name: string, value: Attribute): AttributeMessage => {
  if (typeof value === 'number') return { name, type: 2, i: value }
  if (typeof value === 'string') return { name, type: 3, s: text.encode(value) }
  return 'float' in value ? { name, type: 1, f: value.float } : { name, type: 7, ints: value }
}

export const nodeMessage = (
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Attributes = {},
): NodeMessage => ({
  opType,
  input,
  output,
  name: `${opType} ${output[0]}`,
  attribute: Object.entries(attributes).map(([name, value]) => attributeMessage(name, value)),
})

export const valueInfo = (name: string, sizes: readonly SymbolicSize[], type: ElementType): ValueInfoMessage => ({
  name,
  type: {
    tensorType: {
      elemType: onnxType[type],
      shape: { dim: sizes.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size })) },
    },
  },
})

/** A splat longer than this is written as an operation that fills it, not as bytes. */
const longestFill = 64

const fillNode = (name: string, splat: SplatValue, shapeName: string): NodeMessage => ({
  ...nodeMessage('ConstantOfShape', [shapeName], [name]),
  attribute: [{ name: 'value', type: 4, t: tensorMessage('', [1], splat.type, [splat.value]) }],
})

// -----------------------------------------------------------------------------
// body
// -----------------------------------------------------------------------------

export interface Body {
  readonly node: readonly NodeMessage[]
  readonly initializer: readonly TensorMessage[]
}

/** An output of a graph under the name it has in the model. */
export type NamedOutput = Pick<GraphOutput, 'value'> & { readonly modelName: string }

/** `#` keeps the names of inner values apart from a caller's, who is refused names that begin with it. */
const ownName = (value: Value): string => {
  if (value.kind === 'input') return value.name
  return value.kind === 'second' ? `#${value.of.id}:1` : `#${value.id}`
}

/** Operations whose second result ONNX wants to have a name, also where nothing reads it. */
const ALWAYS_TWO: readonly string[] = ['TopK']

/** The nodes and initializers that compute the outputs. An output is named where it is made: a renaming is a copy. */
export const bodyOf = (outputs: readonly NamedOutput[]): Body => {
  const names = new Map<Value, string>()
  for (const { value, modelName } of outputs)
    if (value.kind === 'operation' && !names.has(value)) names.set(value, modelName)
  const nameOf = (value: Value): string => names.get(value) ?? ownName(value)

  const values = inOrder(outputs.map((output) => output.value))
  const twice = new Set(values.flatMap((value) => (value.kind === 'second' ? [value.of.id] : [])))
  const node: NodeMessage[] = []
  const initializer: TensorMessage[] = []
  const known = (value: ConstantValue | SplatValue): void => {
    if (value.kind === 'splat' && sizeOf(value.shape) > longestFill) {
      initializer.push(tensorMessage(`#${value.id}:shape`, [value.shape.length], 'int64', value.shape))
      node.push(fillNode(nameOf(value), value, `#${value.id}:shape`))
    } else initializer.push(tensorMessage(nameOf(value), value.shape, value.type, numbersOf(value)))
  }
  for (const value of values) {
    if (value.kind === 'constant' || value.kind === 'splat') known(value)
    if (value.kind !== 'operation') continue
    const isTwice = twice.has(value.id) || ALWAYS_TWO.includes(value.operation)
    const results = isTwice ? [nameOf(value), `#${value.id}:1`] : [nameOf(value)]
    node.push(nodeMessage(value.operation, value.inputs.map(nameOf), results, value.attributes))
  }
  for (const { value, modelName } of outputs)
    if (nameOf(value) !== modelName) node.push(nodeMessage('Identity', [nameOf(value)], [modelName]))
  return { node, initializer }
}
