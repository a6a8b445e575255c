/** Traces a function for every size of one named axis: a batch of a size known only when the model runs. */

import type * as tf from '@tensorflow/tfjs-core'
import * as E from 'fp-ts/lib/Either.js'
import type { TraceRefused } from '../backend/refusal.js'
import type { Graph, SymbolicSize } from '../graph/value.js'
import { rulesOfAnySize } from '../rules/rules.js'
import { type Declare, type InputSpec, type TracedFunction, type TraceOptions, trace } from '../trace.js'
import type { Triple } from './fit.js'
import { generalize, type NotGeneral } from './generalize.js'

/** An input whose sizes may be names; all names in one program are the same. */
export interface SymbolicSpec extends Omit<InputSpec, 'shape'> {
  readonly shape: readonly SymbolicSize[]
}

/**
 * Where to trace. A size equal to one of the program's own would let the simplification join what only looks alike;
 * then the traces differ in their form, and the next three are tried.
 */
const attempts: readonly Triple<number>[] = [
  [7, 11, 13],
  [17, 19, 23],
  [29, 31, 37],
]

type ByName<Item> = Readonly<Record<string, Item>>

const specsAt = (inputs: ByName<SymbolicSpec>, size: number): ByName<InputSpec> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, ...spec }]) => [
      name,
      { ...spec, shape: shape.map((axis) => (typeof axis === 'number' ? axis : size)) },
    ]),
  )

/**
 * The graph of a function for every size of the axis named in its inputs.
 *
 * Errors: `TraceRefused` as `trace`; `NotGeneral` when the program itself depends on the size.
 */
export const traceSymbolic = <Name extends string>(
  run: TracedFunction<Name>,
  inputs: Readonly<Record<Name, SymbolicSpec>>,
  { rules = rulesOfAnySize, ...rest }: TraceOptions = {},
): E.Either<TraceRefused | NotGeneral, Graph> => {
  const options = { ...rest, rules }
  const specs: ByName<SymbolicSpec> = inputs
  const symbols = new Set(Object.values(specs).flatMap(({ shape }) => shape.filter((size) => typeof size === 'string')))
  const [name, second] = symbols
  // The placeholders have the names of the specs.
  const general = (tensors: ByName<tf.Tensor>, declare: Declare) =>
    run(tensors as Readonly<Record<Name, tf.Tensor>>, declare)
  if (name === undefined) return trace(general, specsAt(specs, 0), options)
  if (second !== undefined) return E.left(tooManyNames([...symbols]))
  let result: E.Either<TraceRefused | NotGeneral, Graph> = E.left(tooManyNames([]))
  for (const sizes of attempts) {
    const at = (size: number) => trace(general, specsAt(specs, size), options)
    const [a, b, c] = [at(sizes[0]), at(sizes[1]), at(sizes[2])]
    if (E.isLeft(a)) return a
    if (E.isLeft(b)) return b
    if (E.isLeft(c)) return c
    result = generalize({ name, sizes }, [a.right, b.right, c.right])
    if (E.isRight(result)) return result
  }
  return result
}

const tooManyNames = (names: readonly string[]): NotGeneral => ({
  _tag: 'NotGeneral',
  message: `trace: inputs take one name of a size but are given ${names.length === 0 ? 'none' : names.join(' and ')}`,
})
