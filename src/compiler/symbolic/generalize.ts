/**
 * One graph for every size, from graphs traced at three.
 *
 * A trace bakes its sizes in: into the targets of reshapes and expansions, the ends of slices, and numbers such as the
 * `1 / batch` of a mean. Traces at different sizes differ in those and, if the program is the same for all sizes, in
 * nothing else; so the numbers that differ are made formulas of the size, which the model reads from its input.
 */

import * as E from 'fp-ts/lib/Either.js'
import { type Builder, makeBuilder } from '../graph/builder.js'
import type { Graph, GraphInput, GraphOutput, Value } from '../graph/value.js'
import { mapTriple, type Triple } from './fit.js'
import { fail, NotGeneralError, type SizeName, symbolicSizes } from './symbol.js'
import { type Context, generalValue } from './values.js'

/** The traces differ in more than numbers that follow the size. */
export interface NotGeneral {
  readonly _tag: 'NotGeneral'
  readonly message: string
}

const inputsOf = (builder: Builder, symbol: SizeName, graphs: Triple<Graph>): readonly GraphInput[] =>
  graphs[0].inputs.map(({ name, value }, index) => {
    const shapes = mapTriple(graphs, (graph) => graph.inputs[index]?.value.shape ?? fail('an input', 'none'))
    return { name, value: builder.input(name, value.shape, value.type), sizes: symbolicSizes(symbol, shapes) }
  })

const outputsOf = (context: Context, graphs: Triple<Graph>): readonly GraphOutput[] =>
  graphs[0].outputs.map(({ name }, index) => {
    const values = mapTriple(graphs, (graph) => graph.outputs[index]?.value ?? fail('an output', 'none'))
    const shapes = mapTriple(values, (value) => value.shape)
    return { name, value: generalValue(context, values), sizes: symbolicSizes(context.symbol, shapes) }
  })

/** The size as the model reads it from the first input that has it. Shape: `[1]`. */
const readSize = (builder: Builder, { name }: SizeName, inputs: readonly GraphInput[]): Value => {
  for (const { value, sizes = [] } of inputs) {
    const axis = sizes.indexOf(name)
    if (axis >= 0) return builder.operation('Shape', [value], [1], 'int64', { start: axis, end: axis + 1 })
  }
  return fail('an input', `none with a size ${name}`)
}

/**
 * The graph for every size of the name.
 *
 * Errors: `NotGeneral` when the traces differ otherwise than in numbers that follow the size.
 */
export const generalize = (symbol: SizeName, graphs: Triple<Graph>): E.Either<NotGeneral, Graph> => {
  const builder = makeBuilder([])
  try {
    const inputs = inputsOf(builder, symbol, graphs)
    const named = new Map(inputs.map(({ name, value }) => [name, value]))
    const context: Context = {
      builder,
      symbol,
      inputs: named,
      size: readSize(builder, symbol, inputs),
      made: new Map(),
    }
    return E.right({ inputs, outputs: outputsOf(context, graphs), kernels: graphs[0].kernels })
  } catch (error) {
    if (error instanceof NotGeneralError) return E.left({ _tag: 'NotGeneral', message: error.message })
    throw error
  }
}
