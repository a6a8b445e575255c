/** Adam. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { at, plus, times } from './leafwise.js'
import type { Optimizer, Rate } from './optimizer.js'
import { checkedDecay, checkedEpsilon, checkedRate } from './range.js'

/** The settings of Adam; those left out have the values of the paper. */
export interface AdamOptions {
  /** Range: 0 or more. */
  readonly learningRate?: Rate
  /** Range: 0 to below 1. */
  readonly beta1?: number
  /** Range: 0 to below 1. */
  readonly beta2?: number
  /** Range: 0 or more. */
  readonly epsilon?: number
}

/**
 * Adam, with bias correction.
 *
 * The moments are kept as sums (`m ← β₁ m + g`, `v ← β₂ v + g²`); the factors 1 - β and the corrections are folded into
 * two numbers a step, which saves four passes over the parameters and changes no digit of the formula:
 * `α m̂ / (√v̂ + ε) = rate · m / (√v + shift)`.
 *
 * Errors: a `ShapeError` for a number out of its range, here or at the step at which a schedule gives it.
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", arXiv:1412.6980, algorithm 1.
 *
 * @example
 * adam({ learningRate: 1e-3 }).name
 * //=> 'adam'
 */
export const adam = (options: AdamOptions = {}): Optimizer => {
  const rate = checkedRate('adam', options.learningRate ?? 1e-3)
  const beta1 = checkedDecay('adam', 'beta1', options.beta1 ?? 0.9)
  const beta2 = checkedDecay('adam', 'beta2', options.beta2 ?? 0.999)
  const epsilon = checkedEpsilon('adam', options.epsilon ?? 1e-8)
  return {
    name: 'adam',
    init: (params) => [T.Tree.map(T.zerosLike)(params), T.Tree.map(T.zerosLike)(params)],
    scalars: (step) => {
      const correction = Math.sqrt((1 - beta2) / (1 - beta2 ** step))
      return [(rate(step) * (1 - beta1)) / ((1 - beta1 ** step) * correction), epsilon / correction]
    },
    update: (scalars) => (gradient, params, memory) => {
      const [first = params, second = params] = memory
      const moments = T.Tree.zipWith((m, g) => pipe(m, T.scaleBy(beta1), T.same.add(g)))(first, gradient)
      const squares = T.Tree.zipWith((v, g) => pipe(v, T.scaleBy(beta2), T.same.add(T.square(g))))(second, gradient)
      return {
        params: T.Tree.zipWith((p, m, v) =>
          pipe(p, T.same.sub(pipe(m, times(at(scalars, 0)), T.same.div(pipe(v, T.sqrt, plus(at(scalars, 1))))))),
        )(params, moments, squares),
        memory: [moments, squares],
      }
    },
  }
}
