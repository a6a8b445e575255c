/** AdamW: Adam with weight decay. */

import { type AdamOptions, adamAs } from './adam.js'
import type { NamedOptimizer, Optimizer, Parts } from './optimizer.js'
import { rateFault, rateOf } from './range.js'
import { decaying } from './weightDecay.js'

/** The settings of AdamW. */
export interface AdamwOptions extends AdamOptions {
  /** λ, times the learning rate: 0.01 if left out. Range: 0 or more. */
  readonly decay?: number
  /** What decays: all if left out. */
  readonly parts?: Parts
}

const LEARNING_RATE = 1e-3

/**
 * Adam with weight decay apart from the gradient: `p ← p - α (m̂ / (√v̂ + ε) + λ p)`.
 *
 * As in PyTorch, λ is times the learning rate α: λ of the paper, whose schedule η has no α in it, is `α · decay`.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it; a path at which there is no parameter is a `ShapeError` there.
 * Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", arXiv:1711.05101, algorithm 2.
 */
export const adamw = ({ decay = 0.01, parts, ...rest }: AdamwOptions = {}): Optimizer => {
  const { learningRate = LEARNING_RATE } = rest
  const rate = rateOf('adamw', learningRate)
  return decaying({
    name: 'adamw',
    fault: rateFault('adamw', decay, 'the decay'),
    rate: (step, watched) => rate(step, watched) * decay,
    parts,
  })(adamAs('adamw', rest))
}

/** AdamW by name. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 2, make: adamw }
