/** Averages of the parameters over the steps. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { around } from './around.js'
import { at, times } from './leafwise.js'
import type { Optimizer, OptimizerState, Rate, Transform } from './optimizer.js'
import { changed } from './parts.js'
import { rateFault, rateOf } from './range.js'

/** The settings of an average. */
export interface AveragingOptions {
  /** How much of the average stays at a step, or that of each step: 0.999 if left out. Range: 0 to 1. */
  readonly decay?: Rate
}

const NAME = 'averaging'
const DECAY = 'the decay'

/** What is wrong with a decay, or `null`. */
const fault = (decay: Rate): string | null =>
  rateFault(NAME, decay, DECAY) ??
  (typeof decay === 'number' && decay > 1 ? `${NAME}: ${DECAY} must be 1 or less, not ${decay}` : null)

/**
 * An exponential moving average of the parameters, remembered beside what the optimizer remembers: `a ← d a + (1 - d) p`
 * after each step, from the first parameters on. Training itself is left as it is.
 *
 * `averageOf` gives the parameters to evaluate.
 * Errors: a number out of its range is refused where training starts, as a message (`fault`).
 * Source: Polyak and Juditsky, "Acceleration of Stochastic Approximation by Averaging", 1992; with exponential weights:
 * Tarvainen and Valpola, arXiv:1703.01780, section 2.
 */
export const averaging = ({ decay = 0.999 }: AveragingOptions = {}): Transform => {
  const decayAt = rateOf(NAME, decay, DECAY)
  return around({
    fault: fault(decay),
    // a tensor of its own for each, which is freed by itself
    remembers: { count: 1, first: (params) => [T.Tree.map(T.mulScalar(1))(params)] },
    numbers: { count: 1, of: (step, watched) => [1 - decayAt(step, watched)] },
    average: 0,
    update:
      (scalars, move) =>
      (gradient, params, [average = params], inner) => {
        const after = move(gradient, params, inner)
        // not d a + (1 - d) p, which moves an average that is the parameters
        const moved = changed((leaf, other = leaf) =>
          pipe(leaf, T.same.sub(pipe(leaf, T.same.sub(other), times(at(scalars, 0))))),
        )(average, after.params)
        return { params: after.params, state: [moved], inner: after.state }
      },
  })
}

/**
 * The parameters with their average in their place, from what an optimizer remembers: on the host or in an engine.
 *
 * Parameters that the optimizer does not move, such as the state of networks, stay. Without an average in the optimizer the
 * parameters are given back.
 *
 * Shapes: those of the parameters.
 */
export const averageOf =
  ({ average }: Optimizer) =>
  <Params>(params: Params, state: OptimizerState<unknown>): Params => {
    const held = new Map(
      T.Tree.leaves(average === undefined ? null : state[average]).map((leaf) => [leaf.path, leaf.value]),
    )
    return T.Tree.withLeaves(
      params,
      T.Tree.leaves(params).map(({ path, value }) => held.get(path) ?? value),
    )
  }
