/** Lion. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { at, type Leaf, leafwise, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer, Parts, Rate } from './optimizer.js'
import { decayFault, rateFault, rateOf } from './range.js'
import { decaying } from './weightDecay.js'

/** The settings of Lion. */
export interface LionOptions {
  /** Range: 0 or more. */
  readonly learningRate?: Rate
  /** Range: 0 to below 1. */
  readonly beta1?: number
  /** Range: 0 to below 1. */
  readonly beta2?: number
  /** λ, times the learning rate: 0 if left out. Range: 0 or more. */
  readonly decay?: number
  /** What decays: all if left out. */
  readonly parts?: Parts
}

const LEARNING_RATE = 1e-4

/** 1, 0 or -1. */
const sign = (x: Leaf): Leaf => pipe(T.step(x), T.same.sub(T.step(T.negate(x))))

const mixed =
  (beta: number) =>
  (moment: Leaf, gradient: Leaf): Leaf =>
    pipe(moment, T.mulScalar(beta), T.same.add(pipe(gradient, T.mulScalar(1 - beta))))

const plain = ({ learningRate = LEARNING_RATE, beta1 = 0.9, beta2 = 0.99 }: LionOptions): Optimizer => {
  const rate = rateOf('lion', learningRate)
  return leafwise({
    name: 'lion',
    fault: rateFault('lion', learningRate) ?? decayFault('lion', 'beta1', beta1) ?? decayFault('lion', 'beta2', beta2),
    scalars: (step, watched) => [rate(step, watched)],
    remembers: 1,
    update:
      (scalars) =>
      (gradient, param, [moment = param]) => ({
        param: pipe(param, T.same.sub(pipe(mixed(beta1)(moment, gradient), sign, times(at(scalars, 0))))),
        state: [mixed(beta2)(moment, gradient)],
      }),
  })
}

/**
 * Lion: each parameter moves by the learning rate, `p ← p - α (sign(β₁ m + (1 - β₁) g) + λ p)`, `m ← β₂ m + (1 - β₂) g`.
 *
 * It wants a learning rate three to ten times smaller than Adam's, and a λ as many times larger.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it; a path at which there is no parameter is a `ShapeError` there.
 * Source: Chen et al., "Symbolic Discovery of Optimization Algorithms", arXiv:2302.06675, algorithm 2.
 */
export const lion = (options: LionOptions = {}): Optimizer => {
  const { learningRate = LEARNING_RATE, decay = 0, parts } = options
  const rate = rateOf('lion', learningRate)
  const optimizer = plain(options)
  return decay === 0
    ? optimizer
    : decaying({
        name: 'lion',
        fault: rateFault('lion', decay, 'the decay'),
        rate: (step, watched) => rate(step, watched) * decay,
        parts,
      })(optimizer)
}

/** Lion by name. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 1, make: lion }
