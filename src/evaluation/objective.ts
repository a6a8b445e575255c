/** Any objective over a whole data set, with what is proved of it. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../data/dataset.js'
import type { Support } from '../distributions/support.js'
import type { Engine } from '../engines/engine.js'
import { type Guarantee, guaranteeOf } from '../losses/content.js'
import { erase } from '../losses/term.js'
import type { Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import type { Besides } from '../shapes/door.js'
import type { Host } from '../tensors/tree.js'
import {
  type AnyObjective,
  type CheckedObjective,
  dataComplaint,
  numbersComplaint,
  objectiveComplaint,
} from '../training/check.js'
import { badRequest, type TrainError } from '../training/errors.js'
import type { Values } from '../training/events.js'
import { measureOn } from '../training/measure.js'
import type { AnyEvaluable, AnyModel } from '../training/program.js'
import type { BoundOptions } from './bound.js'

/** What is measured on what. */
export interface ObjectiveOptions<Given, Objective, Data> extends Omit<BoundOptions<Given, never, Data>, 'bound'> {
  readonly objective: CheckedObjective<Given, Objective>
}

/** An objective over a data set: its formula, and whether it is proved to bound log p(x) from below. */
export interface Measured extends Values {
  readonly guarantee: Guarantee
  readonly formula: { readonly text: string; readonly latex: string }
}

/**
 * An objective and its parts, averaged over every example of a data set, with the weights that count in evaluation.
 *
 * It says whether it is a bound; `bound` takes only what is one.
 *
 * Units: nats per example, unless the objective says otherwise. Errors: as those of `fit`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, equation 3.
 */
export const objective = <Given, Objective, Data>(
  options: Besides<{ model: Given; objective: Objective; data: Data }, 'the '> &
    ObjectiveOptions<Given, Objective, Data>,
): TE.TaskEither<TrainError, Measured> => {
  // safe: each is itself wherever the call compiles; the complaints are the run-time twins of the doors
  const { model, params, objective, data, samples, batch, key, engine } = {
    samples: 1,
    batch: 128,
    ...options,
  } as unknown as {
    readonly model: AnyModel<unknown> & Parameters<typeof dataComplaint>[0] & { readonly supplies: readonly string[] }
    readonly params: Host<unknown>
    readonly objective: AnyEvaluable & AnyObjective
    readonly data: Dataset<AnyShape, Support>
    readonly samples: number
    readonly batch: number
    readonly key: Key
    readonly engine: Engine
  }
  const words =
    objectiveComplaint(model.supplies, objective) ??
    dataComplaint(model, data) ??
    numbersComplaint('evaluate', { samples, batch })
  const { content, formula } = erase(objective)
  return words === null
    ? pipe(
        measureOn(model, objective, samples, batch, key, engine)(params, data),
        TE.map((values) => ({ ...values, guarantee: guaranteeOf({ content }), formula })),
      )
    : TE.left(badRequest(words))
}
