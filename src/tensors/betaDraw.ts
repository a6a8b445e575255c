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

/** Where the integrand is looked at: `y w²`, in which it has no root. */
const SQUARES = RULE.map(({ at }) => at * at)
const LOGARITHMS = RULE.map(({ at }) => Math.log(at))
const WEIGHTS = RULE.map(({ weight }) => weight)

/**
 * How `y`, one less a draw of a beta distribution, moves with its first parameter α: minus the slope of the distribution function by
 * α over the density at `y`, as an integral from 0 to `y` by Gauss's rule.
 */
const slopeOf = (y: tf.Tensor, alpha: tf.Tensor, beta: number): tf.Tensor => {
  const each = (x: tf.Tensor): tf.Tensor => tf.expandDims(x, -1)
  const logs = exactLog1p(tf.neg(tf.mul(each(y), tf.tensor1d(SQUARES))))
  const ratio = tf.mul(tf.sub(logs, each(exactLog1p(tf.neg(y)))), each(tf.sub(alpha, 1)))
  const powers = tf.tensor1d(LOGARITHMS.map((each) => (2 * beta - 1) * each))
  const mean = digammaRisingOf(alpha, tf.add(tf.zerosLike(alpha), beta))
  const moved = tf.mul(tf.exp(tf.add(ratio, powers)), tf.add(logs, each(mean)))
  const integral = tf.sum(tf.mul(moved, tf.tensor1d(WEIGHTS.map((weight) => 2 * weight))), -1)
  return tf.neg(tf.mul(y, integral))
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
 * It is exact to 1e-3, but for the last hundredth of draws where α is below 2.
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
