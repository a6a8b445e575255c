/** Parameters that are drawn to 0. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { around, before } from './around.js'
import { at, times } from './leafwise.js'
import type { Parts, Rate, Transform } from './optimizer.js'
import { changed, checkParts } from './parts.js'
import { type RateOfStep, rateFault, rateOf } from './range.js'

/** The settings of weight decay. */
export interface WeightDecayOptions {
  /** How much of a parameter is taken away at each step. Range: 0 or more. */
  readonly rate: Rate
  /** What decays: all if left out. */
  readonly parts?: Parts
}

/** What decays how, and what is wrong with it. */
interface Decaying {
  readonly name: string
  readonly fault: string | null
  readonly rate: RateOfStep
  readonly parts: Parts | undefined
}

/** Weight decay under the name of an optimizer that has it. */
export const decaying = ({ name, fault, rate, parts }: Decaying): Transform =>
  around({
    fault,
    check: (params) => checkParts(name, parts, params),
    numbers: { count: 1, of: (step, watched) => [rate(step, watched)] },
    update: (scalars, move) => (gradient, params, state, inner) => {
      const after = move(gradient, params, inner)
      const decayed = changed((leaf, old = leaf) => pipe(leaf, T.same.sub(times(at(scalars, 0))(old))), parts)
      return { params: decayed(after.params, params), state, inner: after.state }
    },
  })

/**
 * Weight decay, apart from the gradient: `p ← p' - r p`, with p' what the optimizer makes of p.
 *
 * The rate is not multiplied by the learning rate: it is η λ of the paper, and the learning rate times the `weight_decay`
 * of PyTorch's AdamW. To add λ p to the gradient instead, use `l2`.
 *
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it; a path at which there is no parameter is a `ShapeError` there.
 * Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", arXiv:1711.05101, algorithm 2, line 12.
 */
export const weightDecay = ({ rate, parts }: WeightDecayOptions): Transform =>
  decaying({
    name: 'weightDecay',
    fault: rateFault('weightDecay', rate, 'the rate'),
    rate: rateOf('weightDecay', rate, 'the rate'),
    parts,
  })

/** The settings of a penalty on squares. */
export interface L2Options {
  /** λ, with which `λ/2 Σp²` is added to what is minimized. Range: 0 or more. */
  readonly weight: number
  /** What is penalized: all if left out. */
  readonly parts?: Parts
}

/**
 * The gradient of `λ/2 Σp²` added to that of the objective: `g + λ p`, the `weight_decay` of PyTorch's SGD and Adam.
 *
 * An optimizer that scales its gradient, such as Adam, scales this with it: `weightDecay` does not.
 *
 * Errors: as of `weightDecay`.
 * Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", arXiv:1711.05101, algorithm 2, line 6.
 */
export const l2 = ({ weight, parts }: L2Options): Transform =>
  before(
    rateFault('l2', weight, 'the weight'),
    changed((leaf, param = leaf) => pipe(leaf, T.same.add(pipe(param, T.mulScalar(weight)))), parts),
    (params) => checkParts('l2', parts, params),
  )
