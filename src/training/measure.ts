/** An objective over a whole data set. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { evaluationBatches } from '../data/batches.js'
import type { Dataset } from '../data/dataset.js'
import { read } from '../data/reading.js'
import type { Support } from '../distributions/support.js'
import type { Engine } from '../engines/engine.js'
import { child, forRows, type Key } from '../random/key.js'
import type { Rows } from '../random/rows.js'
import { type AnyShape, numbersOf } from '../shapes/dim.js'
import type { Host } from '../tensors/tree.js'
import { caught, type TrainError } from './errors.js'
import { meanOfValues, type Values } from './events.js'
import {
  type AnyEvaluable,
  type AnyModel,
  evaluateOn,
  type TrainInputs,
  type TrainMetrics,
  valuesOf,
} from './program.js'

type MeasureInputs<Params> = { readonly params: Params; readonly x: TrainInputs['x'] }

/** Which rows the batch of an evaluation has: as many, from its first on. */
const rowsOf = (indices: Uint32Array): Rows => ({ first: indices[0] as number, count: indices.length })

/**
 * The objective and its parts, averaged over every example of a data set, which are all seen once.
 *
 * What is drawn for an example comes from the key and from its number: the size of the batches changes no noise and no
 * data, and the mean only as rounding does. An objective that is no mean over examples, such as free bits, whose floors
 * are under a mean over the batch, is one of batches of a size.
 *
 * Units: nats per example.
 */
export const measureOn = <Params>(
  model: AnyModel<Params>,
  objective: AnyEvaluable,
  samples: number,
  batch: number,
  key: Key,
  engine: Engine,
) => {
  // one program for every call, so that an engine that compiles does so once
  const program = engine.run(
    (inputs: MeasureInputs<Params>, each: Key): TrainMetrics =>
      evaluateOn(model, objective, samples)(inputs.params, inputs.x, each),
  )
  return (params: Host<Params>, data: Dataset<AnyShape, Support>): TE.TaskEither<TrainError, Values> => {
    const one = (indices: Uint32Array) => {
      const x = {
        shape: ['batch', ...data.shape] as const,
        sizes: [indices.length, ...numbersOf(data.event)],
        values: read(data)(indices, child('visit')(key)),
      }
      return pipe(
        program({ params, x } as Host<MeasureInputs<Params>>, forRows(rowsOf(indices))(key)),
        TE.map((metrics) => ({ values: valuesOf(objective, metrics), count: indices.length })),
      )
    }
    return pipe(
      TE.fromEither(evaluationBatches(Math.min(batch, data.count))(data)),
      // one after the other: the rows of all batches at once would be a copy of the data
      TE.flatMap(TE.traverseSeqArray(one)),
      TE.map(meanOfValues),
      caught(engine),
    )
  }
}
