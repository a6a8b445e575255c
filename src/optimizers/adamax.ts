/** Adamax. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { larger } from '../tensors/norm.js'
import { type AdamOptions, momentsFault } from './adam.js'
import { at, leafwise, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer } from './optimizer.js'
import { rateOf } from './range.js'

/** The settings of Adamax: those of Adam. */
export interface AdamaxOptions extends AdamOptions {}

const LEARNING_RATE = 2e-3

/**
 * Adamax: Adam with the largest gradient, decayed, in place of the root of the mean of squares:
 * `u ← max(β₂ u, |g| + ε)`, `p ← p - α m̂ / u`.
 *
 * The paper has no ε; it is that of PyTorch, and keeps parameters whose gradient is always 0 where they are.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it.
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", arXiv:1412.6980, algorithm 2.
 */
export const adamax = ({
  learningRate = LEARNING_RATE,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamaxOptions = {}): Optimizer => {
  const rate = rateOf('adamax', learningRate)
  return leafwise({
    name: 'adamax',
    fault: momentsFault('adamax', { learningRate, beta1, beta2, epsilon }),
    // the moment is kept as a sum, as in Adam
    scalars: (step, watched) => [(rate(step, watched) * (1 - beta1)) / (1 - beta1 ** step)],
    remembers: 2,
    update:
      (scalars) =>
      (gradient, param, [first = param, second = param]) => {
        const moment = pipe(first, T.mulScalar(beta1), T.same.add(gradient))
        const largest = larger(pipe(second, T.mulScalar(beta2)), pipe(gradient, T.abs, T.addScalar(epsilon)))
        const change = pipe(moment, times(at(scalars, 0)), T.same.div(largest))
        return { param: pipe(param, T.same.sub(change)), state: [moment, largest] }
      },
  })
}

/** Adamax by name. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 2, make: adamax }
