/**
 * Independent relaxed Bernoulli distributions (binary Concrete): over numbers between 0 and 1, with a temperature.
 *
 * As the temperature goes to 0 its samples become draws of the Bernoulli distribution of the same logits. Its mean and its
 * entropy have no closed form.
 *
 * Source: Maddison, Mnih and Teh, "The Concrete Distribution", arXiv:1611.00712, appendix B.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { positive, type Temperature } from './bound.js'
import { logit } from './coordinates.js'
import { type Of, unbounded } from './family.js'
import { independent } from './independent.js'
import { add, type Leaf, mul } from './leaf.js'
import * as Noise from './noise.js'
import type { Leaves } from './numberFormula.js'
import { type Standard, standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One distribution a row, with a logit for every number of the event, all of one temperature. */
export interface RelaxedBernoulli<Row extends Dim, Event extends AnyShape> extends Of<'RelaxedBernoulli'> {
  readonly logits: T.Tensor<readonly [Row, ...Event]>
  readonly temperature: T.Tensor<readonly []>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly RelaxedBernoulli: RelaxedBernoulli<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardRelaxedBernoulli: Standard<'RelaxedBernoulli', Event>
  }
  interface DistributionFacts {
    readonly RelaxedBernoulli: {
      readonly over: 'unitInterval'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: false
      readonly head: 'logits'
    }
  }
}

// -----------------------------------------------------------------------------
// the formula for one number
// -----------------------------------------------------------------------------

type Parameters = Leaves<'logits' | 'temperature'>

/** With `d = logits - temperature·y`, which is logistic, it is `ln temperature + d - 2 softplus(d)`. */
const logDensityOfLogit = (y: Leaf, { logits, temperature }: Parameters) => {
  const d = pipe(y, mul(T.negate(temperature)), add(logits))
  // d - 2 softplus(d) is minus the sum of both: of large numbers, neither is lost
  return pipe(T.softplus(d), add(T.softplus(T.negate(d))), T.negate, add(T.log(temperature)))
}

const logits = (noise: Leaf, given: Parameters) =>
  pipe(noise, add(given.logits), mul(pipe(given.temperature, T.log, T.negate, T.exp)))

const relaxed = independent({
  name: 'RelaxedBernoulli',
  over: 'unitInterval',
  gradient: 'pathwise',
  parameters: ['logits', 'temperature'],
  shared: ['temperature'],
  coordinate: {
    chart: logit,
    logDensity: logDensityOfLogit,
    draw: (key, like, parameters) => {
      const coordinate = logits(Noise.logistic(key)(like), parameters)
      return { z: T.sigmoid(coordinate), coordinate }
    },
  },
  mean: null,
  center: (given) => pipe(given.logits, T.step, T.stopGradient),
  sample: (key, like, parameters) => T.sigmoid(logits(Noise.logistic(key)(like), parameters)),
  head: { logits: unbounded },
  kl: {},
})

// -----------------------------------------------------------------------------
// its functions
// -----------------------------------------------------------------------------

/** Relaxed Bernoulli distributions from their logits and a temperature above 0. Shapes: `[Row, ...Event]` and `[]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  given: T.Tensor<readonly [Row, ...Event]>,
  temperature: T.Tensor<readonly []>,
): RelaxedBernoulli<Row, Readonly<Event>> => relaxed.make<Row, Event>({ logits: given, temperature })

/** The same distribution at another temperature, as a schedule gives it. Shapes: `[]`. */
export const atTemperature =
  (temperature: T.Tensor<readonly []>) =>
  <Row extends Dim, Event extends AnyShape>(q: RelaxedBernoulli<Row, Event>): RelaxedBernoulli<Row, Event> => ({
    ...q,
    temperature,
  })

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent = relaxed.flattenEvent

/** The more probable of 0 and 1 by the Bernoulli distribution that it relaxes. Shapes: `[Row, ...Event]`. */
export const hardened = relaxed.each((given) => pipe(given.logits, T.step, T.stopGradient))

/**
 * The log-density of a logit `y = ln x - ln(1 - x)`, with respect to the logit, summed over the event.
 *
 * That of `x` is this less `Σ ln x(1 - x)`, the same for every distribution. It is right at every temperature, where `x`
 * itself rounds to 0 or 1. With `d = logits - temperature·y`, which is logistic, it is `Σ ln temperature + d - 2 softplus(d)`.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: arXiv:1611.00712, appendix C.3.
 */
export const logProbOfLogit = relaxed.logProbAt

/**
 * The log-density of `x`, summed over the event. Of 0 and 1, that of the float32 numbers next to them, without a
 * gradient there: a rounded 0 has no logit. `logProbOfLogit` needs no such rounding.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: arXiv:1611.00712, appendix B, the density of the binary Concrete distribution.
 */
export const logProb = relaxed.logProb

/**
 * The logits of `sample`, before they are rounded: `(logits + logistic noise) / temperature`.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Source: arXiv:1611.00712, appendix C.3.
 */
export const sampleLogits =
  <const Samples extends Dim>(key: Key, samples: Samples, count: number) =>
  <Row extends Dim, Event extends AnyShape>(
    q: RelaxedBernoulli<Row, Event>,
  ): T.Tensor<readonly [Samples, Row, ...Event]> =>
    relaxed.sampleWithCoordinate(key, samples, count)(q).coordinate

/** One reparameterized sample for every row. Shapes: `[Row, ...Event]`. Range: 0 to 1. */
export const sampleEach = relaxed.family.sample

/**
 * Reparameterized samples `sigmoid((logits + logistic noise) / temperature)`.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Range: 0 to 1.
 * Source: arXiv:1611.00712, appendix B, its reparameterization.
 */
export const sample = relaxed.sample

/** The same samples with their log-densities, from the logits before they are rounded to 0 or 1. */
export const sampleWithLogProb = relaxed.sampleWithLogProb

/** What it can do, whatever its parameters. It has no mean in closed form, and is not a likelihood. */
export const family = relaxed.family

/**
 * The distribution whose logits are 0, at a temperature, as a prior: `standard({ temperature: 0.5 })(20)`.
 *
 * Errors: a `ShapeError` when the temperature is not above 0, or a size not a whole number above 0.
 *
 * @example
 * standard({ temperature: 0.5 })(20)._tag
 * //=> 'StandardRelaxedBernoulli'
 */
export const standard = <const Given extends number>({
  temperature,
}: Temperature<Given, 'RelaxedBernoulli.standard'>) => {
  const known = positive('RelaxedBernoulli.standard', 'temperature', temperature)
  return standardOf(
    family,
    'RelaxedBernoulli.standard',
    <Row extends Dim, Event extends AnyShape>(zeros: T.Tensor<readonly [Row, ...Event]>) =>
      make<Row, Event>(zeros, T.scalar(known)),
    known,
  )
}
