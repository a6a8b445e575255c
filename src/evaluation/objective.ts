/** Any objective over a whole data set, with what is proved of it. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Guarantee, guaranteeOn } from '../losses/proof.js'
import { guaranteeFor } from '../losses/proofOfModel.js'
import { erase } from '../losses/term.js'
import type { Besides } from '../shapes/checkDim.js'
import type { NotAny } from '../shapes/whole.js'
import { termFault } from '../training/check.js'
import type { AnyData, AnyModelShown } from '../training/checkData.js'
import type { CheckedObjective } from '../training/checkObjective.js'
import type { TrainError } from '../training/errors.js'
import type { Values } from '../training/events.js'
import { supportsOf } from '../training/examples.js'
import { type Measurable, type MeasureOptions, measure } from '../training/measure.js'

/** What is measured on what. */
export interface ObjectiveOptions<Given, Objective, Data> extends MeasureOptions<Given, Data, Objective> {
  readonly objective: CheckedObjective<Given, Objective>
}

/** An objective over a data set: its formula, and whether it is proved to bound log p(x) from below. */
export interface Measurement extends Values {
  readonly guarantee: Guarantee
  readonly formula: { readonly text: string; readonly latex: string }
}

/**
 * An objective and its parts, averaged over every example of a data set, with the weights that count in evaluation.
 *
 * It says whether it is a bound; `bound` takes only what is one. Of relaxed pixels nothing is.
 *
 * Units: nats per example, unless the objective says otherwise. Errors: as those of `fit`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, equation 3.
 */
export const objective = <Given, Objective, Data, Whole = unknown>(
  options: Besides<{ model: Given; objective: Objective; data: Data }, 'the '> &
    ObjectiveOptions<Given, Objective, Data> &
    NotAny<Whole>,
): TE.TaskEither<TrainError, Measurement> => {
  const term = options?.objective as Measurable // safe: it is a term wherever the call compiles
  return pipe(
    measure<Given, Data, Objective>(options, term, termFault(term)),
    TE.map((values) => {
      // safe: they have been measured
      const { model, data } = options as unknown as { readonly model: AnyModelShown; readonly data: AnyData }
      const { content, formula } = erase(term)
      return { ...values, guarantee: guaranteeOn(supportsOf(model, data))(guaranteeFor(model)({ content })), formula }
    }),
  )
}
