/** The evidence lower bound over a whole data set. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../data/dataset.js'
import type { Support } from '../distributions/support.js'
import type { Engine } from '../engines/engine.js'
import { type IsBound, isBound } from '../losses/content.js'
import { erase, type Term } from '../losses/term.js'
import type { Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import type { Besides, IsAny } from '../shapes/door.js'
import type { Host } from '../tensors/tree.js'
import {
  type AnyObjective,
  type CheckedData,
  type CheckedModel,
  type CheckedObjective,
  dataComplaint,
  numbersComplaint,
  objectiveComplaint,
} from '../training/check.js'
import { badRequest, type TrainError } from '../training/errors.js'
import type { Values } from '../training/events.js'
import type { ParamsOf } from '../training/fit.js'
import { measureOn } from '../training/measure.js'
import type { AnyEvaluable, AnyModel } from '../training/program.js'

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
export interface BoundOptions<Given, Bound, Data> {
  readonly model: CheckedModel<Given>
  readonly params: Host<ParamsOf<Given>>
  readonly bound: CheckedBound<Given, Bound>
  readonly data: CheckedData<Given, Data>
  /** How many samples of the posterior for each example. 1 if left out. */
  readonly samples?: number
  /** How many examples at a time. 128 if left out. */
  readonly batch?: number
  readonly key: Key
  readonly engine: Engine
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
  // safe: each is itself wherever the call compiles; the complaints are the run-time twins of the three doors
  const { model, params, bound, data, samples, batch, key, engine } = {
    samples: 1,
    batch: 128,
    ...options,
  } as unknown as {
    readonly model: AnyModel<unknown> & Parameters<typeof dataComplaint>[0] & { readonly supplies: readonly string[] }
    readonly params: Host<unknown>
    readonly bound: AnyEvaluable & AnyObjective
    readonly data: Dataset<AnyShape, Support>
    readonly samples: number
    readonly batch: number
    readonly key: Key
    readonly engine: Engine
  }
  const words =
    (isBound(erase(bound).content) ? null : NOT_A_BOUND) ??
    objectiveComplaint(model.supplies, bound) ??
    dataComplaint(model, data) ??
    numbersComplaint('evaluate', { samples, batch })
  return words === null
    ? pipe(measureOn(model, bound, samples, batch, key, engine)(params, data))
    : TE.left(badRequest(words))
}
