/** An objective over a whole data set. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { evaluationBatches } from '../data/batches.js'
import { badRequest } from '../data/errors.js'
import type { Support } from '../distributions/support.js'
import type { Engine } from '../engines/engine.js'
import { using } from '../engines/using.js'
import type { AnyTerm } from '../losses/term.js'
import { forRows, type Key } from '../random/key.js'
import type { Rows } from '../random/rows.js'
import type { Host } from '../tensors/tree.js'
import { atOnce } from './atOnce.js'
import { type CheckedModel, modelFault, numbersFault, type ParamsOf } from './check.js'
import { type AnyData, type AnyModelShown, type CheckedData, dataFault, setsFault } from './checkData.js'
import { type AnyObjective, objectiveFault } from './checkObjective.js'
import type { AnyEvaluable, AnyModel } from './erased.js'
import { attempt, orThrow, rightOf, type TrainError } from './errors.js'
import type { Values } from './events.js'
import { type Batch, examplesOf, supportsOf } from './examples.js'
import { evaluateOn, type TrainMetrics } from './step.js'
import { meanOfValues, valuesOf } from './values.js'

// -----------------------------------------------------------------------------
// batch by batch
// -----------------------------------------------------------------------------

type MeasureInputs<Params> = { readonly params: Params; readonly x: Batch }

/** The rows of a batch of an evaluation, which are consecutive. */
const rowsOf = (indices: Uint32Array): Rows => ({ first: indices[0] as number, count: indices.length })

/**
 * The objective and its parts, averaged over every example of a data set, which are all seen once.
 *
 * What is drawn for an example comes from the key and from its number: the size of the batches changes no noise and no
 * data, and the mean only as rounding does. An objective that is not a mean over examples, such as free bits, whose floors
 * are under a mean over the batch, is one of batches of a size.
 *
 * Units: nats per example.
 */
export const measureOn = <Params>(
  model: AnyModel<Params> & AnyModelShown,
  objective: AnyEvaluable & Pick<AnyTerm, 'axes' | 'content'>,
  samples: number,
  batch: number,
  key: Key,
  engine: Engine,
) => {
  // one program for every call, so that an engine that compiles does so once
  const program = engine.run(
    (inputs: MeasureInputs<Params>, each: Key): TrainMetrics =>
      evaluateOn(model, objective, samples)(inputs.params, inputs.x, each).metrics,
  )
  return (params: Host<Params>, data: AnyData): TE.TaskEither<TrainError, Values> =>
    attempt(engine)(async () => {
      const examples = examplesOf(model, data)
      const all: { readonly values: Values; readonly count: number }[] = []
      const size = Math.min(atOnce(objective, { samples, batch, widths: examples.widths }), data.count)
      // one after the other: the rows of all batches at once would be a copy of the data
      for (const indices of rightOf(evaluationBatches(size)(examples))) {
        const inputs = { params, x: examples.batch(indices, key) } as Host<MeasureInputs<Params>>
        const metrics = await orThrow(program(inputs, forRows(rowsOf(indices))(key)))
        all.push({ values: valuesOf(objective, metrics), count: indices.length })
      }
      return meanOfValues(all)
    })
}

// -----------------------------------------------------------------------------
// with its options checked
// -----------------------------------------------------------------------------

/** What a term is measured on. */
export interface MeasureOptions<Given, Data, Of = unknown> {
  readonly model: CheckedModel<Given>
  readonly params: Host<ParamsOf<Given>>
  readonly data: CheckedData<Given, Data, 'data', Of>
  /** How many samples of the posterior for each example. 1 if left out. */
  readonly samples?: number
  /**
   * How many examples at a time. 128 if left out. Fewer are taken where their samples are too many for memory, and the
   * objective is a mean over examples: the number is the same.
   */
  readonly batch?: number
  readonly key: Key
  /** The fastest that works if left out. */
  readonly engine?: Engine
}

/** A term that can be measured. */
export type Measurable = AnyEvaluable & AnyObjective & Pick<AnyTerm, 'content'>

/** The options with their types erased. */
interface ErasedOptions {
  readonly model: AnyModel<unknown> & AnyModelShown & { readonly supplies: readonly string[] }
  readonly params: Host<unknown>
  readonly data: AnyData
  readonly samples: number
  readonly batch: number
  readonly key: Key
  readonly engine?: Engine
}

/**
 * A term and its parts, averaged over every example.
 *
 * Errors: as those of `fit`; `fault`, the term's own; and what is said of the supports of the data.
 */
export const measure = <Given, Data, Of = unknown>(
  options: MeasureOptions<Given, Data, Of>,
  term: Measurable,
  fault: string | null,
  ofSupports: (supports: readonly Support[]) => string | null = () => null,
): TE.TaskEither<TrainError, Values> => {
  // safe: each is itself wherever the call compiles, and the messages check at run time what the compiler checks
  const { model, params, data, samples, batch, key, engine } = {
    samples: 1,
    batch: 128,
    ...options,
  } as unknown as ErasedOptions
  const found =
    modelFault(model) ??
    fault ??
    objectiveFault(model, term) ??
    dataFault(model, data, 'data', term.needs) ??
    setsFault(data) ??
    ofSupports(supportsOf(model, data)) ??
    numbersFault('evaluate', { samples, batch })
  return found === null
    ? using(engine)((chosen) => measureOn(model, term, samples, batch, key, chosen.engine)(params, data))
    : TE.left(badRequest(found))
}
