/** RMSprop. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { at, type Leaf, leafwise, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer, Rate } from './optimizer.js'
import { decayFault, epsilonFault, rateFault, rateOf } from './range.js'

/** The settings of RMSprop. */
export interface RmspropOptions {
  /** Range: 0 or more. */
  readonly learningRate?: Rate
  /** How much of the mean of squares stays at a step: 0.99 if left out. Range: 0 to below 1. */
  readonly smoothing?: number
  /** Range: above 0. */
  readonly epsilon?: number
  /** Range: 0 (none) to below 1. */
  readonly momentum?: number
  /** Whether the squares are those of the distance to the mean gradient. */
  readonly centered?: boolean
}

const LEARNING_RATE = 0.01

/** `α` of the old mean, and the rest of a new number. */
const smoothed =
  (smoothing: number) =>
  (old: Leaf, now: Leaf): Leaf =>
    pipe(old, T.mulScalar(smoothing), T.same.add(pipe(now, T.mulScalar(1 - smoothing))))

/**
 * RMSprop: `v ← γ v + (1 - γ) g²`, `p ← p - α g / (√v + ε)`; centered, with `v - ḡ²` in place of v; with momentum,
 * `b ← μ b + g / (√v + ε)`, `p ← p - α b`.
 *
 * ε stands outside of the root, as in PyTorch. A variance that rounding makes negative is 0.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it.
 * Source: Tieleman and Hinton, "Neural Networks for Machine Learning", lecture 6.5, 2012; centered: Graves,
 * "Generating Sequences With Recurrent Neural Networks", arXiv:1308.0850, equations 38 to 41.
 */
export const rmsprop = ({
  learningRate = LEARNING_RATE,
  smoothing = 0.99,
  epsilon = 1e-8,
  momentum = 0,
  centered = false,
}: RmspropOptions = {}): Optimizer => {
  const rate = rateOf('rmsprop', learningRate)
  const mean = smoothed(smoothing)
  return leafwise({
    name: 'rmsprop',
    fault:
      rateFault('rmsprop', learningRate) ??
      decayFault('rmsprop', 'the smoothing', smoothing) ??
      epsilonFault('rmsprop', epsilon) ??
      decayFault('rmsprop', 'the momentum', momentum),
    scalars: (step, watched) => [rate(step, watched)],
    remembers: 1 + (centered ? 1 : 0) + (momentum === 0 ? 0 : 1),
    update:
      (scalars) =>
      (gradient, param, [squares = param, ...others]) => {
        const [means, velocity] = centered ? others : [undefined, others[0]]
        const second = mean(squares, T.square(gradient))
        const first = means && mean(means, gradient)
        const variance = first ? pipe(second, T.same.sub(T.square(first)), T.relu) : second
        const scaled = pipe(gradient, T.same.div(pipe(variance, T.sqrt, T.addScalar(epsilon))))
        const moved = velocity && pipe(velocity, T.mulScalar(momentum), T.same.add(scaled))
        return {
          param: pipe(param, T.same.sub(times(at(scalars, 0))(moved ?? scaled))),
          state: [second, ...(first ? [first] : []), ...(moved ? [moved] : [])],
        }
      },
  })
}

/** RMSprop by name, neither centered nor with momentum. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 1, make: rmsprop }
