/** A layer at run time: built for the event it is given, then a pair of pure functions. */

import type { FamilyOf, Kind } from '../distributions/family.js'
import type { Key } from '../random/key.js'
import type { Sizes } from '../shapes/dim.js'
import { type EventSizes, isShape, notAShape } from '../shapes/event.js'
import type { Context, Use } from './context.js'
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
  readonly out: EventSizes
}

/**
 * A layer that has been built for one event. What `init` gives, `apply` takes.
 *
 * One that uses noise or a state has `uses`, `begin` and `run` too, and its `apply` refuses.
 */
export interface Built {
  readonly out: EventSizes
  readonly kind: Kind
  /** The record of the distribution that it gives, or `null` for a tensor. */
  readonly family: FamilyOf<Kind>
  /** The layers that it is made of, where it is a network. */
  readonly layers?: readonly LayerSummary[]
  readonly init: (key: Key) => unknown
  readonly apply: (parameters: never) => (x: never) => unknown
  readonly uses?: readonly Use[]
  /** The state before the first step. */
  readonly begin?: () => unknown
  readonly run?: (parameters: never, context: Context<never>) => (x: never) => readonly [value: unknown, state: unknown]
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
  readonly takes: EventSizes | null
  readonly build: (given: EventSizes) => Built | string
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** What a layer is made of. */
type Made = Omit<Layer<Step>, typeof madeByLayerCustom>

/** What a layer of one shape is made of. */
type MadeOfShape = Omit<Made, 'build'> & { readonly build: (given: Sizes) => Built | string }

/**
 * A layer of a step that may be given records or indices. Internal: its caller vouches that `build` is the run-time version of
 * the step.
 */
export const madeOfEvents = <F extends Step>(parts: Made): Layer<F> => {
  const made: Made & { readonly [madeByLayerCustom]: true } = { ...parts, [madeByLayerCustom]: true }
  // safe: the step is in the types alone
  return made as Made as Layer<F>
}

/** Whether something is a layer that was made as one, and not a record written by hand that a cast let through. */
export const isMade = (given: object): boolean => madeByLayerCustom in given

/** A layer of a step that is given one shape. Internal, as `madeOfEvents`. */
export const madeOf = <F extends Step>({ build, ...parts }: MadeOfShape): Layer<F> =>
  madeOfEvents({ ...parts, build: (given) => (isShape(given) ? build(given) : notAShape(given)) })

/** A layer without parameters, from a function of its input. */
export const stateless = (
  out: EventSizes,
  kind: Kind,
  family: FamilyOf<Kind>,
  apply: (x: never) => unknown,
): Built => ({
  out,
  kind,
  family,
  init: () => null,
  apply: () => apply,
})
