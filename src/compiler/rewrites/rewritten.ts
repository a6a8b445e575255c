/** Writes a graph anew, with others in place of some of its operations: for what runs it and has not got them. */

import { type Builder, makeBuilder } from '../graph/builder.js'
import { type Graph, inOrder, type OperationValue, type Value } from '../graph/value.js'

/** What an operation gives, and its second result where that is read. */
export type Results = readonly [first: Value, second?: Value]

/** What takes the place of an operation of some inputs, whose second result is read or not; `undefined` where it stays. */
export type Replacement = (builder: Builder, operation: OperationValue, isSecondRead: boolean) => Results | undefined

/** Replacements by the names of operations. */
export type Replacements = Readonly<Record<string, Replacement>>

/** The same value in another builder, of results that are there already. */
const anew = (
  builder: Builder,
  value: Value,
  resultsOf: (value: Value) => Results,
  replace: (operation: OperationValue) => Results | undefined,
): Results => {
  switch (value.kind) {
    case 'input':
      return [builder.input(value.name, value.shape, value.type)]
    case 'constant':
      return [builder.constant(value.values, value.shape, value.type)]
    case 'splat':
      return [builder.splat(value.value, value.shape, value.type)]
    case 'operation': {
      const inputs = value.inputs.map((input) => resultsOf(input)[0])
      const { operation, shape, type, attributes } = value
      return replace({ ...value, inputs }) ?? [builder.operation(operation, inputs, shape, type, attributes)]
    }
    case 'second': {
      const [first, second] = resultsOf(value.of)
      // safe: what is not replaced is an operation again, in a builder without rules
      return [second ?? builder.second(first as OperationValue, value.shape, value.type)]
    }
  }
}

/** The graph without the operations that are replaced. */
export const rewritten = (graph: Graph, replacements: Replacements): Graph => {
  const builder = makeBuilder([])
  const made = new Map<Value, Results>()
  // safe: each value comes after its inputs
  const resultsOf = (value: Value): Results => made.get(value) as Results
  const values = inOrder([...graph.inputs, ...graph.outputs].map(({ value }) => value))
  const read = new Set(values.flatMap((value) => (value.kind === 'second' ? [value.of] : [])))
  for (const value of values) {
    const isRead = value.kind === 'operation' && read.has(value)
    const replace = (operation: OperationValue) => replacements[operation.operation]?.(builder, operation, isRead)
    made.set(value, anew(builder, value, resultsOf, replace))
  }
  return {
    ...graph,
    // safe: an input is an input again
    inputs: graph.inputs.map((input) => ({ ...input, value: resultsOf(input.value)[0] as typeof input.value })),
    outputs: graph.outputs.map((output) => ({ ...output, value: resultsOf(output.value)[0] })),
  }
}
