/**
 * The uniform distribution tilted by an exponential: its density on [0, 1] is `e^(ηx)` over `(e^η - 1) / η`.
 *
 * Its functions of η are all of the form 0 over 0 at η = 0. Each is a power series for |η| below 1, and exact above.
 * The two are joined by `min(|η|, 1)` and `max(|η|, 1)`, one of which is always constant, and not by a `where`, whose
 * unused side would still take part in the gradient.
 */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { logitOf } from './coordinates.js'

type Elementwise = <Kept extends AnyShape>(tensor: T.Tensor<Kept>) => T.Tensor<Kept>

/** `Σ c_k x^k`, by Horner's rule, from the highest power. */
const polynomial =
  (...coefficients: readonly number[]): Elementwise =>
  (x) =>
    coefficients
      .slice(1)
      .reduce(
        (sum, each) => pipe(sum, T.same.mul(x), T.addScalar(each)),
        pipe(x, T.mulScalar(0), T.addScalar(coefficients[0] as number)),
      )

/** `|η|`, as far as it is above 1. */
const above: Elementwise = (eta) => pipe(T.abs(eta), T.addScalar(-1), T.relu)

/** `max(|η|, 1)` and `min(|η|, 1)`. At 1 the gradient is of the smaller alone. */
const parts = <Kept extends AnyShape>(eta: T.Tensor<Kept>) => {
  const over = above(eta)
  return { far: T.addScalar(1)(over), near: pipe(T.abs(eta), T.same.sub(over)) }
}

/** η within -1 and 1. The gradient passes at both. */
const signedNear: Elementwise = T.clip(-1, 1)

/** 1 where |η| is above 1, else 0. */
const isFar: Elementwise = (eta) => T.step(above(eta))

// -----------------------------------------------------------------------------
// the series, of a = |η|
// -----------------------------------------------------------------------------

/** `ln(sinh(a/2) / (a/2))` of `a²`: from `h²/6 - h⁴/180 + h⁶/2835 - h⁸/37800 + h¹⁰/467775`, with `h = a/2`. */
const SERIES = [1 / 24, -1 / 2880, 1 / 181440, -1 / 9676800, 1 / 479001600].toReversed()

const ofSquare =
  (weights: (power: number) => number): Elementwise =>
  (a) => {
    const square = T.square(a)
    return pipe(square, polynomial(...SERIES.map((each, at) => weights(SERIES.length - at) * each)), T.same.mul(square))
  }

const evenSeries = ofSquare(() => 1)
// a function f of a² less a f'(a): every power 2n once less its 2n-fold
const entropySeries = ofSquare((power) => 1 - 2 * power)

/** `ln((1 - e⁻ᵃ) / a)` for `a` of 1 and more. */
const logRatio: Elementwise = (a) => pipe(T.negate(a), T.expm1, T.negate, T.log, T.same.sub(T.log(a)))

/** `1 / (eᵃ - 1)` for `a` of 1 and more, without overflow. */
const decay: Elementwise = (a) => pipe(T.exp(T.negate(a)), T.same.div(pipe(T.negate(a), T.expm1, T.negate)))

// -----------------------------------------------------------------------------
// the functions of η
// -----------------------------------------------------------------------------

/** One function where |η| is at most 1, another where it is above. */
const joined = <Kept extends AnyShape>(eta: T.Tensor<Kept>, near: T.Tensor<Kept>, far: T.Tensor<Kept>) =>
  pipe(near, T.same.mul(pipe(isFar(eta), T.negate, T.addScalar(1))), T.same.add(pipe(far, T.same.mul(isFar(eta)))))

/** 1 where η is above 0, else 0. */
const isPositive: Elementwise = (eta) => T.step(eta)

/** `1 - x` where a mask is 1, `x` where it is 0: the distribution of -η is the mirror image of that of η. */
const mirroredWhere =
  <Kept extends AnyShape>(mask: T.Tensor<Kept>) =>
  (x: T.Tensor<Kept>): T.Tensor<Kept> =>
    pipe(x, T.mulScalar(-2), T.addScalar(1), T.same.mul(mask), T.same.add(x))

/** η where |η| is at most 1, else 0. */
const nearAlone: Elementwise = (eta) => pipe(eta, T.same.mul(pipe(isFar(eta), T.negate, T.addScalar(1))))

/** η where it is above 1, else 0. */
const farAlone: Elementwise = (eta) => pipe(T.relu(eta), T.same.mul(isFar(eta)))

/** 1 where η is above 1, and the density largest at 1 by far, else 0. */
export const isAbove: Elementwise = (eta) => pipe(isFar(eta), T.same.mul(isPositive(eta)))

/**
 * `logNormalizer`, less η where η is above 1: `ln((1 - e^-|η|) / |η|)` far away, and `η/2` and a series in `η²` near 0.
 *
 * Shapes: `[...Shape] -> [...Shape]`.
 */
export const logNormalizerFromEnd: Elementwise = (eta) => {
  const { far, near } = parts(eta)
  // η itself and not |η|, whose gradient at 0 is 0
  return joined(eta, pipe(evenSeries(near), T.same.add(T.mulScalar(0.5)(signedNear(eta)))), logRatio(far))
}

/**
 * `ln((e^η - 1) / η)`: the logarithm of what the density is divided by.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: 0 at 0, and about `η - ln η` far above.
 */
export const logNormalizer: Elementwise = (eta) => pipe(farAlone(eta), T.same.add(logNormalizerFromEnd(eta)))

/**
 * The mean: the derivative of `logNormalizer`, `1 / (1 - e^-η) - 1/η`.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: 0 to 1, and 1/2 at 0.
 */
export const mean: Elementwise = (eta) => {
  const { far } = parts(eta)
  const near = signedNear(eta)
  const series = pipe(
    T.square(near),
    polynomial(...SERIES.map((each, at) => 2 * (SERIES.length - at) * each)),
    T.same.mul(near),
    T.addScalar(0.5),
  )
  // from the end where the density is largest: 1/a - 1/(e^a - 1), which loses no digit there
  const fromEnd = pipe(far, T.log, T.negate, T.exp, T.same.sub(decay(far)))
  return joined(eta, series, mirroredWhere(isPositive(eta))(fromEnd))
}

/**
 * The differential entropy `logNormalizer(η) - η·mean(η)`.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: at most 0, which it is at 0; about `1 - ln |η|` far away.
 */
export const entropy: Elementwise = (eta) => {
  const { far, near } = parts(eta)
  // not the difference of two numbers of the size of η: ln((1 - e^-a) / a) + 1 - a / (e^a - 1)
  const exact = pipe(logRatio(far), T.same.sub(pipe(decay(far), T.same.mul(far))), T.addScalar(1))
  return joined(eta, entropySeries(near), exact)
}

// -----------------------------------------------------------------------------
// the divergence
// -----------------------------------------------------------------------------

/**
 * `KL(q || p)`: `logNormalizer(p) - logNormalizer(q) - (p - q)·mean(q)`, with the parts of the size of η taken together.
 *
 * Shapes: `[...Shape], [...Shape] -> [...Shape]`. Range: never negative but for rounding.
 */
export const divergence =
  <Kept extends AnyShape>(p: T.Tensor<Kept>) =>
  (q: T.Tensor<Kept>): T.Tensor<Kept> => {
    const moved = (part: Elementwise, share: T.Tensor<Kept>) => pipe(part(p), T.same.sub(part(q)), T.same.mul(share))
    // not 1 - mean: of a mean next to 1, nothing of it would be left
    const [below, above] = [mean(q), mean(T.negate(q))]
    return pipe(
      logNormalizerFromEnd(p),
      T.same.sub(logNormalizerFromEnd(q)),
      T.same.sub(moved(nearAlone, below)),
      T.same.add(moved(farAlone, above)),
      T.same.add(moved((eta) => farAlone(T.negate(eta)), below)),
    )
  }

// -----------------------------------------------------------------------------
// quantiles
// -----------------------------------------------------------------------------

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))

/** `(e^η - 1) / η`, for |η| up to 1. */
const growth = polynomial(...Array.from({ length: 11 }, (_, at) => 1 / factorial(11 - at)))

/** `artanh(t) / t` of `t²`, for |t| up to 0.47. */
const artanh = polynomial(...Array.from({ length: 11 }, (_, at) => 1 / (2 * (10 - at) + 1)))

/** `ln(1 + u(e^η - 1)) / η` for |η| up to 1: with `w = u(e^η - 1)`, the logarithm is `2 artanh(w / (2 + w))`. */
const quantileNear = <Kept extends AnyShape>(eta: T.Tensor<Kept>, u: T.Tensor<Kept>): T.Tensor<Kept> => {
  const slope = pipe(growth(eta), T.same.mul(u))
  const half = pipe(slope, T.same.mul(eta), T.addScalar(2))
  const ratio = pipe(slope, T.same.div(half))
  const t = pipe(ratio, T.same.mul(eta))
  return pipe(artanh(T.square(t)), T.same.mul(ratio), T.mulScalar(2))
}

/** For |η| of 1 and more, how far it is from the end where the density is largest: `-ln((1 - v) + v e^-|η|) / |η|`. */
const quantileFar = <Kept extends AnyShape>(eta: T.Tensor<Kept>, u: T.Tensor<Kept>): T.Tensor<Kept> => {
  const { far } = parts(eta)
  const v = mirroredWhere(isPositive(eta))(u)
  const tail = pipe(T.exp(T.negate(far)), T.same.mul(v), T.same.sub(v), T.addScalar(1))
  return pipe(T.log(tail), T.negate, T.same.div(far))
}

/** The quantile, where η is above 1 from 1: there it may be too small to be seen beside 1. */
const fromEnd =
  <Kept extends AnyShape>(u: T.Tensor<Kept>) =>
  (eta: T.Tensor<Kept>): T.Tensor<Kept> =>
    joined(eta, quantileNear(signedNear(eta), u), quantileFar(eta, u))

/**
 * The inverse of the distribution function: `ln(1 + u(e^η - 1)) / η`, differentiable in η.
 *
 * Shapes: `[...Shape], [...Shape] -> [...Shape]`. Range: 0 to 1.
 */
export const quantile =
  <Kept extends AnyShape>(u: T.Tensor<Kept>) =>
  (eta: T.Tensor<Kept>): T.Tensor<Kept> =>
    pipe(fromEnd(u)(eta), mirroredWhere(isAbove(eta)), T.clip(0, 1))

/**
 * The logit of `quantile`, also where that rounds to 1.
 *
 * Shapes: `[...Shape], [...Shape] -> [...Shape]`.
 */
export const logitQuantile =
  <Kept extends AnyShape>(u: T.Tensor<Kept>) =>
  (eta: T.Tensor<Kept>): T.Tensor<Kept> =>
    pipe(fromEnd(u)(eta), logitOf, T.same.mul(pipe(isAbove(eta), T.mulScalar(-2), T.addScalar(1))))
