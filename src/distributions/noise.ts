/** Noise of standard distributions, made of uniform noise: what reparameterized samples are functions of. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

/** What is drawn for each sample of a tensor: its shape and sizes under a leading axis. */
export const forSamples =
  <const Samples extends Dim>(samples: Samples, count: number) =>
  <Given extends AnyShape>({ shape, sizes }: Random.Drawn<Given>): Random.Drawn<readonly [Samples, ...Given]> => ({
    shape: [samples, ...shape],
    sizes: [count, ...sizes],
  })

/** Noise of a shape, from a key. */
export type Noise = (key: Key) => <Given extends AnyShape>(drawn: Random.Drawn<Given>) => T.Tensor<Given>

/** Uniform noise in (0, 1), also where the shape is a type parameter or erased. Shapes: `[...Shape]`. */
export const uniform: Noise = (key) => (drawn) => Random.uniform(key)(drawn)

/** Standard normal noise, likewise. Shapes: `[...Shape]`. */
export const normal: Noise = (key) => (drawn) => Random.normal(key)(drawn)

/**
 * Standard Gumbel noise `-ln(-ln u)`.
 *
 * Shapes: `[...Shape]`. Range: -2.8 to 16.7, for `u` is a middle of 2^23 cells.
 * Source: Maddison, Tarlow and Minka, "A* Sampling", NIPS 2014, section 2.
 */
export const gumbel: Noise = (key) => (drawn) => pipe(Random.uniform(key)(drawn), T.log, T.negate, T.log, T.negate)

/**
 * Standard logistic noise `ln u - ln(1 - u)`: the difference of two Gumbel ones.
 *
 * Shapes: `[...Shape]`. Range: -16.7 to 16.7.
 * Source: Maddison, Mnih and Teh, "The Concrete Distribution", arXiv:1611.00712, appendix B.
 */
export const logistic: Noise = (key) => (drawn) => {
  const u = Random.uniform(key)(drawn)
  return pipe(T.log(u), T.same.sub(pipe(u, T.negate, T.addScalar(1), T.log)))
}

/**
 * Standard Laplace noise `-sgn(v) ln(1 - |v|)`, with `v` uniform in (-1, 1).
 *
 * Both `v` and `1 - |v|` are exact in float32, and neither is ever 0.
 *
 * Shapes: `[...Shape]`. Range: -16 to 16.
 */
export const laplace: Noise = (key) => (drawn) => {
  const v = pipe(Random.uniform(key)(drawn), T.mulScalar(2), T.addScalar(-1))
  const size = T.abs(v)
  return pipe(size, T.negate, T.addScalar(1), T.log, T.negate, T.same.mul(pipe(v, T.same.div(size))))
}
