/** A layer at run time: built for the event it is given, then a pair of pure functions. */

import type { FamilyOf, Kind } from '../distributions/family.js'
import type { Key } from '../random/key.js'
import { dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import type { Step } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * Its name is what the compiler says that a record written by hand lacks, and what the run-time check looks for.
 *
 * One for all copies of the library in a program: a layer of one is a layer of the other.
 */
const madeByLayerCustom: unique symbol = Symbol.for('shapebound: made by Layer.custom')

/** A layer of a network as text: its name, and what it gives. */
export interface LayerSummary {
  readonly name: string
  readonly out: Sizes
}

/** A layer that has been built for one event. What `init` gives, `apply` takes. */
export interface Built {
  readonly out: Sizes
  readonly kind: Kind
  /** The record of the distribution that it gives, or `null` for a tensor. */
  readonly family: FamilyOf<Kind>
  /** The layers that it is made of, where it is a network. */
  readonly layers?: readonly LayerSummary[]
  readonly init: (key: Key) => unknown
  readonly apply: (parameters: never) => (x: never) => unknown
}

/**
 * A layer: it holds no state.
 *
 * `build` is the run-time version of the step: for an event it gives the built layer, or the message of its refusal. No record
 * written by hand is one, since nothing would tie its `build` to the step: `Layer.custom` does.
 */
export interface Layer<out F extends Step> {
  readonly [madeByLayerCustom]: F
  readonly name: string
  /** The event it must be given, or `null` for one that takes its size from the layer before. */
  readonly takes: Sizes | null
  readonly build: (given: Sizes) => Built | string
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** What a layer is made of. */
type Made = Omit<Layer<Step>, typeof madeByLayerCustom>

/** A layer of a step. Internal: its caller vouches that `build` is the run-time version of the step. */
export const madeOf = <F extends Step>(parts: Made): Layer<F> => {
  const made: Made & { readonly [madeByLayerCustom]: true } = { ...parts, [madeByLayerCustom]: true }
  // safe: the step is in the types alone
  return made as Made as Layer<F>
}

/** Whether something is a layer that was made as one, and not a record written by hand that a cast let through. */
export const isMade = (given: object): boolean => madeByLayerCustom in given

/** The message of a layer that is given another event than it needs. */
export const takes = (needed: Sizes, given: Sizes): string =>
  same(dimsOf(needed), dimsOf(given))
    ? `takes ${show(dimsOf(needed))} of sizes ${show(numbersOf(needed))} but is given sizes ${show(numbersOf(given))}`
    : `takes ${show(dimsOf(needed))} but is given ${show(dimsOf(given))}`

/** Whether two events have the same dimensions, and their names the same numbers. */
export const fits = (needed: Sizes, given: Sizes): boolean =>
  same(dimsOf(needed), dimsOf(given)) && same(numbersOf(needed), numbersOf(given))

/** A layer without parameters, from a function of its input. */
export const stateless = (out: Sizes, kind: Kind, family: FamilyOf<Kind>, apply: (x: never) => unknown): Built => ({
  out,
  kind,
  family,
  init: () => null,
  apply: () => apply,
})
