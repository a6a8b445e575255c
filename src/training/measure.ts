/** An objective over a whole data set. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { evaluationBatches } from '../data/batches.js'
import type { Dataset } from '../data/dataset.js'
import { read } from '../data/reading.js'
import type { Support } from '../distributions/support.js'
import type { Engine } from '../engines/engine.js'
import { child, type Key } from '../random/key.js'
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

/**
 * The objective and its parts, averaged over every example of a data set, which are all seen once.
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
    const one = (indices: Uint32Array, index: number) => {
      const each = child(index)(key)
      const x = {
        shape: ['batch', ...data.shape] as const,
        sizes: [indices.length, ...numbersOf(data.event)],
        values: read(data)(indices, child('visit')(each)),
      }
      return pipe(
        program({ params, x } as Host<MeasureInputs<Params>>, each),
        TE.map((metrics) => ({ values: valuesOf(objective, metrics), count: indices.length })),
      )
    }
    return pipe(
      TE.fromEither(evaluationBatches(Math.min(batch, data.count))(data)),
      // one after the other: the rows of all batches at once would be a copy of the data
      TE.flatMap(TE.traverseSeqArrayWithIndex((index, indices) => one(indices, index))),
      TE.map(meanOfValues),
      caught(engine),
    )
  }
}
