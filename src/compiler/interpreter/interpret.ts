/**
 * A float64 interpreter of traced graphs.
 *
 * It is slow and plain on purpose: the tests measure the kernels, the simplifications, the gradients and ONNX Runtime
 * against it, and finite differences mean something only in float64.
 */

import { type Graph, inOrder, numbersOf, type Shape, sizeOf, type Value } from '../graph/value.js'
import { elementwise } from './elementwise.js'
import { layout } from './layout.js'
import { linear } from './linear.js'
import type { Evaluations, Numbers } from './numbers.js'
import { reductions } from './reductions.js'

const evaluations: Evaluations = { ...elementwise, ...layout, ...linear, ...reductions }

/** Every ONNX operation the interpreter knows. */
export const interpreted: readonly string[] = Object.keys(evaluations)

/** The results of one operation. Throws when it is unknown or gives the wrong number of elements: both are defects. */
export const evaluate = (
  operation: string,
  inputs: readonly Numbers[],
  attributes: Parameters<NonNullable<Evaluations[string]>>[1],
  shape: Shape,
): readonly ArrayLike<number>[] => {
  const results = evaluations[operation]?.(inputs, attributes, shape)
  if (results === undefined) throw new Error(`interpret: takes a known operation but is given ${operation}`)
  const length = results[0]?.length
  if (length !== sizeOf(shape))
    throw new Error(`interpret: ${operation} takes ${sizeOf(shape)} elements for [${shape}] but is given ${length}`)
  return results
}

export type Feeds = Readonly<Record<string, ArrayLike<number>>>

/** The graph's named outputs, row by row, from its named inputs. */
export const interpret = (graph: Graph, feeds: Feeds): Readonly<Record<string, ArrayLike<number>>> => {
  const results = new Map<Value, readonly ArrayLike<number>[]>()
  const valuesOf = (value: Value): ArrayLike<number> => {
    const [first, second] = results.get(value.kind === 'second' ? value.of : value) ?? []
    const values = value.kind === 'second' ? second : first
    if (values === undefined)
      throw new Error(`interpret: takes a value made after its inputs but is given ${value.kind}`)
    return values
  }
  const numbers = (value: Value): Numbers => ({ shape: value.shape, values: valuesOf(value) })
  for (const value of inOrder(graph.outputs.map((output) => output.value)))
    results.set(value, [...resultsOf(value, feeds, numbers)])
  return Object.fromEntries(graph.outputs.map(({ name, value }) => [name, valuesOf(value)]))
}

const resultsOf = (value: Value, feeds: Feeds, numbers: (value: Value) => Numbers): readonly ArrayLike<number>[] => {
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
      return evaluate(value.operation, value.inputs.map(numbers), value.attributes, value.shape)
    case 'second':
      return []
  }
}
