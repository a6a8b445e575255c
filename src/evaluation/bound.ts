/** The evidence lower bound over a whole data set. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../data/dataset.js'
import type { PartialDataset } from '../data/partly.js'
import type { Records } from '../data/records.js'
import type { Support } from '../distributions/support.js'
import {
  type FieldsOfParts,
  type IsBoundOf,
  isBoundOf,
  type LatentsOf,
  type ModelNames,
  type ObservedOf,
} from '../losses/proofOfModel.js'
import { type AnyTerm, erase, type Term } from '../losses/term.js'
import type { Besides, IsAny } from '../shapes/checkDim.js'
import type { Said } from '../shapes/message.js'
import type { NotAny } from '../shapes/whole.js'
import type { notATerm } from '../training/check.js'
import { termFault } from '../training/check.js'
import type { CheckedData } from '../training/checkData.js'
import type { CheckedObjective } from '../training/checkObjective.js'
import type { TrainError } from '../training/errors.js'
import type { Values } from '../training/events.js'
import { type Measurable, type MeasureOptions, measure } from '../training/measure.js'

const NOT_A_BOUND = 'evaluate: this objective is not proved to bound log p(x) from below' as const

/** A term that is proved a bound, else the message. */
export type CheckedBound<Given, Bound> =
  IsAny<Bound> extends true
    ? Bound
    : Bound extends Term<infer _Axes, infer _Sense, infer Content, infer _Needs>
      ? IsBoundOf<Content, LatentsOf<Given>, ObservedOf<Given>, FieldsOfParts<Given>> extends true
        ? CheckedObjective<Given, Bound>
        : typeof NOT_A_BOUND
      : Said<typeof notATerm<'bound'>>

const RELAXED =
  'evaluate: relaxed pixels are not data, so they have no log p(x) to bound: use Evaluate.objective' as const

/** What the numbers of a field are. */
type SupportOf<Field> =
  Field extends Dataset<infer _Shape, infer Of> ? Of : Field extends PartialDataset<infer _Shape, infer Of> ? Of : never

type FieldsShown<Given> = Given extends { readonly fields: infer Fields } ? keyof Fields : 'x'

/** `'relaxed'` where a field that the model is shown may be. */
type RelaxedOf<Given, Has> = Extract<SupportOf<Has[keyof Has & FieldsShown<Given>]>, 'relaxed'>

/** Data that has a log p(x), else the message. */
export type CheckedBoundData<Given, Data, Bound = unknown> =
  IsAny<Data> extends true
    ? Data
    : Data extends Dataset<infer _Shape, infer Values>
      ? [Extract<Values, 'relaxed'>] extends [never]
        ? CheckedData<Given, Data>
        : typeof RELAXED
      : Data extends Records<infer Has>
        ? [RelaxedOf<Given, Has>] extends [never]
          ? CheckedData<Given, Data, 'data', Bound>
          : typeof RELAXED
        : CheckedData<Given, Data>

/** What is measured on what. */
export interface BoundOptions<Given, Bound, Data> extends Omit<MeasureOptions<Given, Data>, 'data'> {
  readonly data: CheckedBoundData<Given, Data, Bound>
  readonly bound: CheckedBound<Given, Bound>
}

const boundFault = (term: AnyTerm, model: ModelNames): string | null =>
  termFault(term, 'bound') ?? (isBoundOf(term.content, model) ? null : NOT_A_BOUND)

const relaxedFault = (supports: readonly Support[]): string | null => (supports.includes('relaxed') ? RELAXED : null)

/**
 * A bound and its parts, averaged over every example of a data set.
 *
 * Only what is proved to bound log p(x) from below can be asked for: an objective with β = 0.1 cannot be reported as one,
 * nor any on relaxed pixels, which are not data.
 *
 * Units: nats per example. Errors: as those of `fit`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, equation 3.
 */
export const bound = <Given, Bound, Data, Whole = unknown>(
  options: Besides<{ model: Given; bound: Bound; data: Data }, 'the '> &
    BoundOptions<Given, Bound, Data> &
    NotAny<Whole>,
): TE.TaskEither<TrainError, Values> => {
  const term = options?.bound as unknown as Measurable // safe: it is a term wherever the call compiles
  // safe: its data is checked for more than those of `measure`
  const measured = options as unknown as MeasureOptions<Given, Data, Bound>
  const model = { ...(options?.model as ModelNames | undefined) } // of a plain model there are no names
  return measure<Given, Data, Bound>(measured, term, boundFault(erase(term), model), relaxedFault)
}
