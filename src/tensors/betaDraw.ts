/** Draws of beta distributions as functions of their first parameter: by how the distribution function moves under them. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import { exactLog1p } from './expm1.js'
import { digammaRisingOf } from './gammaFunctions.js'
import { bindSame, unwrap, wrap } from './native.js'
import type { Tensor } from './tensor.js'

/** How many points an integral is the weighted sum of. */
const POINTS = 32

/** The Legendre polynomial of a degree and its slope at x. */
const legendre = (degree: number, x: number): readonly [value: number, slope: number] => {
  const [last, before] = Array.from({ length: degree }, (_, at) => at + 1).reduce<readonly [number, number]>(
    ([own, previous], n) => [((2 * n - 1) * x * own - (n - 1) * previous) / n, own],
    [1, 0],
  )
  return [last, (degree * (x * last - before)) / (x * x - 1)]
}

/** A root of the polynomial, by Newton's method from its approximation. */
const rootOf = (degree: number, place: number): number =>
  Array.from({ length: 8 }).reduce<number>(
    (x) => {
      const [value, slope] = legendre(degree, x)
      return x - value / slope
    },
    Math.cos((Math.PI * (place + 0.75)) / (degree + 0.5)),
  )

/** Points and weights of Gauss's rule on [0, 1]. Source: Abramowitz and Stegun, 25.4.29. */
const RULE = Array.from({ length: POINTS }, (_, place) => {
  const root = rootOf(POINTS, place)
  const [, slope] = legendre(POINTS, root)
  return { at: (1 + root) / 2, weight: 1 / ((1 - root * root) * slope * slope) }
})

const LOGARITHMS = RULE.map(({ at }) => Math.log(at))

/** Points at powers of those of the rule, in which an integrand has no root or pole, and their weights: `∫ f(v) dv = Σ w p r^(p-1) f(r^p)`. */
const powered = (power: number) => ({
  power,
  at: RULE.map(({ at }) => at ** power),
  weights: RULE.map(({ weight }) => power * weight),
})

/** From 0 the integrand begins as `t^(β-1)`, with β of a half and more: of squares it has no pole. */
const BELOW = powered(2)

/** From 1 it begins as `(1 - t)^(α-1) ln(1 - t)`, with α of a half and more: of fourth powers it has no pole, and begins as `v ln v`. */
const ABOVE = powered(4)

/** What both integrals are of: the shapes, and the mean of `-ln(1 - t)`. */
interface Shapes {
  readonly alpha: tf.Tensor
  readonly beta: number
  readonly mean: tf.Tensor
}

const each = (x: tf.Tensor): tf.Tensor => tf.expandDims(x, -1)

/** The sum of `e^logs factor` by the weights of a rule, whose points stand with an exponent. */
const summed = (rule: typeof BELOW, exponents: tf.Tensor, logs: tf.Tensor, factor: tf.Tensor): tf.Tensor => {
  const powers = tf.mul(exponents, tf.tensor1d(LOGARITHMS))
  return tf.sum(tf.mul(tf.mul(tf.exp(tf.add(logs, powers)), factor), tf.tensor1d(rule.weights)), -1)
}

/** `∫ t^(β-1) (1-t)^(α-1) (ln(1-t) + mean) dt` from 0 to y, over the integrand at y without the bracket: for y up to a half. */
const below = (y: tf.Tensor, { alpha, beta, mean }: Shapes): tf.Tensor => {
  const logs = exactLog1p(tf.neg(tf.mul(each(y), tf.tensor1d(BELOW.at))))
  const ratio = tf.mul(tf.sub(logs, each(exactLog1p(tf.neg(y)))), each(tf.sub(alpha, 1)))
  const exponent = tf.scalar(BELOW.power * beta - 1)
  return tf.mul(y, summed(BELOW, exponent, ratio, tf.add(logs, each(mean))))
}

/** The same from y to 1: for y from a half on, where near 1 the other one has a pole at its end. */
const above = (y: tf.Tensor, { alpha, beta, mean }: Shapes): tf.Tensor => {
  const rest = tf.sub(1, y)
  const own = tf.mul(each(rest), tf.tensor1d(ABOVE.at))
  const ratio = tf.mul(tf.sub(exactLog1p(tf.neg(own)), each(tf.log(y))), beta - 1)
  const logs = tf.add(each(tf.log(rest)), tf.tensor1d(LOGARITHMS.map((log) => ABOVE.power * log)))
  const exponent = each(tf.sub(tf.mul(alpha, ABOVE.power), 1))
  return tf.mul(rest, summed(ABOVE, exponent, ratio, tf.add(logs, each(mean))))
}

/**
 * How `y`, one less a draw of a beta distribution, moves with its first parameter α: minus the slope of the distribution function by
 * α over the density at `y`, as an integral from 0 to `y`, or from `y` to 1 with the other sign: from 0 to 1 it is 0.
 */
const slopeOf = (y: tf.Tensor, alpha: tf.Tensor, beta: number): tf.Tensor => {
  const mean = digammaRisingOf(alpha, tf.add(tf.zerosLike(alpha), beta))
  const shapes = { alpha, beta, mean }
  return tf.where(tf.less(y, 0.5), tf.neg(below(tf.minimum(y, 0.5), shapes)), above(tf.maximum(y, 0.5), shapes))
}

const moving = (beta: number) =>
  tf.customGrad((y, alpha, save) => {
    const [at, own, keep] = [y as tf.Tensor, alpha as tf.Tensor, save as tf.GradSaveFunc]
    keep([at, own])
    return {
      value: at.clone(),
      gradFunc: (dy, [savedY, savedAlpha]) => [
        tf.zerosLike(dy as tf.Tensor),
        tf.mul(dy as tf.Tensor, slopeOf(savedY as tf.Tensor, savedAlpha as tf.Tensor, beta)),
      ],
    }
  })

/**
 * Numbers `y` such that `1 - y` is a draw of the beta distribution of α and a constant β, with the gradient by α that a draw has: the
 * derivative at the same value of the distribution function. No gradient goes to the numbers as they are given.
 *
 * Of draws up to the last thousandth it is exact to 1e-4, at any α.
 *
 * Shapes: `[...Shape], [...Shape] -> [...Shape]`. Range: from 0 to 1; α and β of ½ and more.
 * Source: Figurnov, Mohamed and Mnih, "Implicit Reparameterization Gradients", arXiv:1805.08498, equation 5.
 */
export const movedByAlpha =
  <Kept extends AnyShape>(alpha: Tensor<Kept>, beta: number) =>
  (y: Tensor<Kept>): Tensor<Kept> => {
    bindSame('movedByAlpha', y, alpha)
    return wrap(y.shape, moving(beta)(unwrap(y), unwrap(alpha)))
  }
