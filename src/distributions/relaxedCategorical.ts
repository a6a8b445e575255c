/**
 * Relaxed categorical distributions (Gumbel-softmax, Concrete): over points between the one-hot ones, with a temperature.
 *
 * As the temperature goes to 0 its samples become one-hot draws of the categorical distribution of the same logits. Its mean and
 * its entropy have no closed form.
 *
 * Sources: Maddison, Mnih and Teh, "The Concrete Distribution", arXiv:1611.00712; Jang, Gu and Poole, "Categorical
 * Reparameterization with Gumbel-Softmax", arXiv:1611.01144.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as Classes from '../tensors/classes.js'
import * as T from '../tensors/index.js'
import { logSoftmax, oneHotOfLargest } from '../tensors/softmax.js'
import { elements } from '../tensors/tensor.js'
import { positive, type Temperature } from './bound.js'
import { logarithmOf, logarithms } from './coordinates.js'
import { type Family, mergedClasses, type Of, ofClasses, unbounded, valued } from './family.js'
import * as Noise from './noise.js'
import type { SamplesWithLogProb } from './sampled.js'
import { type Standard, standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** For each row, one distribution (`[Classes]`) or several independent ones (`[...Several, Classes]`), all of one temperature. */
export interface RelaxedCategorical<Row extends Dim, Event extends AnyShape> extends Of<'RelaxedCategorical'> {
  readonly logits: T.Tensor<readonly [Row, ...Event]>
  readonly temperature: T.Tensor<readonly []>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly RelaxedCategorical: RelaxedCategorical<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardRelaxedCategorical: Standard<'RelaxedCategorical', Event>
  }
  interface DistributionFacts {
    readonly RelaxedCategorical: {
      readonly over: 'simplex'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['variables', 'classes']
      readonly kl: never
      readonly likelihood: false
      readonly head: 'logits'
    }
  }
}

/** Relaxed categorical distributions from their logits and a temperature above 0. Shapes: `[Row, ...Event]` and `[]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  logits: T.Tensor<readonly [Row, ...Event]>,
  temperature: T.Tensor<readonly []>,
): RelaxedCategorical<Row, Readonly<Event>> => valued(family)<Row, Event>({ logits, temperature })

/** The same distribution at another temperature, as a schedule gives it. Shapes: `[]`. */
export const atTemperature =
  (temperature: T.Tensor<readonly []>) =>
  <Row extends Dim, Event extends AnyShape>(q: RelaxedCategorical<Row, Event>): RelaxedCategorical<Row, Event> => ({
    ...q,
    temperature,
  })

/** The same distributions with the event as two axes, of the distributions and of their classes. Shapes: `[Row, ...Event] -> [Row, 'variables', 'classes']`. */
export const nameClasses = <Row extends Dim, Event extends AnyShape>(
  p: RelaxedCategorical<Row, Event>,
): RelaxedCategorical<Row, readonly ['variables', 'classes']> =>
  make<Row, readonly ['variables', 'classes']>(Classes.nameClasses(p.logits), p.temperature)

/** The most probable class of the categorical distribution, as one-hot. Shapes: `[Row, ...Event]`. */
export const hardened = <Row extends Dim, Event extends AnyShape>(
  q: RelaxedCategorical<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> => oneHotOfLargest(q.logits)

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

const logFactorial = (n: number): number => (n < 2 ? 0 : Math.log(n) + logFactorial(n - 1))

/** `ln (n - 1)! + (n - 1) ln temperature` for every distribution of the event. */
const constant = <Row extends Dim, Event extends AnyShape>(q: RelaxedCategorical<Row, Event>) => {
  const classes = q.logits.sizes.at(-1) as number
  const variables = elements(q.logits.sizes.slice(1, -1))
  return pipe(
    T.log(q.temperature),
    T.mulScalar(variables * (classes - 1)),
    T.addScalar(variables * logFactorial(classes - 1)),
  )
}

/**
 * The log-density of the logarithms `y = ln x` of a point, with respect to them, summed over the distributions of the event.
 *
 * That of `x` is this less `Σ ln x`, the same for every distribution. It is right at every temperature, where `x` itself rounds
 * to a one-hot point. It is `Σ logSoftmax(logits - temperature·y)`: the density of the paper with the powers and the sum
 * of its denominator taken into a softmax.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: arXiv:1611.00712, appendix C.3, the density of ExpConcrete.
 */
export const logProbOfLogarithms =
  <Row extends Dim, Event extends AnyShape>(q: RelaxedCategorical<Row, Event>) =>
  <Lead extends AnyShape>(y: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      y,
      T.trailing.mul(T.negate(q.temperature))<readonly [...Lead, Row, ...Event]>,
      T.trailing.add(q.logits)<Lead>,
      logSoftmax,
      T.sumEvent(T.eventShape(q.logits))<readonly [...Lead, Row]>,
      T.trailing.add(constant(q))<readonly [...Lead, Row]>,
    )

const logProbOfNumbers =
  <Row extends Dim, Event extends AnyShape>(q: RelaxedCategorical<Row, Event>) =>
  <Lead extends AnyShape>(y: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    pipe(
      logProbOfLogarithms(q)<Lead>(y),
      T.same.sub(pipe(y, T.sumEvent(T.eventShape(q.logits))<readonly [...Lead, Row]>)),
    )

/**
 * The log-density of a point `x` of the simplex, summed over the distributions of the event. Of 0, that of the smallest float32
 * above it, without a gradient there: a rounded 0 has no logarithm. `logProbOfLogarithms` needs no such rounding.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats, with respect to the first `Classes - 1` numbers.
 * Source: arXiv:1611.00712, section 3, the density of the Concrete distribution.
 */
export const logProb =
  <Row extends Dim, Event extends AnyShape>(q: RelaxedCategorical<Row, Event>) =>
  <Lead extends AnyShape>(x: T.Tensor<readonly [...Lead, Row, ...Event]>): T.Tensor<readonly [...Lead, Row]> =>
    logProbOfNumbers(q)<Lead>(logarithmOf(x))

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

const placed =
  <Row extends Dim, Event extends AnyShape>(q: RelaxedCategorical<Row, Event>) =>
  <Lead extends AnyShape>(
    noise: T.Tensor<readonly [...Lead, Row, ...Event]>,
  ): T.Tensor<readonly [...Lead, Row, ...Event]> =>
    pipe(
      noise,
      T.trailing.add(q.logits)<Lead>,
      T.trailing.mul(pipe(q.temperature, T.log, T.negate, T.exp))<readonly [...Lead, Row, ...Event]>,
      logSoftmax,
    )

/**
 * The logarithms of `sample`, before they are rounded: `logSoftmax((logits + Gumbel noise) / temperature)`.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Source: arXiv:1611.00712, appendix C.3.
 */
export const sampleLogarithms =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: RelaxedCategorical<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    pipe(Noise.gumbel(key)(Noise.forSamples(samples, count)(q.logits)), placed(q)<readonly [Samples]>)

/** One reparameterized sample for every row. Shapes: `[Row, ...Event]`. Range: 0 to 1, adding up to 1 along the last axis. */
export const sampleEach =
  (key: Key) =>
  <Row extends Dim, Event extends AnyShape>(q: RelaxedCategorical<Row, Event>): T.Tensor<readonly [Row, ...Event]> =>
    T.exp(placed(q)<readonly []>(Noise.gumbel(key)(q.logits)))

/**
 * Reparameterized samples `softmax((logits + Gumbel noise) / temperature)`.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Range: 0 to 1, adding up to 1 along the last axis.
 * Source: arXiv:1611.00712, section 3, its reparameterization.
 */
export const sample =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: RelaxedCategorical<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    T.exp(sampleLogarithms(key, samples, count)(q))

/** The same samples with their log-densities, from the logarithms before they are rounded to 0. */
export const sampleWithLogProb =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: RelaxedCategorical<Row, Event>,
  ): SamplesWithLogProb<Samples, Row, Event> => {
    const y = sampleLogarithms(key, samples, count)(q)
    return { z: T.exp(y), logProb: logProbOfNumbers(q)<readonly [Samples]>(y) }
  }

/** What it can do, whatever its parameters. It has no mean in closed form, and is not a likelihood. */
export const family: Family<'RelaxedCategorical'> = {
  kind: 'RelaxedCategorical',
  over: 'simplex',
  gradient: 'pathwise',
  axes: ['variables', 'classes'],
  parameters: ['logits', 'temperature'],
  coordinate: logarithms,
  logProb: (q) => (x) => logProb(q)<readonly []>(x),
  mean: null,
  sample: sampleEach,
  named: nameClasses,
  logProbAt: (q) => ofClasses(logProbOfLogarithms(q)<readonly ['samples']>, q.logits),
  draw: (key, count) => (q) => {
    const coordinate = mergedClasses(sampleLogarithms(key, 'samples', count)(q))
    return { z: T.exp(coordinate), coordinate }
  },
  center: hardened,
  kl: {},
  head: { logits: unbounded },
}

/**
 * The distribution whose logits are 0, at a temperature, as a prior: `standard({ temperature: 0.5 })(10)`.
 *
 * Errors: a `ShapeError` when the temperature is not above 0, or a size not a whole number above 0.
 *
 * @example
 * standard({ temperature: 0.5 })(20)._tag
 * //=> 'StandardRelaxedCategorical'
 */
export const standard = <const Given extends number>({
  temperature,
}: Temperature<Given, 'RelaxedCategorical.standard'>) => {
  const known = positive('RelaxedCategorical.standard', 'temperature', temperature)
  return standardOf(
    family,
    'RelaxedCategorical.standard',
    <Row extends Dim, Event extends AnyShape>(zeros: T.Tensor<readonly [Row, ...Event]>) =>
      make<Row, Event>(zeros, T.scalar(known)),
    known,
  )
}
