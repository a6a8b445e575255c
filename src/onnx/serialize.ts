/** Writes a traced graph as an ONNX model. */

import type { Graph } from '../compiler/graph/value.js'
import { type Loop, loopGraph } from './loop.js'
import { encodeModel, type GraphMessage } from './messages.js'
import { bodyOf, tensorMessage, valueInfo } from './nodes.js'
import type { Port } from './port.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** ONNX 1.13: the first whose reductions all take their axes as an input, and whose scatters add. */
export const opset = 18

/** The version of the file format that came with it. */
const irVersion = 8

export interface OnnxModel {
  readonly bytes: Uint8Array
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  /** How many operations it holds, those of a loop's body counted once. */
  readonly operations: number
}

export interface SerializeOptions {
  /** Written into the model as its metadata. */
  readonly metadata?: Readonly<Record<string, string>>
  /** The version of what wrote the model. */
  readonly version?: string
  /** Runs the graph several times in one run of the model. */
  readonly loop?: Loop
  /** Numbers of inputs, by name: they are written into the model, which then does not ask for them. */
  readonly numbers?: Readonly<Record<string, Float32Array>>
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

const inputPorts = (graph: Graph): readonly Port[] =>
  graph.inputs.map(({ name, value, sizes }) => ({
    name,
    modelName: name,
    type: value.type,
    sizes: sizes ?? value.shape,
  }))

const outputPorts = (graph: Graph): readonly Port[] => {
  const taken = new Set(graph.inputs.map((input) => input.name))
  return graph.outputs.map(({ name, value, sizes }) => ({
    name,
    modelName: taken.has(name) ? `next:${name}` : name,
    type: value.type,
    sizes: sizes ?? value.shape,
  }))
}

const portInfo = ({ modelName, sizes, type }: Port) => valueInfo(modelName, sizes, type)

interface Layout {
  readonly message: GraphMessage
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  readonly operations: number
}

const plain = (graph: Graph): Layout => {
  const [inputs, outputs] = [inputPorts(graph), outputPorts(graph)]
  const body = bodyOf(graph.outputs.map(({ value }, index) => ({ value, modelName: outputs[index]?.modelName ?? '' })))
  const message = { name: 'graph', ...body, input: inputs.map(portInfo), output: outputs.map(portInfo) }
  return { message, inputs, outputs, operations: body.node.length }
}

const looped = (graph: Graph, loop: Loop): Layout => {
  const { message, operations } = loopGraph(graph, loop, inputPorts(graph), outputPorts(graph))
  const stacked = (port: Port): Port => ({ ...port, sizes: [loop.steps, ...port.sizes] })
  const counter: readonly Port[] =
    typeof loop.steps === 'string'
      ? [{ name: loop.steps, modelName: '#steps', type: 'int64', sizes: [loop.steps] }]
      : []
  const inputs = [
    ...counter,
    ...inputPorts(graph).map((port) => (loop.batched.includes(port.name) ? stacked(port) : port)),
  ]
  const outputs = outputPorts(graph).map((port) => (loop.state.includes(port.name) ? port : stacked(port)))
  return {
    message: { ...message, input: inputs.map(portInfo), output: outputs.map(portInfo) },
    inputs,
    outputs,
    operations,
  }
}

/** The names that the nodes of a graph read, those of a loop's body among them. */
const readIn = ({ node }: GraphMessage): readonly string[] =>
  node.flatMap(({ input, attribute }) => [
    ...input,
    ...attribute.flatMap(({ g }) => (g === undefined ? [] : readIn(g))),
  ])

/** Inputs with numbers become initializers; one that nothing reads is left out, since ONNX Runtime would warn of it. */
const withNumbers = (layout: Layout, numbers: Readonly<Record<string, Float32Array>>): Layout => {
  const read = new Set(readIn(layout.message))
  const initializer = layout.inputs.flatMap(({ name, modelName, sizes, type }) => {
    const values = numbers[name]
    const shape = sizes.filter((size) => typeof size === 'number')
    return values === undefined || !read.has(modelName) ? [] : [tensorMessage(modelName, shape, type, values)]
  })
  const inputs = layout.inputs.filter(({ name }) => numbers[name] === undefined)
  return {
    ...layout,
    inputs,
    message: {
      ...layout.message,
      initializer: [...initializer, ...layout.message.initializer],
      input: inputs.map(portInfo),
    },
  }
}

/**
 * The graph as an ONNX model.
 *
 * Errors: throws a `RangeError` when `loop` names an input or output the graph has not.
 */
export const serialize = (
  graph: Graph,
  { metadata = {}, version = '', loop, numbers = {} }: SerializeOptions = {},
): OnnxModel => {
  const { message, ...ports } = withNumbers(loop === undefined ? plain(graph) : looped(graph, loop), numbers)
  const bytes = encodeModel({
    irVersion,
    producerName: 'shapebound',
    producerVersion: version,
    graph: message,
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  })
  return { bytes, ...ports }
}
