/** Stochastic gradient descent. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { at, leafwise, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer, Rate } from './optimizer.js'
import { decayFault, rateFault, rateOf } from './range.js'

/** The settings of gradient descent. */
export interface SgdOptions {
  /** Range: 0 or more. */
  readonly learningRate?: Rate
  /** Range: 0 (none) to below 1. */
  readonly momentum?: number
}

const LEARNING_RATE = 0.01

/**
 * Gradient descent, with momentum if asked for: `v ← μ v + g`, `p ← p - α v`.
 *
 * The rate multiplies the velocity, so that a schedule acts at once; some books fold it into `v`.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it.
 * Source: Sutskever et al., "On the importance of initialization and momentum", ICML 2013, equations 1 and 2.
 */
export const sgd = ({ learningRate = LEARNING_RATE, momentum = 0 }: SgdOptions = {}): Optimizer => {
  const rate = rateOf('sgd', learningRate)
  return leafwise({
    name: 'sgd',
    fault: rateFault('sgd', learningRate) ?? decayFault('sgd', 'the momentum', momentum),
    scalars: (step, watched) => [rate(step, watched)],
    remembers: momentum === 0 ? 0 : 1,
    update:
      (scalars) =>
      (gradient, param, [before]) => {
        const velocity = before === undefined ? gradient : pipe(before, T.mulScalar(momentum), T.same.add(gradient))
        return {
          param: pipe(param, T.same.sub(pipe(velocity, times(at(scalars, 0))))),
          state: before === undefined ? [] : [velocity],
        }
      },
  })
}

/** Gradient descent by name, without momentum. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 0, make: sgd }
