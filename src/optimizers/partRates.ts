/** Parts of the parameters that move more or less than the others. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { around } from './around.js'
import type { Transform } from './optimizer.js'
import { checkParts, isUnder } from './parts.js'
import { rateFault } from './range.js'

type Rates = Readonly<Record<string, number>>

/** What is wrong with some rates, or `null`. */
const fault = (rates: Rates): string | null =>
  Object.entries(rates)
    .map(([part, rate]) => rateFault('partRates', rate, `the rate of ${part}`))
    .find((each) => each !== null) ?? null

/** The rate of a path: that of the longest part that it is under, and 1 where there is none. */
const rateAt = (rates: Rates, path: string): number => {
  const [longest] = Object.keys(rates)
    .filter((part) => isUnder(part)(path))
    .sort((left, right) => right.length - left.length)
  return longest === undefined ? 1 : (rates[longest] ?? 1)
}

type Change = <Kept extends readonly unknown[]>(after: T.Tensor<Kept>, before: T.Tensor<Kept>) => T.Tensor<Kept>

/** So much of the way from one tensor to another: none of it and all of it are exact. */
const part =
  (rate: number): Change =>
  (after, before) =>
    rate === 0
      ? before
      : rate === 1
        ? after
        : pipe(before, T.same.add(pipe(after, T.same.sub(before), T.mulScalar(rate))))

/**
 * What the optimizer changes, times a number for each part: `partRates({ encoder: 0.1, 'encoder.0': 0 })`.
 *
 * A part is given by the path of its parameters; of two that hold a parameter the longer counts. A part of rate 0 stays as
 * it is, to the bit. The learning rate, decay and whatever else an optimizer does to a part are scaled with it.
 *
 * Range: 0 or more. Errors: a number out of its range is refused where training starts, as a message (`fault`); a path
 * at which there is no parameter is a `ShapeError` there.
 */
export const partRates = (rates: Rates): Transform =>
  around({
    fault: fault(rates),
    check: (params) => checkParts('partRates', Object.keys(rates), params),
    update: (_, move) => (gradient, params, state, inner) => {
      const after = move(gradient, params, inner)
      const paths = T.Tree.leaves(params)
      const moved = T.Tree.leaves(after.params).map(({ value }, place) =>
        // safe: both trees are of one structure
        part(rateAt(rates, paths[place]?.path ?? ''))(
          value as T.Tensor<readonly unknown[]>,
          paths[place]?.value as T.Tensor<readonly unknown[]>,
        ),
      )
      return { params: T.Tree.withLeaves(params, moved), state, inner: after.state }
    },
  })
