/** Lamb. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { norm } from '../tensors/norm.js'
import { type AdamOptions, correctionsOf, momentsFault, momentsOf } from './adam.js'
import { at, type Leaf, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer, Parts } from './optimizer.js'
import { checkParts, isIn } from './parts.js'
import { rateFault, rateOf } from './range.js'
import { tensorwise } from './tensorwise.js'

/** The settings of Lamb. */
export interface LambOptions extends AdamOptions {
  /** λ: 0.01 if left out. Range: 0 or more. */
  readonly decay?: number
  /** What decays: all if left out. */
  readonly parts?: Parts
}

const LEARNING_RATE = 1e-3
const DEFAULTS = { learningRate: LEARNING_RATE, beta1: 0.9, beta2: 0.999, epsilon: 1e-6, decay: 0.01 } as const

/** The norm of a tensor over that of its change; 1 where either is 0. Shapes: `[...Shape], [...Shape] -> []`. */
const trust = (param: Leaf, change: Leaf): T.Tensor<readonly []> => {
  const [size, moved] = [norm(param), norm(change)]
  return pipe(size, T.same.mul(moved), T.where(pipe(size, T.same.div(moved)), T.scalar(1)))
}

/**
 * Lamb: the change of Adam, with weight decay in it, scaled to the norm of the tensor that it changes:
 * `u = m̂ / (√v̂ + ε) + λ p`, `p ← p - α ‖p‖/‖u‖ u`, tensor by tensor.
 *
 * φ of the paper is the identity. For batches of thousands of examples.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it; a path at which there is no parameter is a `ShapeError` there.
 * Source: You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", arXiv:1904.00962,
 * algorithm 2.
 */
export const lamb = (options: LambOptions = {}): Optimizer => {
  const settings = { ...DEFAULTS, ...options }
  const { decay } = settings
  const rate = rateOf('lamb', settings.learningRate)
  const decays = isIn(options.parts)
  return tensorwise({
    name: 'lamb',
    fault: momentsFault('lamb', settings) ?? rateFault('lamb', decay, 'the decay'),
    scalars: (step, watched) => [...correctionsOf(settings, step), rate(step, watched)],
    remembers: 2,
    check: (params) => checkParts('lamb', options.parts, params),
    update:
      (scalars) =>
      (gradient, param, [first = param, second = param], path) => {
        const { change: adam, state: moments } = momentsOf(settings, scalars)(gradient, first, second)
        const change = decays(path) ? pipe(adam, T.same.add(pipe(param, T.mulScalar(decay)))) : adam
        const scale = pipe(trust(param, change), T.same.mul(at(scalars, 2)))
        return { param: pipe(param, T.same.sub(times(scale)(change))), state: moments }
      },
  })
}

/** Lamb by name. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 2, make: lamb }
