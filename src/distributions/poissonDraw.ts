/**
 * Draws of Poisson distributions, as a program without loops: all tries at once.
 *
 * Rates below 10 by the distribution function, rates from 10 on by transformed rejection, of which 24 tries are drawn:
 * at a rate of 10 a quarter of them fail, so
 * that none is taken in 4 of 1e15 draws; then the count is the mode.
 */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { floor, logFactorial } from '../tensors/special.js'

/** Where one way ends and the other begins: transformed rejection is for rates of 10 and more. */
const LOG_MIDDLE = Math.log(10)

const TRIES = 24

/** Of rates below 10, a count above 44 has a probability below 1e-15. */
const MOST = 44

type Elementwise = <Kept extends AnyShape>(tensor: T.Tensor<Kept>) => T.Tensor<Kept>

const below =
  (bound: number): Elementwise =>
  (x) =>
    pipe(x, T.negate, T.addScalar(bound), T.step)

/** How many values of the distribution function lie below uniform noise: sequential search, unrolled. */
const small =
  (key: Key): Elementwise =>
  (logRates) => {
    const u = Random.uniform(key)(logRates)
    const logs = T.clip(-80, LOG_MIDDLE)(logRates)
    const rates = T.exp(logs)
    const first = pipe(rates, T.negate, T.exp)
    const start = { term: first, sum: first, count: T.zerosLike(u) }
    return Array.from({ length: MOST }, (_, at) => at + 1).reduce(({ term, sum, count }, k) => {
      const next = pipe(term, T.same.mul(rates), T.mulScalar(1 / k))
      return {
        term: next,
        sum: pipe(sum, T.same.add(next)),
        count: pipe(count, T.same.add(T.step(pipe(u, T.same.sub(sum))))),
      }
    }, start).count
  }

/** One try of transformed rejection: a count, and whether it is taken. */
const attempt = <Kept extends AnyShape>(key: Key, logRates: T.Tensor<Kept>) => {
  const rates = T.exp(logRates)
  const u = pipe(Random.uniform(child('u')(key))(logRates), T.addScalar(-0.5))
  const v = Random.uniform(child('v')(key))(logRates)
  const b = pipe(rates, T.sqrt, T.mulScalar(2.53), T.addScalar(0.931))
  const a = pipe(b, T.mulScalar(0.02483), T.addScalar(-0.059))
  const us = pipe(u, T.abs, T.negate, T.addScalar(0.5))
  const inverseAlpha = pipe(
    rates,
    T.mulScalar(0),
    T.addScalar(1.1328),
    T.same.div(T.addScalar(-3.4)(b)),
    T.addScalar(1.1239),
  )
  const count = pipe(
    a,
    T.mulScalar(2),
    T.same.div(us),
    T.same.add(b),
    T.same.mul(u),
    T.same.add(rates),
    T.addScalar(0.43),
    floor,
  )
  const known = T.relu(count)
  const density = pipe(known, T.same.mul(logRates), T.same.sub(rates), T.same.sub(logFactorial(known)))
  const hat = pipe(a, T.same.div(T.square(us)), T.same.add(b), T.log)
  const bound = pipe(T.log(v), T.same.add(T.log(inverseAlpha)), T.same.sub(hat))
  const inside = pipe(density, T.same.sub(bound), T.step)
  return { count: known, taken: pipe(inside, T.same.mul(T.step(T.addScalar(0.5)(count)))) }
}

/** The first try that is taken. Source: Hörmann, "The transformed rejection method for generating Poisson random variables", 1993, algorithm PTRS, without its squeezes. */
const large =
  (key: Key): Elementwise =>
  (logRates) => {
    const logs = pipe(logRates, T.addScalar(-LOG_MIDDLE), T.relu, T.addScalar(LOG_MIDDLE))
    const rates = T.exp(logs)
    const start = { count: floor(rates), open: pipe(rates, T.mulScalar(0), T.addScalar(1)) }
    return Array.from({ length: TRIES }, (_, at) => child(at)(key)).reduce(({ count, open }, each) => {
      const { count: other, taken } = attempt(each, logs)
      const now = pipe(open, T.same.mul(taken))
      return {
        count: pipe(count, T.same.add(pipe(other, T.same.sub(count), T.same.mul(now)))),
        open: pipe(open, T.same.sub(now)),
      }
    }, start).count
  }

/**
 * One draw for each log-rate. It carries no gradient.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: whole numbers from 0.
 */
export const poissonDraw =
  (key: Key): Elementwise =>
  (logRates) => {
    const held = T.stopGradient(logRates)
    const isSmall = below(LOG_MIDDLE)(held)
    const few = pipe(small(child('small')(key))(held), T.same.mul(isSmall))
    const many = pipe(large(child('large')(key))(held), T.same.mul(pipe(isSmall, T.negate, T.addScalar(1))))
    return T.same.add(many)(few)
  }
