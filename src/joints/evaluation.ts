/** What the variables of a joint distribution are for some rows: each is worked out when it is asked for, and once. */

import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { isBelow } from '../tensors/indices.js'
import type { AnyJoint } from './joint.js'
import type { AnyNetwork } from './network.js'
import { type AnyVariable, parametersOf } from './variable.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A tensor whose shape is not known to the compiler. */
export type Leaf = T.Tensor<AnyShape>

/** Rows of a value: those of the batch, or of every sample of it. Shapes: `['batch', ...Event]` or `['samples*batch', ...Event]`. */
export interface Placed {
  readonly rows: Leaf
  readonly sampled: boolean
}

/** What a network gives for some rows: those of the batch, or of every sample of it. */
export interface Given {
  readonly value: unknown
  readonly sampled: boolean
}

/** The variables of a joint distribution for some rows. */
export interface Evaluation {
  /** The rows of a variable. */
  readonly value: (name: string) => Placed
  /** What the network of a variable gives. */
  readonly given: (name: string) => Given
}

/** A function that works out what it gives for a name when it is first asked. */
export const remembered = <Value>(make: (name: string) => Value): ((name: string) => Value) => {
  const known = new Map<string, { readonly value: Value }>()
  return (name) => {
    const found = known.get(name) ?? { value: make(name) }
    known.set(name, found)
    return found.value
  }
}

// -----------------------------------------------------------------------------
// rows
// -----------------------------------------------------------------------------

/** Rows once for each sample, of indices too. A parameter that all rows share, of the shape `[]`, has none. */
const repeated =
  (samples: number) =>
  (x: Leaf): Leaf => {
    if (x.shape.length === 0) return x
    const rows = T.repeatRows('samples', samples)(x as never) as unknown as Leaf // safe: the first axis of rows is that of the batch
    return (isBelow(x) ? { ...rows, below: x.below } : rows) as Leaf // safe: a leaf may be indices
  }

/** The rows of a value for every sample. */
export const overSamples = (samples: number, { rows, sampled }: Placed): Leaf =>
  sampled ? rows : repeated(samples)(rows)

/** A distribution for every sample. */
export const distributionOverSamples = <Value>(samples: number, value: Value, sampled: boolean): Value =>
  sampled ? value : T.Tree.map(repeated(samples) as never)(value) // safe: it keeps the shape but for the rows

// -----------------------------------------------------------------------------
// evaluation
// -----------------------------------------------------------------------------

/** The inputs of a network, of every sample where one of them is. */
const inputsAt = (samples: number, { built }: AnyVariable, value: Evaluation['value']) => {
  const { inputs } = built
  const values = typeof inputs === 'string' ? [value(inputs)] : Object.values(inputs).map(value)
  const sampled = values.some((each) => each.sampled)
  const rows = values.map((each) => (sampled ? overSamples(samples, each) : each.rows))
  const x =
    typeof inputs === 'string' ? rows[0] : Object.fromEntries(Object.keys(inputs).map((input, at) => [input, rows[at]]))
  return { x, sampled }
}

/** How a network is applied: as it is, or in a context that the caller keeps. */
export type Apply = (variable: AnyVariable, parameters: unknown, x: unknown) => unknown

/** Applies the network of a variable by what runs a network of a name. */
export const applying =
  (run: (name: string, network: AnyNetwork) => (parameters: unknown) => (x: unknown) => unknown): Apply =>
  ({ name, built }, parameters, x) =>
    run(name, built.network ?? refuse(`joint: ${name} has no network`))(parameters)(x)

/** As it is. */
export const plainly: Apply = applying(
  (_, { apply }) =>
    (parameters) =>
    (x) =>
      apply(parameters as never)(x as never),
) // safe: what `init` of a network gives, it takes

/**
 * The variables of a joint distribution where some are known: `known` gives these, and `null` of one that is computed.
 *
 * `parameters` are those of each variable by its name.
 */
export const evaluation = (
  { variables }: AnyJoint,
  parameters: { readonly [name: string]: unknown },
  samples: number,
  known: (name: string) => Placed | null,
  apply: Apply = plainly,
): Evaluation => {
  const value: Evaluation['value'] = remembered((name) => {
    const found = known(name)
    if (found !== null) return found
    const { value: rows, sampled } = given(name)
    return { rows: rows as Leaf, sampled } // safe: what is computed is a tensor
  })
  const given: Evaluation['given'] = remembered((name) => {
    const variable = variables[name] ?? refuse(`joint: there is no variable ${name}`)
    const { x, sampled } = inputsAt(samples, variable, value)
    return { value: apply(variable, parametersOf(variable, parameters), x), sampled }
  })
  return { value, given }
}
