/** Adagrad. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { at, times } from './leafwise.js'
import type { Optimizer, Rate } from './optimizer.js'
import { checkedEpsilon, checkedRate } from './range.js'

/** The settings of Adagrad. */
export interface AdagradOptions {
  /** Range: 0 or more. */
  readonly learningRate?: Rate
  /** Range: 0 or more. */
  readonly epsilon?: number
}

/**
 * Adagrad: `p ← p - α g / (√s + ε)`, with `s` the sum of all squared gradients.
 *
 * What Kingma and Welling trained with. Source: Duchi, Hazan and Singer, "Adaptive Subgradient Methods", JMLR 2011,
 * equation 1, with its δ as `epsilon`.
 * Errors: a `ShapeError` for a number out of its range, here or at the step at which a schedule gives it.
 */
export const adagrad = (options: AdagradOptions = {}): Optimizer => {
  const rate = checkedRate('adagrad', options.learningRate ?? 0.01)
  const epsilon = checkedEpsilon('adagrad', options.epsilon ?? 1e-8)
  return {
    name: 'adagrad',
    init: (params) => [T.Tree.map(T.zerosLike)(params)],
    scalars: (step) => [rate(step)],
    update: (scalars) => (gradient, params, memory) => {
      const squares = T.Tree.zipWith((s, g) => pipe(s, T.same.add(T.square(g))))(memory[0] ?? params, gradient)
      return {
        params: T.Tree.zipWith((p, g, s) =>
          pipe(p, T.same.sub(pipe(g, times(at(scalars, 0)), T.same.div(pipe(s, T.sqrt, T.shiftBy(epsilon)))))),
        )(params, gradient, squares),
        memory: [squares],
      }
    },
  }
}
