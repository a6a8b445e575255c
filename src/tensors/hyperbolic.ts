/**
 * Hyperbolic space of curvature -1: every point as the vector that leads to it from the center, as long as the point is far.
 *
 * So no point rounds to the border, as those of a ball or of a half-plane do.
 */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import { slopedExpm1, slopedLog1p } from './expm1.js'
import { stopped as constant, wrap } from './native.js'
import type { Tensor } from './tensor.js'
import { slopedLengths, vectorsOf } from './vectors.js'

/** `1 - eˣ` of x of 0 and below. */
const fall = (x: tf.Tensor): tf.Tensor => tf.neg(slopedExpm1(x))

/** `arsinh(e^x)`: of large and of small numbers alike. */
const arsinhOfExponential = (x: tf.Tensor): tf.Tensor => {
  const above = tf.relu(x)
  const t = tf.exp(tf.mul(tf.abs(x), -2))
  const root = tf.div(t, tf.add(tf.sqrt(tf.add(t, 1)), 1))
  return tf.add(above, slopedLog1p(tf.add(tf.exp(tf.sub(x, above)), root)))
}

/** The smallest number that vectors are scaled by, so that 0 is left as it is. */
const LEAST = 1e-30

/** Vectors, in which `e^logScale` of them is the hyperbolic sine of a length, as vectors of this length. */
const ofSine = (sine: tf.Tensor, logScale: tf.Tensor): tf.Tensor => {
  // by the largest first: squares of small numbers may be 0. It is constant, for no gradient goes by a scale that is undone
  const largest = constant(tf.maximum(tf.max(tf.abs(sine), -1, true), LEAST))
  const scaled = tf.div(sine, largest)
  const length = slopedLengths(scaled)
  return tf.mul(tf.div(scaled, length), arsinhOfExponential(tf.add(tf.log(tf.mul(length, largest)), logScale)))
}

/** What the square of the length of a translation has added to it: one of 0 has a slope, and none is wrong in its last digit. */
const NEAR = 1e-6

/**
 * With the lengths ρ of `by` and r of x, and their directions n and w, the hyperbolic sine of the length of the result is that of
 * `sinh r (n + w) + [sinh(ρ - r) + (cosh ρ - 1) sinh r |n + w|²/2] n`: where the two nearly undo each other, all of it is small.
 *
 * Everything is `4 e^-(ρ + r)` times that, so that nothing overflows.
 */
const translated = (by: tf.Tensor, x: tf.Tensor): tf.Tensor => {
  const [rho, r] = [slopedLengths(by, NEAR), slopedLengths(x)]
  const [n, w] = [tf.div(by, rho), tf.div(x, r)]
  const both = tf.add(n, w)
  const sine = fall(tf.mul(r, -2))
  const apart = tf.mul(tf.tanh(tf.sub(rho, r)), tf.add(tf.exp(tf.mul(rho, -2)), tf.exp(tf.mul(r, -2))))
  const turned = tf.mul(tf.mul(tf.square(fall(tf.neg(rho))), sine), tf.sum(tf.square(both), -1, true))
  const along = tf.add(tf.mul(apart, 2), tf.mul(turned, 0.5))
  const across = tf.mul(tf.mul(tf.exp(tf.neg(rho)), sine), 2)
  return ofSine(tf.add(tf.mul(both, across), tf.mul(n, along)), tf.add(tf.add(rho, r), -Math.log(4)))
}

/**
 * Points moved by the translation that takes the center to `by`: the exponential map at `by` of the vectors, carried there along the
 * way. That by `-by` undoes it.
 *
 * Shapes: `[...Lead, ...Event], [...Lead, ...Event] -> [...Lead, ...Event]`. Source: Nagano et al., arXiv:1902.02992, section 3: parallel
 * transport and the exponential map on the hyperboloid, written by lengths and directions.
 */
export const translateEvents =
  (event: AnyShape) =>
  <Given extends AnyShape>(by: Tensor<Given>) =>
  (x: Tensor<Given>): Tensor<Given> => {
    const vectors = vectorsOf(event.length)
    return wrap(x.shape, tf.reshape(translated(vectors(by), vectors(x)), [...x.sizes]))
  }
