/** NAdam. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { type AdamOptions, momentsFault } from './adam.js'
import { at, leafwise, plus, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer } from './optimizer.js'
import { rateFault, rateOf } from './range.js'

/** The settings of NAdam. */
export interface NadamOptions extends AdamOptions {
  /** ψ, with which β₁ of a step is warmed up: 0.004 if left out. Range: 0 or more. */
  readonly momentumDecay?: number
}

const LEARNING_RATE = 2e-3

/** The factor of the gradient of so many steps ago in a moment whose β₁ changes, and that of this step. */
export interface Momenta {
  /** β₁ of a step. */
  readonly momentum: (step: number) => number
  /** β₁ of all steps so far, one times the other. */
  readonly product: (step: number) => number
}

const TERMS = 64

/**
 * `β₁ (1 - ½ 0.96^(ψ t))`, and the products of these.
 *
 * The product needs no loop over the steps: `Σᵢ ln(1 - qⁱ/2) = -Σₖ (2⁻ᵏ/k) Σᵢ qᵏⁱ`, and the inner sum is geometric. Of 64
 * terms the rest is below 1e-19 a step.
 *
 * @example
 * momentaOf(0.5, 0).momentum(1)
 * //=> 0.25
 */
export const momentaOf = (beta1: number, decay: number): Momenta => {
  const logarithm = decay * Math.log(0.96)
  const geometric = (k: number, steps: number): number =>
    logarithm === 0 ? steps : (Math.exp(k * logarithm) * Math.expm1(k * steps * logarithm)) / Math.expm1(k * logarithm)
  const halves = (steps: number): number =>
    Array.from({ length: TERMS }, (_, index) => geometric(index + 1, steps) / ((index + 1) * 2 ** (index + 1))).reduce(
      (sum, each) => sum + each,
      0,
    )
  return {
    momentum: (step) => beta1 * (1 - Math.exp(step * logarithm) / 2),
    product: (step) => beta1 ** step * Math.exp(-halves(step)),
  }
}

/**
 * NAdam: Adam with Nesterov's momentum, whose β₁ is warmed up.
 *
 * The moments are kept as sums, and the factors folded into three numbers a step, as in Adam.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it.
 * Source: Dozat, "Incorporating Nesterov Momentum into Adam", ICLR 2016 workshop, algorithm 2, with the schedule of its
 * section 2.2 as PyTorch has it.
 */
export const nadam = ({
  learningRate = LEARNING_RATE,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  momentumDecay = 4e-3,
}: NadamOptions = {}): Optimizer => {
  const rate = rateOf('nadam', learningRate)
  const { momentum, product } = momentaOf(beta1, momentumDecay)
  return leafwise({
    name: 'nadam',
    fault:
      momentsFault('nadam', { learningRate, beta1, beta2, epsilon }) ??
      rateFault('nadam', momentumDecay, 'the decay of the momentum'),
    scalars: (step, watched) => {
      const correction = Math.sqrt((1 - beta2) / (1 - beta2 ** step))
      const scaled = rate(step, watched) / correction
      return [
        (scaled * (1 - momentum(step))) / (1 - product(step)),
        (scaled * momentum(step + 1) * (1 - beta1)) / (1 - product(step + 1)),
        epsilon / correction,
      ]
    },
    remembers: 2,
    update:
      (scalars) =>
      (gradient, param, [first = param, second = param]) => {
        const moment = pipe(first, T.mulScalar(beta1), T.same.add(gradient))
        const squares = pipe(second, T.mulScalar(beta2), T.same.add(T.square(gradient)))
        const ahead = pipe(gradient, times(at(scalars, 0)), T.same.add(times(at(scalars, 1))(moment)))
        const change = pipe(ahead, T.same.div(pipe(squares, T.sqrt, plus(at(scalars, 2)))))
        return { param: pipe(param, T.same.sub(change)), state: [moment, squares] }
      },
  })
}

/** NAdam by name. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 2, make: nadam }
