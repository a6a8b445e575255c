/** The standard law of a family, that whose parameters are all 0: a prior that holds no tensor. */

import { type AnyShape, type Dim, dimsOf, type ShapeOf, type Size, type Sizes } from '../shapes/dim.js'
import { type KnownSizes, knownSize } from '../shapes/door.js'
import { orRefuse, refuse } from '../shapes/refusal.js'

/** The families that have one; of normal laws it is `StandardNormal`. */
export type StandardKind =
  | 'Laplace'
  | 'Bernoulli'
  | 'ContinuousBernoulli'
  | 'Categorical'
  | 'Poisson'
  | 'RelaxedBernoulli'
  | 'RelaxedCategorical'

/** The law of a family whose parameters are all 0, for every row the same. Relaxed laws have a temperature too. */
export interface Standard<in out Of extends StandardKind, in out Event extends AnyShape> {
  readonly _tag: `Standard${Of}`
  readonly shape: Event
  readonly event: Sizes
  readonly temperature: number | null
}

/** The sizes of an event. Errors: a `ShapeError` when a size is not a whole number above 0. */
export const knownEvent = (what: string, sizes: unknown): readonly Size<Dim>[] =>
  (sizes as readonly unknown[]).map((size) => orRefuse(knownSize(size, `${what}: a dimension`)))

/** How the standard law of a family is made for an event. */
export const standardOf =
  <const Of extends StandardKind, const Name extends string>(of: Of, name: Name, temperature: number | null = null) =>
  <const Given extends readonly unknown[]>(...sizes: KnownSizes<Given, Name>): Standard<Of, ShapeOf<Given>> => {
    const event = knownEvent(name, sizes)
    if (event.length === 0 && of.endsWith('Categorical'))
      refuse(`${name}: takes classes on the last axis but is given []`)
    return {
      _tag: `Standard${of}`,
      shape: dimsOf(event) as AnyShape as ShapeOf<Given>, // safe: it is computed from the same sizes
      event,
      temperature,
    }
  }

/** The same law over an event of other axes. */
export const over =
  <Event extends AnyShape>(event: Sizes) =>
  <Of extends StandardKind, Before extends AnyShape>(
    p: Standard<Of, Before>,
  ): Standard<Of, Event> => // safe: the callers compute `Event` from the same sizes
  ({ ...p, shape: dimsOf(event) as AnyShape as Event, event })
