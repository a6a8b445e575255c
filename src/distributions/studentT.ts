/**
 * Independent Student-t distributions, by their location, log-scale and degrees of freedom: normal ones with wide tails, so that
 * numbers far from the rest move a mean less.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { logRising } from '../tensors/gamma.js'
import * as T from '../tensors/index.js'
import { log1p } from '../tensors/log1p.js'
import { boundLogScale, type Positive, positive } from './bound.js'
import { type Of, unbounded } from './family.js'
import { logGammaDraw } from './gammaDraw.js'
import { independent } from './independent.js'
import { add, type Leaf, mul, sub, under } from './leaf.js'
import * as Noise from './noise.js'
import type { Leaves, Like } from './numberFormula.js'
import { type Standard, standardOf } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** One distribution a row, with a location and a log-scale for every number of the event, all of the same degrees of freedom. */
export interface StudentT<Row extends Dim, Event extends AnyShape> extends Of<'StudentT'> {
  readonly location: T.Tensor<readonly [Row, ...Event]>
  readonly logScale: T.Tensor<readonly [Row, ...Event]>
  readonly degrees: T.Tensor<readonly []>
}

declare module './kinds.js' {
  interface Kinds<Row extends Dim, Event extends AnyShape> {
    readonly StudentT: StudentT<Row, Event>
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardStudentT: Standard<'StudentT', Event>
  }
  interface DistributionFacts {
    readonly StudentT: {
      readonly over: 'real'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: true
      readonly head: 'location' | 'logScale'
    }
  }
}

/** The degrees of freedom: above 0. */
export interface DegreesOfFreedom<Given extends number = number, Name extends string = string> {
  readonly degrees: Positive<Given, `${Name}: the degrees`>
}

// -----------------------------------------------------------------------------
// the formula for one number
// -----------------------------------------------------------------------------

type Parameters = Leaves<'location' | 'logScale' | 'degrees'>

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/** `ln Γ(ν/2 + ½) - ln Γ(ν/2) - ½ ln πν`: that of a normal distribution, and what goes to 0 as ν grows. */
const logNormalizer = (degrees: Leaf): Leaf =>
  pipe(degrees, T.mulScalar(0), T.addScalar(0.5), logRising(T.mulScalar(0.5)(degrees)), T.addScalar(-HALF_LOG_TWO_PI))

/** `x` to the power of a number, of a scalar above 0. */
const power =
  (exponent: number) =>
  (x: Leaf): Leaf =>
    pipe(x, T.log, T.mulScalar(exponent), T.exp)

const logDensity = (x: Leaf, { location, logScale, degrees }: Parameters): Leaf => {
  const away = pipe(x, sub(location), mul(T.exp(T.negate(logScale))))
  const weight = pipe(degrees, T.addScalar(1), T.mulScalar(-0.5))
  return pipe(away, T.square, mul(power(-1)(degrees)), log1p, mul(weight), sub(logScale), add(logNormalizer(degrees)))
}

/** Standard noise: normal, over the root of a gamma draw of mean 1. */
const noise = (key: Key, like: Like, degrees: Leaf): Leaf => {
  const logHalf = pipe(degrees, T.mulScalar(0.5), T.log, T.stopGradient)
  const logRoot = pipe(logHalf, under(like), logGammaDraw(child('gamma')(key)), sub(logHalf), T.mulScalar(-0.5))
  return pipe(Noise.normal(child('normal')(key))(like), mul(T.exp(logRoot)))
}

const studentT = independent({
  name: 'StudentT',
  over: 'real',
  gradient: 'pathwise',
  parameters: ['location', 'logScale', 'degrees'],
  shared: ['degrees'],
  logDensity,
  mean: ({ location }) => location,
  sample: (key, like, { location, logScale, degrees }) =>
    pipe(noise(key, like, degrees), mul(T.exp(logScale)), add(location)),
  head: { location: unbounded, logScale: boundLogScale },
  kl: {},
})

// -----------------------------------------------------------------------------
// its functions
// -----------------------------------------------------------------------------

/** Student-t distributions from their locations, log-scales and degrees above 0. Shapes: two of `[Row, ...Event]`, and `[]`. */
export const make = <Row extends Dim, Event extends AnyShape>(
  location: T.Tensor<readonly [Row, ...Event]>,
  logScale: T.Tensor<readonly [Row, ...Event]>,
  degrees: T.Tensor<readonly []>,
): StudentT<Row, Readonly<Event>> => studentT.make<Row, Event>({ location, logScale, degrees })

/** The same distribution with all axes of its event as one, under a name. Shapes: `[Row, ...Event] -> [Row, Name]`. */
export const flattenEvent = studentT.flattenEvent

/**
 * The log-density of `x`, summed over the event: with `t = (x - location) / scale` and `ν` degrees of freedom,
 * `Σ ln Γ((ν + 1)/2) - ln Γ(ν/2) - ½ ln πν - logScale - (ν + 1)/2 ln(1 + t²/ν)`.
 *
 * Exact to float32 at any degrees, and digit by digit that of a normal distribution where they are many.
 *
 * Shapes: `[...Lead, Row, ...Event] -> [...Lead, Row]`. Units: nats.
 * Source: Bishop, "Pattern Recognition and Machine Learning", equation 2.159.
 */
export const logProb = studentT.logProb

/** The location: the median, and the mean where the degrees are above 1. Shapes: `[Row, ...Event]`. */
export const mean = studentT.family.mean

/**
 * Reparameterized samples `location + scale ε`, with `ε` normal over the root of a gamma draw. The degrees are a constant: no
 * gradient goes to them.
 *
 * Shapes: `[Row, ...Event] -> [Samples, Row, ...Event]`. Source: Bishop, equation 2.158.
 */
export const sample = studentT.sample

/** What it can do, whatever its parameters: over real data. Its mode is its location. */
export const family = studentT.family

/**
 * The distribution whose location and log-scale are 0, as a prior: `standard({ degrees: 4 })(20)`.
 *
 * Errors: a `ShapeError` when the degrees are not above 0, or a size not a whole number above 0.
 *
 * @example
 * standard({ degrees: 4 })(20)._tag
 * //=> 'StandardStudentT'
 */
export const standard = <const Given extends number>({ degrees }: DegreesOfFreedom<Given, 'StudentT.standard'>) => {
  const known = positive('StudentT.standard', 'degrees', degrees)
  return standardOf(
    family,
    'StudentT.standard',
    <Row extends Dim, Event extends AnyShape>(zeros: T.Tensor<readonly [Row, ...Event]>) =>
      make<Row, Event>(zeros, zeros, T.scalar(known)),
  )
}
