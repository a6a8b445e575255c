/** Adam. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { at, type Leaf, leafwise, plus, times } from './leafwise.js'
import type { NamedOptimizer, Optimizer, Rate } from './optimizer.js'
import { decayFault, epsilonFault, type RateOfStep, rateFault, rateOf } from './range.js'

/** The settings of Adam; those left out have the values of the paper. */
export interface AdamOptions {
  /** Range: 0 or more. */
  readonly learningRate?: Rate
  /** Range: 0 to below 1. */
  readonly beta1?: number
  /** Range: 0 to below 1. */
  readonly beta2?: number
  /** Range: above 0. */
  readonly epsilon?: number
}

const LEARNING_RATE = 1e-3
const DEFAULTS = { learningRate: LEARNING_RATE, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

/**
 * The two numbers of a step that Adam and its kin are written with: the factor of the sum of gradients over the root of the
 * sum of squares, and what is added to that root.
 */
export const correctionsOf = (
  { beta1, beta2, epsilon }: Readonly<Record<'beta1' | 'beta2' | 'epsilon', number>>,
  step: number,
  rate = 1,
): readonly [factor: number, shift: number] => {
  const correction = Math.sqrt((1 - beta2) / (1 - beta2 ** step))
  return [(rate * (1 - beta1)) / ((1 - beta1 ** step) * correction), epsilon / correction]
}

/** What is wrong with the settings of Adam or its kin, or `null`. */
export const momentsFault = (
  name: string,
  { learningRate, beta1, beta2, epsilon }: Readonly<Required<AdamOptions>>,
): string | null =>
  rateFault(name, learningRate) ??
  decayFault(name, 'beta1', beta1) ??
  decayFault(name, 'beta2', beta2) ??
  epsilonFault(name, epsilon)

/**
 * Adam, with bias correction.
 *
 * The moments are kept as sums (`m ← β₁ m + g`, `v ← β₂ v + g²`); the factors 1 - β and the corrections are folded into
 * two numbers a step, which saves four passes over the parameters and changes no digit of the formula:
 * `α m̂ / (√v̂ + ε) = rate · m / (√v + shift)`.
 *
 * Errors: a number out of its range is refused where training starts, as a message (`fault`), or at the step at which a
 * schedule gives it.
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", arXiv:1412.6980, algorithm 1.
 *
 * @example
 * adam({ learningRate: 1e-3 }).name
 * //=> 'adam'
 */
export const adam = (options: AdamOptions = {}): Optimizer => adamAs('adam', options)

/** What Adam makes of a gradient: its moments, and their quotient by the two numbers of `correctionsOf`. */
export const momentsOf =
  ({ beta1, beta2 }: Readonly<Record<'beta1' | 'beta2', number>>, scalars: readonly T.Tensor<readonly []>[]) =>
  (gradient: Leaf, first: Leaf, second: Leaf) => {
    const moment = pipe(first, T.mulScalar(beta1), T.same.add(gradient))
    const squares = pipe(second, T.mulScalar(beta2), T.same.add(T.square(gradient)))
    // the factor last: before the quotient it would make an array more, of as many numbers as there are parameters
    const change = pipe(moment, T.same.div(pipe(squares, T.sqrt, plus(at(scalars, 1)))), times(at(scalars, 0)))
    return { change, state: [moment, squares] }
  }

/** Adam under the name of an optimizer that is more than it. */
export const adamAs = (name: string, options: AdamOptions): Optimizer => {
  const settings = { ...DEFAULTS, ...options }
  const rate: RateOfStep = rateOf(name, settings.learningRate)
  return leafwise({
    name,
    fault: momentsFault(name, settings),
    scalars: (step, watched) => correctionsOf(settings, step, rate(step, watched)),
    remembers: 2,
    update:
      (scalars) =>
      (gradient, param, [first = param, second = param]) => {
        const { change, state } = momentsOf(settings, scalars)(gradient, first, second)
        return { param: pipe(param, T.same.sub(change)), state }
      },
  })
}

/** Adam by name. */
export const named: NamedOptimizer = { learningRate: LEARNING_RATE, remembers: 2, make: adam }
