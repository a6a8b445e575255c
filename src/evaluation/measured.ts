/** A term over a whole data set: what bounds and other objectives have in common. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../data/dataset.js'
import { datasetComplaint } from '../data/reading.js'
import type { Support } from '../distributions/support.js'
import type { Engine } from '../engines/engine.js'
import { using } from '../engines/using.js'
import type { Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import type { Host } from '../tensors/tree.js'
import {
  type AnyObjective,
  type CheckedData,
  type CheckedModel,
  dataComplaint,
  numbersComplaint,
  objectiveComplaint,
} from '../training/check.js'
import { badRequest, type TrainError } from '../training/errors.js'
import type { Values } from '../training/events.js'
import type { ParamsOf } from '../training/fit.js'
import { measureOn } from '../training/measure.js'
import { modelComplaint } from '../training/parts.js'
import type { AnyEvaluable, AnyModel } from '../training/program.js'

/** What a term is measured on. */
export interface MeasureOptions<Given, Data> {
  readonly model: CheckedModel<Given>
  readonly params: Host<ParamsOf<Given>>
  readonly data: CheckedData<Given, Data>
  /** How many samples of the posterior for each example. 1 if left out. */
  readonly samples?: number
  /** How many examples at a time. 128 if left out. */
  readonly batch?: number
  readonly key: Key
  /** The fastest that works if left out. */
  readonly engine?: Engine
}

/** A term that can be measured. */
export type Measurable = AnyEvaluable & AnyObjective

/** The options without their doors. */
interface Opened {
  readonly model: AnyModel<unknown> & Parameters<typeof dataComplaint>[0] & { readonly supplies: readonly string[] }
  readonly params: Host<unknown>
  readonly data: Dataset<AnyShape, Support>
  readonly samples: number
  readonly batch: number
  readonly key: Key
  readonly engine?: Engine
}

/** A term and its parts, averaged over every example. Errors: as those of `fit`, and those that the term has itself. */
export const measured = <Given, Data>(
  options: MeasureOptions<Given, Data>,
  term: Measurable,
  complaint: string | null,
): TE.TaskEither<TrainError, Values> => {
  // safe: each is itself wherever the call compiles; the complaints are the run-time twins of the doors
  const { model, params, data, samples, batch, key, engine } = {
    samples: 1,
    batch: 128,
    ...options,
  } as unknown as Opened
  const words =
    modelComplaint(model) ??
    complaint ??
    objectiveComplaint(model.supplies, term) ??
    dataComplaint(model, data) ??
    datasetComplaint(data) ??
    numbersComplaint('evaluate', { samples, batch })
  return words === null
    ? using(engine)(({ engine }) => measureOn(model, term, samples, batch, key, engine)(params, data))
    : TE.left(badRequest(words))
}
