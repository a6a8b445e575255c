/** The evidence lower bound over a whole data set. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import { type IsBound, isBound } from '../losses/content.js'
import { erase, type Term } from '../losses/term.js'
import type { Besides, IsAny } from '../shapes/door.js'
import type { CheckedObjective } from '../training/check.js'
import type { TrainError } from '../training/errors.js'
import type { Values } from '../training/events.js'
import { type Measurable, type MeasureOptions, measured } from './measured.js'

const NOT_A_BOUND = 'evaluate: this objective is not proved to bound log p(x) from below' as const

/** A term that is proved a bound, else the words. */
export type CheckedBound<Given, Bound> =
  IsAny<Bound> extends true
    ? Bound
    : Bound extends Term<infer _Axes, infer _Sense, infer Content, infer _Needs>
      ? IsBound<Content> extends true
        ? CheckedObjective<Given, Bound>
        : typeof NOT_A_BOUND
      : 'the bound is not a term'

/** What is measured on what. */
export interface BoundOptions<Given, Bound, Data> extends MeasureOptions<Given, Data> {
  readonly bound: CheckedBound<Given, Bound>
}

/**
 * A bound and its parts, averaged over every example of a data set.
 *
 * Only what is proved to bound log p(x) from below can be asked for: an objective with β = 0.1 cannot be reported as one.
 *
 * Units: nats per example. Errors: as those of `fit`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, equation 3.
 */
export const bound = <Given, Bound, Data>(
  options: Besides<{ model: Given; bound: Bound; data: Data }, 'the '> & BoundOptions<Given, Bound, Data>,
): TE.TaskEither<TrainError, Values> => {
  const term = options.bound as unknown as Measurable // safe: it is a term wherever the call compiles
  return measured<Given, Data>(options, term, isBound(erase(term).content) ? null : NOT_A_BOUND)
}
