/**
 * Draws of gamma distributions of rate 1, by their logarithms, as a program without loops: all tries at once.
 *
 * At least 95 of 100 tries are taken, so that none of 12 is in 3 of 1e16 draws; then the draw is near the mean.
 */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

const TRIES = 12

/** Below this a number counts as 0, of which there is no logarithm. */
const LEAST = 1e-30

/** A draw less its concentration 1 and more: `ln v` with `v = (1 + cε)³`, and whether it is taken. */
const attempt = <Kept extends AnyShape>(key: Key, d: T.Tensor<Kept>) => {
  const noise = Random.normal(child('noise')(key))(d)
  const root = pipe(d, T.sqrt, T.mulScalar(3))
  const base = pipe(noise, T.same.div(root), T.addScalar(1))
  const logV = pipe(base, T.clip(LEAST, 1e30), T.log, T.mulScalar(3))
  const bound = pipe(
    logV,
    T.same.sub(T.exp(logV)),
    T.addScalar(1),
    T.same.mul(d),
    T.same.add(pipe(noise, T.square, T.mulScalar(0.5))),
  )
  const u = Random.uniform(child('uniform')(key))(d)
  return { logV, taken: pipe(bound, T.same.sub(T.log(u)), T.step, T.same.mul(T.step(base))) }
}

/** Source: Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000, without its squeeze. */
const fromOne = <Kept extends AnyShape>(key: Key, concentrations: T.Tensor<Kept>): T.Tensor<Kept> => {
  const d = T.addScalar(-1 / 3)(concentrations)
  const start = { logV: T.zerosLike(d), open: T.addScalar(1)(T.zerosLike(d)) }
  const { logV } = Array.from({ length: TRIES }, (_, at) => attempt(child(at)(key), d)).reduce(
    ({ logV: held, open }, { logV: other, taken }) => {
      const now = pipe(open, T.same.mul(taken))
      return {
        logV: pipe(held, T.same.add(pipe(other, T.same.sub(held), T.same.mul(now)))),
        open: pipe(open, T.same.sub(now)),
      }
    },
    start,
  )
  return pipe(T.log(d), T.same.add(logV))
}

/**
 * The logarithm of one draw for each log-concentration; the draw itself may be too small for float32. It carries no gradient.
 *
 * Below a concentration of 1 it is a draw of one more, times `u` to the power of its inverse.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Source: Marsaglia and Tsang, section 6.
 */
export const logGammaDraw =
  (key: Key) =>
  <Kept extends AnyShape>(logConcentrations: T.Tensor<Kept>): T.Tensor<Kept> => {
    const concentrations = T.exp(T.stopGradient(logConcentrations))
    const isSmall = pipe(concentrations, T.negate, T.addScalar(1), T.step)
    const u = Random.uniform(child('power')(key))(concentrations)
    const boost = pipe(T.log(u), T.same.div(concentrations), T.same.mul(isSmall))
    return pipe(fromOne(child('gamma')(key), pipe(concentrations, T.same.add(isSmall))), T.same.add(boost))
  }
