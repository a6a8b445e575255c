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
  /** Whether the velocity is looked at one step ahead. It needs momentum, and no dampening. */
  readonly nesterov?: boolean
  /** How much of a gradient does not go into the velocity, but for the first. Range: 0 (none) to below 1. */
  readonly dampening?: number
}

const LEARNING_RATE = 0.01

/** What is wrong with momentum that looks ahead, or `null`. */
const nesterovFault = (nesterov: boolean, momentum: number, dampening: number): string | null =>
  nesterov && (momentum === 0 || dampening !== 0)
    ? `sgd: nesterov needs momentum above 0 and no dampening, not momentum ${momentum} and dampening ${dampening}`
    : null

/**
 * Gradient descent, with momentum if asked for: `v ← μ v + (1 - τ) g`, `p ← p - α v`; Nesterov's: `p ← p - α (g + μ v)`.
 *
 * The rate multiplies the velocity, so that a schedule acts at once; some books fold it into `v`.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it.
 * Source: Sutskever et al., "On the importance of initialization and momentum", ICML 2013, equations 1 and 2; its
 * equations 3 and 4 for Nesterov's, with the gradient taken where one stands, as PyTorch does; τ, the dampening, is PyTorch's.
 */
export const sgd = ({
  learningRate = LEARNING_RATE,
  momentum = 0,
  nesterov = false,
  dampening = 0,
}: SgdOptions = {}): Optimizer => {
  const rate = rateOf('sgd', learningRate)
  return leafwise({
    name: 'sgd',
    fault:
      rateFault('sgd', learningRate) ??
      decayFault('sgd', 'the momentum', momentum) ??
      decayFault('sgd', 'the dampening', dampening) ??
      nesterovFault(nesterov, momentum, dampening),
    // the first gradient is not dampened
    scalars: (step, watched) => [rate(step, watched), ...(dampening === 0 ? [] : [step === 1 ? 1 : 1 - dampening])],
    remembers: momentum === 0 ? 0 : 1,
    update:
      (scalars) =>
      (gradient, param, [before]) => {
        const added = dampening === 0 ? gradient : times(at(scalars, 1))(gradient)
        const velocity = before === undefined ? gradient : pipe(before, T.mulScalar(momentum), T.same.add(added))
        const change = nesterov ? pipe(velocity, T.mulScalar(momentum), T.same.add(gradient)) : velocity
        return {
          param: pipe(param, T.same.sub(pipe(change, times(at(scalars, 0))))),
          state: before === undefined ? [] : [velocity],
        }
      },
  })
}

/** Gradient descent by name, without momentum. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 0, make: sgd }
