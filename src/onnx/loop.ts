/**
 * The form of a model that runs its graph several times in one run.
 *
 * Results of a run are copied out of the runtime at 0.15-0.4 ms a megabyte, so parameters and moments stay inside an
 * ONNX `Scan` for several steps: measured 4.4 ms a step instead of 6.2-7.3. A `Scan` and not a `Loop`, since ONNX Runtime
 * gives each step of it a view of its rows, where a `Loop` would copy them.
 */

import type { Graph } from '../compiler/graph/value.js'
import type { AttributeMessage, GraphMessage } from './messages.js'
import { bodyOf, nodeMessage, tensorMessage, valueInfo } from './nodes.js'
import type { Port } from './port.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

export interface Loop {
  /** How many, or a name: then the model takes an input of that name, of as many int64 numbers as steps are to be run. */
  readonly steps: number | string
  /** Inputs that differ from step to step: the model takes them with a leading axis of steps. */
  readonly batched: readonly string[]
  /** Names that are both an input and an output: each step takes what the step before gave. The model gives the last. */
  readonly state: readonly string[]
  // Every other input is the same for all steps; every other output is stacked along a leading axis of steps.
}

// -----------------------------------------------------------------------------
// names
// -----------------------------------------------------------------------------

const find = (ports: readonly Port[], name: string, what: string): Port => {
  const port = ports.find((candidate) => candidate.name === name)
  if (port !== undefined) return port
  throw new RangeError(`loop: ${name} must be an ${what}, one of ${ports.map((candidate) => candidate.name)}`)
}

// -----------------------------------------------------------------------------
// body
// -----------------------------------------------------------------------------

/** The name of what is carried, inside the body: ONNX forbids that a body's own names hide those of the outer graph. */
const inLoop = (name: string): string => `step:${name}`

/** What a loop carries, sorted by how it does so. */
interface LoopState {
  readonly batched: readonly Port[]
  readonly stateIn: readonly Port[]
  /** The state's outputs, in the same order, then the stacked ones: ONNX wants them so. */
  readonly results: readonly Port[]
}

const carriedBy = ({ batched, state }: Loop, inputs: readonly Port[], outputs: readonly Port[]): LoopState => ({
  batched: batched.map((name) => find(inputs, name, 'input')),
  stateIn: state.map((name) => find(inputs, name, 'input')),
  results: [
    ...state.map((name) => find(outputs, name, 'output')),
    ...outputs.filter((port) => !state.includes(port.name)),
  ],
})

/** One step: computes the results from what is carried and from its rows of each batched input. */
const bodyGraph = (graph: Graph, { batched, stateIn, results }: LoopState): GraphMessage => {
  const named = results.flatMap((port) =>
    graph.outputs
      .filter((output) => output.name === port.name)
      .map(({ value }) => ({ value, modelName: inLoop(port.modelName) })),
  )
  const body = bodyOf(named)
  const renamed = new Set([...batched, ...stateIn].map((port) => port.name))
  const rename = (name: string) => (renamed.has(name) ? inLoop(name) : name)
  const info = ({ modelName, sizes, type }: Port) => valueInfo(inLoop(modelName), sizes, type)
  return {
    name: 'step',
    node: body.node.map((node) => ({ ...node, input: node.input.map(rename) })),
    initializer: body.initializer,
    input: [...stateIn.map(info), valueInfo('#step', [], 'int64'), ...batched.map(info)],
    output: results.map(info),
  }
}

/**
 * The outer graph without its inputs and outputs, which `serialize` declares, and how many operations its body holds.
 *
 * Errors: throws a `RangeError` when the loop names an input or output the graph has not.
 */
export const loopGraph = (
  graph: Graph,
  loop: Loop,
  inputs: readonly Port[],
  outputs: readonly Port[],
): { readonly message: GraphMessage; readonly operations: number } => {
  const carried = carriedBy(loop, inputs, outputs)
  const body = bodyGraph(graph, carried)
  const parts: readonly AttributeMessage[] = [
    { name: 'body', type: 5, g: body },
    { name: 'num_scan_inputs', type: 2, i: 1 + carried.batched.length },
  ]
  const nameOf = (port: Port): string => port.modelName
  // the numbers of the steps come first, so that there is something to go through where nothing else is batched
  const sources = [...carried.stateIn.map(nameOf), '#steps', ...carried.batched.map(nameOf)]
  const node = nodeMessage('Scan', sources, carried.results.map(nameOf))
  const initializer =
    typeof loop.steps === 'number'
      ? [tensorMessage('#steps', [loop.steps], 'int64', [...Array(loop.steps).keys()])]
      : []
  return {
    message: { name: 'loop', node: [{ ...node, attribute: parts }], initializer, input: [], output: [] },
    operations: body.node.length,
  }
}
