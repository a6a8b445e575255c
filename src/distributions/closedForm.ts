/** The Kullback-Leibler divergence of any pair that has one in closed form. */

import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import type { Said, Show } from '../shapes/message.js'
import type * as T from '../tensors/index.js'
import type { AnyTensor } from '../tensors/tensor.js'
import { type Kind, type NamedOver, record } from './family.js'
import type { DistributionFacts, Kinds, PriorsOver } from './kinds.js'
import { type overApart, refuseApart, refuseOtherEvent } from './over.js'
import type { PriorKind } from './priors.js'
import type { StandardNormal } from './standardNormal.js'

// -----------------------------------------------------------------------------
// the pairs
// -----------------------------------------------------------------------------

/** The names of what a distribution knows its divergence to. */
type KlTo<Q extends string> = Q extends keyof DistributionFacts ? DistributionFacts[Q]['kl'] : never

/** The names of what a prior knows its divergence from. */
type KlFrom<P> = P extends { readonly [record]: { readonly klFrom: infer From } } ? keyof From : never

/** Whether there is a closed form from a distribution to another or to a prior: the first or the second knows of it. */
export type HasKl<Q extends TaggedDistribution, P extends TaggedDistribution> =
  P['_tag'] extends KlTo<Q['_tag']> ? true : Q['_tag'] extends KlFrom<P> ? true : false

/** The same by their names. */
export type HasClosedForm<Q extends string, P extends string> = HasKl<
  { readonly _tag: Q },
  P extends PriorKind ? PriorsOver<AnyShape>[P] : { readonly _tag: P }
>

/** Whether there is a closed form from a distribution to another or to a prior. */
export const hasClosedForm = (q: TaggedDistribution, p: TaggedDistribution): boolean => formOf(q, p) !== undefined

type Divergence = (p: never) => (q: never) => unknown

/** What a record knows of divergences. */
interface Divergences {
  readonly kl?: Readonly<Record<string, Divergence>>
  readonly klFrom?: Readonly<Record<string, Divergence>>
}

const divergencesOf = (given: TaggedDistribution): Divergences =>
  (given as { readonly [record]?: Divergences })[record] ?? {}

const own = (forms: Readonly<Record<string, Divergence>> | undefined, name: string): Divergence | undefined =>
  forms !== undefined && Object.hasOwn(forms, name) ? forms[name] : undefined

const formOf = (q: TaggedDistribution, p: TaggedDistribution): Divergence | undefined =>
  own(divergencesOf(q).kl, p._tag) ?? own(divergencesOf(p).klFrom, q._tag)

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

/** A distribution, by its tag. */
export interface TaggedDistribution {
  readonly _tag: string
}

type None<Q extends string, P extends string> = Said<typeof none<Q, P>>
type Apart<Over, Other> = `Kl.closedForm: ${Said<typeof overApart<Show<Over>, Show<Other>>>}`

const none = <Q extends string, P extends string>(q: Q, p: P) =>
  `KL(${q} ‖ ${p}) has no closed form; average log q - log p over samples of q` as const

/** The row and the event of a distribution. */
type Parts<Distribution> = Distribution extends { readonly _tag: infer Name extends Kind }
  ? Distribution extends Kinds<infer Row extends Dim, infer Event extends AnyShape>[Name]
    ? readonly [Row, Event]
    : never
  : never

type Over<Distribution> =
  Parts<Distribution> extends readonly [infer Row, infer Event extends AnyShape] ? readonly [Row, ...Event] : never

/** The message of two distributions over other numbers; a prior has no rows. */
type Differing<Q, P> = P extends { readonly shape: infer Other }
  ? Parts<Q> extends readonly [unknown, infer Event]
    ? Apart<Event, Other>
    : never
  : Apart<Over<Q>, Over<P>>

/** The axis of the rows of a distribution. */
export type RowOf<Distribution> = Parts<Distribution> extends readonly [infer Row extends Dim, unknown] ? Row : never

/** The second distribution, or the message in its place. */
export type Second<Q extends TaggedDistribution, P> =
  IsAny<P> extends true
    ? never
    : IsUnion<Q['_tag']> extends true
      ? 'Kl.closedForm: q is a union; pass one distribution'
      : P extends TaggedDistribution
        ? HasKl<Q, P> extends true
          ? Parts<Q> extends readonly [infer Row extends Dim, infer Event extends AnyShape]
            ? P extends NamedOver<P['_tag'], Row, Event>
              ? P
              : Differing<Q, P>
            : never
          : None<Q['_tag'], P['_tag']>
        : 'Kl.closedForm: p is not a distribution'

/** The first tensor of a value, whose shape is `[Row, ...Event]` where it has a divergence in closed form. */
const tensorOf = (distribution: object): AnyTensor =>
  // safe: the values of distributions hold tensors
  Object.values(distribution).find((each) => typeof each === 'object' && each !== null && 'native' in each) as AnyTensor

/** A prior has no rows, and says the event that it is over. */
const isPrior = (
  distribution: TaggedDistribution,
): distribution is TaggedDistribution & Pick<StandardNormal<AnyShape>, 'shape' | 'event'> => 'event' in distribution

/**
 * `KL(q || p)` of any two distributions that have a closed form, summed over the event, or `null` for a pair without one.
 *
 * For distributions whose types are known elsewhere.
 */
export const closedFormOf = <Row extends Dim>(
  q: TaggedDistribution,
  p: TaggedDistribution,
): T.Tensor<readonly [Row]> | null => {
  const form = formOf(q, p)
  // safe: the form is that of the two
  return form === undefined ? null : (form(p as never)(q as never) as T.Tensor<readonly [Row]>)
}

/**
 * `KL(q || p)` in closed form, summed over the event. A pair without one does not compile.
 *
 * Shapes: distributions over `[Row, ...Event]` or, for a prior, `[...Event]`; the result is `[Row]`. Units: nats.
 * Range: never negative but for rounding.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: those of `toStandardNormal` and its siblings.
 */
export const closedForm = <Q extends TaggedDistribution, P>(q: Q, p: Second<Q, P>): T.Tensor<readonly [RowOf<Q>]> => {
  // safe: the parameter is `P` itself wherever the call compiles, and its record says at run time which pairs there are
  const other = p as unknown as TaggedDistribution
  if (formOf(q, other) === undefined) refuse(none(q._tag, other._tag))
  if (isPrior(other)) refuseOtherEvent('Kl.closedForm', tensorOf(q), other)
  else refuseApart('Kl.closedForm', tensorOf(q), tensorOf(other))
  return closedFormOf<RowOf<Q>>(q, other) ?? refuse(none(q._tag, other._tag))
}
