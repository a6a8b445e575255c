/** Which pairs of laws have a Kullback-Leibler divergence in closed form, and what it is. */

import type { AnyShape, Dim } from '../shapes/dim.js'
import type { IsAny, IsUnion } from '../shapes/door.js'
import { refuse } from '../shapes/refusal.js'
import type { Show } from '../shapes/show.js'
import * as T from '../tensors/index.js'
import type { AnyTensor } from '../tensors/tensor.js'
import type { Bernoulli } from './bernoulli.js'
import type { Categorical } from './categorical.js'
import type { ContinuousBernoulli } from './continuousBernoulli.js'
import type { DiagonalNormal } from './diagonalNormal.js'
import type { FullNormal } from './fullNormal.js'
import type { Kinds } from './kinds.js'
import { fullToStandardNormal, toFullNormal } from './klFull.js'
import { toDiagonalNormal, toStandardNormal } from './klNormal.js'
import { toBernoulli, toCategorical, toContinuousBernoulli, toLaplace, toPoisson, toUniform } from './klOther.js'
import type { Laplace } from './laplace.js'
import { refuseApart, refuseOtherEvent } from './over.js'
import type { Poisson } from './poisson.js'
import type { Standard, StandardKind } from './standard.js'
import { atZeros } from './standardLaw.js'
import type { StandardNormal } from './standardNormal.js'

// -----------------------------------------------------------------------------
// the pairs
// -----------------------------------------------------------------------------

/** For each law q, the laws p to which its divergence has a closed form. */
export interface ClosedForms<Row extends Dim, Event extends AnyShape> {
  readonly DiagonalNormal: DiagonalNormal<Row, Event> | StandardNormal<Event>
  readonly FullNormal: FullNormal<Row, Event> | StandardNormal<Event>
  readonly Laplace: Laplace<Row, Event> | Standard<'Laplace', Event>
  readonly Bernoulli: Bernoulli<Row, Event> | Standard<'Bernoulli', Event>
  readonly ContinuousBernoulli: ContinuousBernoulli<Row, Event> | Standard<'ContinuousBernoulli', Event>
  readonly Categorical: Categorical<Row, Event> | Standard<'Categorical', Event>
  readonly Poisson: Poisson<Row, Event> | Standard<'Poisson', Event>
}

type Divergence = (p: never) => (q: never) => unknown

type Rows<Of extends StandardKind> = Kinds<Dim, AnyShape>[Of]

/** A divergence to the standard law of the family: to the law whose parameters are zeros, as many as those of q. */
const toStandard =
  <Of extends StandardKind>(
    form: (p: Rows<Of>) => (q: Rows<Of>) => unknown,
    parameter: (q: Rows<Of>) => T.Tensor<readonly [Dim, ...AnyShape]>,
  ) =>
  (p: Standard<Of, AnyShape>) =>
  (q: Rows<Of>): unknown =>
    form(atZeros<Of>(p)<Dim, AnyShape>(T.zerosLike(parameter(q))))(q)

/** The run-time twin of `ClosedForms`. */
const forms: { readonly [Q in keyof ClosedForms<Dim, AnyShape>]: Readonly<Record<PriorOf<Q>, Divergence>> } = {
  DiagonalNormal: { DiagonalNormal: toDiagonalNormal, StandardNormal: toStandardNormal },
  FullNormal: { FullNormal: toFullNormal, StandardNormal: fullToStandardNormal },
  Laplace: { Laplace: toLaplace, StandardLaplace: toStandard<'Laplace'>(toLaplace, ({ mean }) => mean) },
  Bernoulli: {
    Bernoulli: toBernoulli,
    StandardBernoulli: toStandard<'Bernoulli'>(toBernoulli, ({ logits }) => logits),
  },
  ContinuousBernoulli: { ContinuousBernoulli: toContinuousBernoulli, StandardContinuousBernoulli: () => toUniform },
  Categorical: {
    Categorical: toCategorical,
    StandardCategorical: toStandard<'Categorical'>(toCategorical, ({ logits }) => logits),
  },
  Poisson: { Poisson: toPoisson, StandardPoisson: toStandard<'Poisson'>(toPoisson, ({ logRates }) => logRates) },
}

type PriorOf<Q extends keyof ClosedForms<Dim, AnyShape>> = ClosedForms<Dim, AnyShape>[Q]['_tag']

/** Whether there is a closed form from a law to another, by their tags. */
export type HasClosedForm<Q extends string, P extends string> = Q extends keyof ClosedForms<Dim, AnyShape>
  ? P extends PriorOf<Q>
    ? true
    : false
  : false

/** The run-time twin of `HasClosedForm`. */
export const hasClosedForm = (q: string, p: string): boolean => formOf(q, p) !== undefined

const formOf = (q: string, p: string): Divergence | undefined =>
  (forms as Readonly<Record<string, Readonly<Record<string, Divergence>>>>)[q]?.[p]

// -----------------------------------------------------------------------------
// the door
// -----------------------------------------------------------------------------

/** A law, by its tag. */
export interface Tagged {
  readonly _tag: string
}

type None<
  Q extends string,
  P extends string,
> = `Kl.closedForm: there is none from ${Q} to ${P}: take the mean of log q - log p over samples of q`
type Apart<Over, Other> = `Kl.closedForm: q is over ${Show<Over>} but p is over ${Show<Other>}`

const none = (q: string, p: string) =>
  `Kl.closedForm: there is none from ${q} to ${p}: take the mean of log q - log p over samples of q`

/** The row and the event of a law q. */
type Parts<Law> =
  Law extends DiagonalNormal<infer Row, infer Event>
    ? readonly [Row, Event]
    : Law extends Laplace<infer Row, infer Event>
      ? readonly [Row, Event]
      : Law extends Bernoulli<infer Row, infer Event>
        ? readonly [Row, Event]
        : Law extends Categorical<infer Row, infer Event>
          ? readonly [Row, Event]
          : Law extends ContinuousBernoulli<infer Row, infer Event>
            ? readonly [Row, Event]
            : Law extends Poisson<infer Row, infer Event>
              ? readonly [Row, Event]
              : Law extends FullNormal<infer Row, infer Event>
                ? readonly [Row, Event]
                : never

type Over<Law> =
  Parts<Law> extends readonly [infer Row, infer Event extends AnyShape] ? readonly [Row, ...Event] : never

/** The words of two laws over other numbers; a prior has no rows. */
type Differing<Q, P> = P extends { readonly shape: infer Other }
  ? Parts<Q> extends readonly [unknown, infer Event]
    ? Apart<Event, Other>
    : never
  : Apart<Over<Q>, Over<P>>

/** The axis of the rows of a law. */
export type RowOf<Law> = Parts<Law> extends readonly [infer Row extends Dim, unknown] ? Row : never

/** The second law, or the words in its place. */
export type Second<Q extends Tagged, P> =
  IsAny<P> extends true
    ? never
    : IsUnion<Q['_tag']> extends true
      ? 'Kl.closedForm: q is one of several laws'
      : P extends Tagged
        ? HasClosedForm<Q['_tag'], P['_tag']> extends true
          ? Parts<Q> extends readonly [infer Row extends Dim, infer Event extends AnyShape]
            ? P extends ClosedForms<Row, Event>[Q['_tag'] & keyof ClosedForms<Dim, AnyShape>]
              ? P
              : Differing<Q, P>
            : never
          : None<Q['_tag'], P['_tag']>
        : 'Kl.closedForm: p is not a law'

/** The first tensor of a law of rows, whose shape is `[Row, ...Event]` for each of `ClosedForms`. */
const tensorOf = (law: object): AnyTensor =>
  // safe: `forms` has only laws of tensors for it
  Object.values(law).find((each) => typeof each === 'object' && each !== null && 'native' in each) as AnyTensor

/** A prior has no rows, and says the event that it is over. */
const isPrior = (law: Tagged): law is Tagged & Pick<StandardNormal<AnyShape>, 'shape' | 'event'> => 'event' in law

/**
 * `KL(q || p)` of any two laws that have a closed form, summed over the event, or `null` for a pair without one.
 *
 * For laws whose types are known elsewhere.
 */
export const closedFormOf = <Row extends Dim>(q: Tagged, p: Tagged): T.Tensor<readonly [Row]> | null => {
  const form = formOf(q._tag, p._tag)
  // safe: the form is that of the two tags
  return form === undefined ? null : (form(p as never)(q as never) as T.Tensor<readonly [Row]>)
}

/**
 * `KL(q || p)` in closed form, summed over the event. A pair without one does not compile.
 *
 * Shapes: laws over `[Row, ...Event]` or, for a prior, `[...Event]`; the result is `[Row]`. Units: nats.
 * Range: never negative but for rounding.
 * Errors: a `ShapeError` with the words of the compiler, where a cast has silenced it.
 * Source: those of `toStandardNormal` and its siblings.
 */
export const closedForm = <Q extends Tagged, P>(q: Q, p: Second<Q, P>): T.Tensor<readonly [RowOf<Q>]> => {
  // safe: the parameter is `P` itself wherever the call compiles, and `forms` is the run-time twin of `ClosedForms`
  const other = p as unknown as Tagged
  if (formOf(q._tag, other._tag) === undefined) refuse(none(q._tag, other._tag))
  if (isPrior(other)) refuseOtherEvent('Kl.closedForm', tensorOf(q), other)
  else refuseApart('Kl.closedForm', tensorOf(q), tensorOf(other))
  return closedFormOf<RowOf<Q>>(q, other) ?? refuse(none(q._tag, other._tag))
}
