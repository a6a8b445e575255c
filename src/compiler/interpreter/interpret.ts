/**
 * A float64 interpreter of traced graphs.
 *
 * It is slow and plain on purpose: the tests measure the kernels, the simplifications, the gradients and ONNX Runtime
 * against it, and finite differences mean something only in float64.
 */

import { type Graph, inOrder, numbersOf, type Shape, sizeOf, sourcesOf, type Value } from '../graph/value.js'
import { elementwise } from './elementwise.js'
import { layout } from './layout.js'
import { linear } from './linear.js'
import type { Evaluations, Numbers } from './numbers.js'
import { reductions } from './reductions.js'

/** Every operation, in float64. */
export const evaluations: Evaluations = { ...elementwise, ...layout, ...linear, ...reductions }

/** Every ONNX operation the interpreter knows. */
export const interpreted: readonly string[] = Object.keys(evaluations)

/** The results of one operation. Throws when it is unknown or gives the wrong number of elements: both are defects. */
export const evaluate = (
  operation: string,
  inputs: readonly Numbers[],
  attributes: Parameters<NonNullable<Evaluations[string]>>[1],
  shape: Shape,
  by: Evaluations = evaluations,
): readonly ArrayLike<number>[] => {
  const results = by[operation]?.(inputs, attributes, shape)
  if (results === undefined) throw new Error(`interpret: takes a known operation but is given ${operation}`)
  const length = results[0]?.length
  if (length !== sizeOf(shape))
    throw new Error(`interpret: ${operation} takes ${sizeOf(shape)} elements for [${shape}] but is given ${length}`)
  return results
}

export type Feeds = Readonly<Record<string, ArrayLike<number>>>

/** By which evaluations a graph is run, and inputs that are the same in every run. */
export interface Interpreting {
  readonly by?: Evaluations
  readonly held?: Feeds
}

type Results = ReadonlyMap<Value, readonly ArrayLike<number>[]>

const valuesIn = (all: readonly Results[], value: Value): ArrayLike<number> => {
  const of = value.kind === 'second' ? value.of : value
  const [first, second] = all.find((each) => each.has(of))?.get(of) ?? []
  const values = value.kind === 'second' ? second : first
  if (values === undefined) throw new Error(`interpret: takes a value made after its inputs but is given ${value.kind}`)
  return values
}

/** The results of values, each after those that it is computed from, beside those that are known. */
const resultsOf = (values: readonly Value[], known: Results, feeds: Feeds, by: Evaluations): Results => {
  const made = new Map<Value, readonly ArrayLike<number>[]>()
  const numbers = (value: Value): Numbers => ({ shape: value.shape, values: valuesIn([made, known], value) })
  for (const value of values) made.set(value, resultOf(value, feeds, numbers, by))
  return made
}

/** The values that need no input but those of some names. */
const heldAmong = (values: readonly Value[], names: Feeds): ReadonlySet<Value> => {
  const held = new Set<Value>()
  for (const value of values)
    if (value.kind === 'input' ? value.name in names : sourcesOf(value).every((source) => held.has(source)))
      held.add(value)
  return held
}

/**
 * A graph as a function of its named inputs. What follows from inputs that are held is computed once, here.
 *
 * The function gives the named outputs, row by row.
 */
export const interpreter = (
  graph: Graph,
  { by = evaluations, held = {} }: Interpreting = {},
): ((feeds: Feeds) => Readonly<Record<string, ArrayLike<number>>>) => {
  const values = inOrder(graph.outputs.map((output) => output.value))
  const still = heldAmong(values, held)
  const known = resultsOf([...still], new Map(), held, by)
  const moving = values.filter((value) => !still.has(value))
  return (feeds) => {
    const made = resultsOf(moving, known, feeds, by)
    return Object.fromEntries(graph.outputs.map(({ name, value }) => [name, valuesIn([made, known], value)]))
  }
}

/** The graph's named outputs, row by row, from its named inputs. */
export const interpret = (graph: Graph, feeds: Feeds): Readonly<Record<string, ArrayLike<number>>> =>
  interpreter(graph)(feeds)

const resultOf = (
  value: Value,
  feeds: Feeds,
  numbers: (value: Value) => Numbers,
  by: Evaluations,
): readonly ArrayLike<number>[] => {
  switch (value.kind) {
    case 'input': {
      const feed = feeds[value.name]
      if (feed?.length === sizeOf(value.shape)) return [feed]
      throw new Error(
        `interpret: takes ${sizeOf(value.shape)} numbers for ${value.name} but is given ${feed?.length ?? 'none'}`,
      )
    }
    case 'constant':
    case 'splat':
      return [numbersOf(value)]
    case 'operation':
      return evaluate(value.operation, value.inputs.map(numbers), value.attributes, value.shape, by)
    case 'second':
      return []
  }
}
