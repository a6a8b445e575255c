/** Ways from one latent to another, and along one number of a latent. */

import { pipe } from 'fp-ts/lib/function.js'
import type { LatentKind } from '../../distributions/family.js'
import type { DistributionFacts } from '../../distributions/kinds.js'
import type { Support } from '../../distributions/support.js'
import { refuse } from '../../shapes/defect.js'
import { mustBe, type Said } from '../../shapes/message.js'
import * as T from '../../tensors/index.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

/** What has nothing between two of its values. */
const DISCRETE = ['binary', 'oneHot', 'integer'] as const

type Discrete = (typeof DISCRETE)[number]

/** The message for a latent that is discrete. */
export type NothingBetween<What extends string, Over extends string> = Said<typeof nothingBetween<What, Over>>
const nothingBetween = <What extends string, Over extends string>(what: What, over: Over) =>
  `${what} needs a latent with numbers between two others, but that of the model is ${over}` as const

/** `unknown` for a posterior whose samples lie in a continuum, else the message. */
export type Continuous<What extends string, Posterior extends LatentKind> = [
  Extract<DistributionFacts[Posterior]['over'], Discrete>,
] extends [never]
  ? unknown
  : NothingBetween<What, Extract<DistributionFacts[Posterior]['over'], Discrete>>

/** Whether there are numbers between two of some support. */
export const isContinuous = (over: Support): boolean => !DISCRETE.some((each) => each === over)

/** The run-time version of `Continuous`. Errors: a `ShapeError` with the message. */
export const continuous = (what: string, { over }: { readonly over: Support }): void => {
  if (!isContinuous(over)) refuse(nothingBetween(what, over))
}

// -----------------------------------------------------------------------------
// shares of a way
// -----------------------------------------------------------------------------

/** How much of a way lies behind each step. */
export type Shares = T.Tensor<readonly ['steps', 1, 1]>

const column = (values: readonly number[]): Shares =>
  T.fromHost(T.host(['steps', 1, 1], { steps: values.length }, Float32Array.from(values)))

/**
 * Numbers at equal distances, both ends among them: how far a way has come at each of its steps.
 *
 * Errors: a `ShapeError` when the steps are not a whole number from 2.
 */
export const evenly = (what: string, steps: number, [first, last]: readonly [number, number] = [0, 1]): Shares =>
  Number.isInteger(steps) && steps >= 2
    ? column(Array.from({ length: steps }, (_, step) => first + ((last - first) * step) / (steps - 1)))
    : refuse(mustBe(`${what}: the steps`, 'a whole number from 2', steps))

// -----------------------------------------------------------------------------
// ways
// -----------------------------------------------------------------------------

/** How one gets from one latent to another. */
export type Way = 'straight' | 'spherical'

/** Rows of latents as vectors. */
export type Vectors = T.Tensor<readonly ['rows', 'latent']>

/** What lies on the ways between the latents of two rows each. */
export type OnTheWay = T.Tensor<readonly ['steps', 'rows', 'latent']>

/** An angle for each row. */
type Angles = T.Tensor<readonly ['rows', 1]>

/** The coefficients of an arc cosine from 0 to 1. Source: Abramowitz and Stegun, 1964, equation 4.4.46. */
const ARC = [
  1.570796305, -0.2145988016, 0.0889789874, -0.0501743046, 0.030891881, -0.0170881256, 0.0066700901, -0.0012624911,
]

/** The arc cosine of numbers in [-1, 1], to 1e-6. Shapes: `[...Shape] -> [...Shape]`. Units: radians. */
export const arcCosine = (cosine: Angles): Angles => {
  const size = T.abs(cosine)
  const series = ARC.reduceRight(
    (sum, coefficient) => pipe(sum, T.same.mul(size), T.addScalar(coefficient)),
    T.zerosLike(size),
  )
  const arc = pipe(size, T.negate, T.addScalar(1), T.clip(0, 1), T.sqrt, T.same.mul(series))
  const beyond = pipe(arc, T.negate, T.addScalar(Math.PI))
  return pipe(cosine, T.less(T.scalar(0)), T.where(beyond, arc))
}

const dot = (a: Vectors, b: Vectors): Angles => pipe(a, T.same.mul(b), T.keepDims.sum('latent'))

/** Below this sine of the angle between them two latents lie in one line, and the way between them is straight. */
const ONE_LINE = 1e-3

/** The largest cosine: at that of 1 the arc cosine has an infinite gradient, and the way is straight in any case. */
const ALIGNED = 1 - 1e-7

/** How much of a latent there is where a share of the arc is left. Shapes: `['steps', 'rows', 1]`. */
const partOnArc = (angle: Angles, share: Shares) => {
  const sine = T.sin(angle)
  const arc = pipe(angle, T.mul(share), T.sin, T.div(pipe(sine, T.clip(ONE_LINE, 1))))
  return pipe(sine, T.less(T.scalar(ONE_LINE)), T.where(share, arc))
}

const rest = (share: Shares): Shares => pipe(share, T.negate, T.addScalar(1))

const straight = (from: Vectors, to: Vectors, share: Shares): OnTheWay =>
  pipe(from, T.mul(rest(share)), T.same.add(pipe(to, T.mul(share))))

/** Source: Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985, section 3.3. */
const spherical = (from: Vectors, to: Vectors, share: Shares): OnTheWay => {
  const sizes = pipe(dot(from, from), T.same.mul(dot(to, to)), T.sqrt, T.clip(1e-20, 3e38))
  const angle = arcCosine(pipe(dot(from, to), T.same.div(sizes), T.clip(-ALIGNED, ALIGNED)))
  const after = pipe(to, T.mul(partOnArc(angle, share)))
  return pipe(from, T.mul(partOnArc(angle, rest(share))), T.same.add(after))
}

/**
 * What lies between two latents, in its share of the way.
 *
 * Straight: `(1 - t) a + t b`. Spherical: along the arc between their directions, on which latents of many dimensions keep
 * the length that those of a standard normal prior have; where they lie in one line it is straight.
 *
 * Shapes: `['rows', 'latent'], ['rows', 'latent'], ['steps', 1, 1] -> ['steps', 'rows', 'latent']`.
 */
export const between = (way: Way): ((from: Vectors, to: Vectors, share: Shares) => OnTheWay) =>
  way === 'straight' ? straight : spherical
