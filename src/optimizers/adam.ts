/** Adam. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { at, leafwise, plus, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer, Rate } from './optimizer.js'
import { decayFault, epsilonFault, rateFault, rateOf } from './range.js'

/** The settings of Adam; those left out have the values of the paper. */
export interface AdamOptions {
  /** Range: 0 or more. */
  readonly learningRate?: Rate
  /** Range: 0 to below 1. */
  readonly beta1?: number
  /** Range: 0 to below 1. */
  readonly beta2?: number
  /** Range: above 0. */
  readonly epsilon?: number
}

const LEARNING_RATE = 1e-3

/**
 * Adam, with bias correction.
 *
 * The moments are kept as sums (`m ← β₁ m + g`, `v ← β₂ v + g²`); the factors 1 - β and the corrections are folded into
 * two numbers a step, which saves four passes over the parameters and changes no digit of the formula:
 * `α m̂ / (√v̂ + ε) = rate · m / (√v + shift)`.
 *
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it.
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", arXiv:1412.6980, algorithm 1.
 *
 * @example
 * adam({ learningRate: 1e-3 }).name
 * //=> 'adam'
 */
export const adam = ({
  learningRate = LEARNING_RATE,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamOptions = {}): Optimizer => {
  const rate = rateOf('adam', learningRate)
  return leafwise({
    name: 'adam',
    fault:
      rateFault('adam', learningRate) ??
      decayFault('adam', 'beta1', beta1) ??
      decayFault('adam', 'beta2', beta2) ??
      epsilonFault('adam', epsilon),
    scalars: (step, watched) => {
      const correction = Math.sqrt((1 - beta2) / (1 - beta2 ** step))
      return [(rate(step, watched) * (1 - beta1)) / ((1 - beta1 ** step) * correction), epsilon / correction]
    },
    remembers: 2,
    update:
      (scalars) =>
      (gradient, param, [first = param, second = param]) => {
        const moment = pipe(first, T.mulScalar(beta1), T.same.add(gradient))
        const squares = pipe(second, T.mulScalar(beta2), T.same.add(T.square(gradient)))
        const change = pipe(moment, times(at(scalars, 0)), T.same.div(pipe(squares, T.sqrt, plus(at(scalars, 1)))))
        return { param: pipe(param, T.same.sub(change)), state: [moment, squares] }
      },
  })
}

/** Adam by name. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 2, make: adam }
