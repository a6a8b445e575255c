/** What the steps of an epoch are given: each a batch of examples, a key, and the numbers of the players. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { trainingBatches } from '../data/batches.js'
import { type Dataset, numbersPerRow } from '../data/dataset.js'
import type { BadRequest } from '../data/errors.js'
import { read } from '../data/reading.js'
import type { Support } from '../distributions/support.js'
import type { Engine, StepInputs } from '../engines/engine.js'
import { atStep } from '../losses/schedule.js'
import { scalarsAt } from '../optimizers/range.js'
import { child, type Key } from '../random/key.js'
import { type AnyShape, numbersOf } from '../shapes/dim.js'
import { scalarOnHost } from '../tensors/create.js'
import type { Host } from '../tensors/tree.js'
import type { Plan } from './plan.js'
import type { Progress } from './state.js'
import type { TrainInputs } from './step.js'

/** A step, and the examples that it sees. */
export interface PlannedStep {
  readonly step: number
  readonly indices: Uint32Array
}

// -----------------------------------------------------------------------------
// runs: several steps, which an engine takes at a time
// -----------------------------------------------------------------------------

/** The rows of a run lie in memory, and two runs are there at a time. Units: bytes. */
const ROWS_OF_A_RUN = 2 ** 25

/** How many numbers the rows of a step are. */
export const numbersPerStep = ({ batch, data }: Plan): number => batch * numbersPerRow(data.event)

/** As many steps a run as the engine likes, or fewer of large batches. */
export const stepsPerRunOf = (plan: Plan, { stepsPerRun }: Engine): number =>
  Math.max(1, Math.min(stepsPerRun, Math.floor(ROWS_OF_A_RUN / (4 * numbersPerStep(plan)))))

const chunks = <A>(all: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

/** The steps of the next epoch, run by run. */
export const runsOf = (
  plan: Plan,
  engine: Engine,
  { key, epoch, step }: Progress,
): E.Either<BadRequest, readonly (readonly PlannedStep[])[]> =>
  pipe(
    trainingBatches(plan.batch, child(epoch)(child('order')(key)))(plan.data),
    E.map((batches) => batches.map((indices, index) => ({ step: step + index + 1, indices }))),
    E.map((steps) => chunks(steps, stepsPerRunOf(plan, engine))),
  )

// -----------------------------------------------------------------------------
// inputs
// -----------------------------------------------------------------------------

/** The examples of some indices, whose rows may be written into an array that is at hand. */
export const batchOf = (
  data: Dataset<AnyShape, Support>,
  indices: Uint32Array,
  key: Key,
  into?: Float32Array,
): Host<TrainInputs['x']> => ({
  shape: ['batch', ...data.shape] as const,
  sizes: [indices.length, ...numbersOf(data.event)],
  values: read(data)(indices, child('visit')(key), into),
})

/** The inputs of a step, whose rows may be written into an array that is at hand. */
export const inputsOf =
  ({ data, players }: Plan, root: Key) =>
  ({ step, indices }: PlannedStep, into?: Float32Array): StepInputs<TrainInputs> => {
    const key = child(step)(child('step')(root))
    return {
      key,
      inputs: {
        x: batchOf(data, indices, key, into),
        players: players.map(({ optimizer, objective }) => ({
          scalars: scalarsAt(optimizer, step).map(scalarOnHost),
          weights: objective.schedules.map(atStep(step)).map(scalarOnHost),
        })),
      },
    }
  }
