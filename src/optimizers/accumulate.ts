/** Gradients that are accumulated over several steps. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { chosen } from '../tensors/norm.js'
import { joined, separated } from '../tensors/packSmall.js'
import { around } from './around.js'
import { at, type Leaf, remembered } from './leafwise.js'
import type { Transform } from './optimizer.js'
import { changed } from './parts.js'
import { countFault } from './range.js'

const sumOf = changed((leaf, other) => pipe(leaf, T.same.add(other as Leaf)))

/**
 * One update every so many steps, by the mean of their gradients: as with a batch that many times as large.
 *
 * The steps of the optimizer inside are its updates: its schedules and corrections count these. The sum so far is
 * remembered, so that training goes on from any step. Each step costs as much as an update.
 *
 * Range: a positive whole number of steps. Errors: another is refused where training starts, as a message (`fault`).
 */
export const accumulate = (steps: number): Transform => {
  const fault = countFault('accumulate', 'the number of steps', steps)
  return steps === 1
    ? (inner) => inner
    : around({
        fault,
        remembers: { count: 1, first: (params) => remembered([joined(params).map(T.zerosLike)]) },
        numbers: { count: 1, of: (step) => [step % steps === 0 ? 1 : 0] },
        step: (step) => Math.ceil(step / steps),
        update: (scalars, move) => (gradient, params, state, inner) => {
          const choose = changed(chosen(at(scalars, 0)))
          const sums = sumOf(joined(gradient), state[0])
          const mean = separated(gradient, sums.map(T.mulScalar(1 / steps)))
          const after = move(mean, params, inner)
          return {
            params: choose(after.params, params),
            state: remembered([choose(sums.map(T.zerosLike), sums)]),
            inner: choose(after.state, inner),
          }
        },
      })
}
