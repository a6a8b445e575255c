/** Adagrad. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { at, leafwise, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer, Rate } from './optimizer.js'
import { epsilonFault, rateFault, rateOf } from './range.js'

/** The settings of Adagrad. */
export interface AdagradOptions {
  /** Range: 0 or more. */
  readonly learningRate?: Rate
  /** Range: above 0. */
  readonly epsilon?: number
}

const LEARNING_RATE = 0.01

/**
 * Adagrad: `p ← p - α g / (√s + ε)`, with `s` the sum of all squared gradients.
 *
 * What Kingma and Welling trained with. Source: Duchi, Hazan and Singer, "Adaptive Subgradient Methods", JMLR 2011,
 * equation 1, with its δ as `epsilon`.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it.
 */
export const adagrad = ({ learningRate = LEARNING_RATE, epsilon = 1e-8 }: AdagradOptions = {}): Optimizer => {
  const rate = rateOf('adagrad', learningRate)
  return leafwise({
    name: 'adagrad',
    fault: rateFault('adagrad', learningRate) ?? epsilonFault('adagrad', epsilon),
    scalars: (step, watched) => [rate(step, watched)],
    remembers: 1,
    update:
      (scalars) =>
      (gradient, param, [sum = param]) => {
        const squares = pipe(sum, T.same.add(T.square(gradient)))
        const change = pipe(gradient, times(at(scalars, 0)), T.same.div(pipe(squares, T.sqrt, T.addScalar(epsilon))))
        return { param: pipe(param, T.same.sub(change)), state: [squares] }
      },
  })
}

/** Adagrad by name. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 1, make: adagrad }
