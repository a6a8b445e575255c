/** What the steps of an epoch are given: each a batch of examples, a key, and the numbers of the players. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { trainingBatches } from '../data/batches.js'
import type { BadRequest } from '../data/errors.js'
import type { Engine, StepInputs } from '../engines/engine.js'
import { atStep } from '../losses/schedule.js'
import { scalarsAt } from '../optimizers/range.js'
import { child } from '../random/key.js'
import { scalarOnHost } from '../tensors/create.js'
import type { Examples } from './examples.js'
import type { Plan } from './plan.js'
import { type Progress, watchedOf } from './state.js'
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

/** How many numbers the rows of a step are, of each field. */
export const numbersPerStep = (batch: number, { widths }: Pick<Examples, 'widths'>): readonly number[] =>
  widths.map((width) => batch * width)

/** As many steps a run as the engine likes, or fewer of large batches. */
export const stepsPerRunOf = (batch: number, examples: Pick<Examples, 'widths'>, { stepsPerRun }: Engine): number => {
  const numbers = numbersPerStep(batch, examples).reduce((sum, each) => sum + each, 0)
  return Math.max(1, Math.min(stepsPerRun, Math.floor(ROWS_OF_A_RUN / (4 * numbers))))
}

const chunks = <A>(all: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

/** Steps cut after each whose number is a multiple of `every`. */
const cutEvery = (steps: readonly PlannedStep[], every: number): readonly (readonly PlannedStep[])[] => {
  const left = every - (((steps[0]?.step ?? 1) - 1) % every)
  return [steps.slice(0, left), ...chunks(steps.slice(left), every)]
}

/** The steps of the epoch under way that are left, run by run; a run ends where a state is due. */
export const runsOf = (
  { batch, key, checkpoint }: Plan,
  examples: Examples,
  engine: Engine,
  { epoch, step, position }: Progress,
): E.Either<BadRequest, readonly (readonly PlannedStep[])[]> =>
  pipe(
    trainingBatches(batch, child(epoch)(child('order')(key)))(examples),
    E.map((batches) => batches.slice(position).map((indices, index) => ({ step: step + index + 1, indices }))),
    E.map((steps) => cutEvery(steps, checkpoint?.steps ?? Number.POSITIVE_INFINITY)),
    E.map((parts) => parts.flatMap((part) => chunks(part, stepsPerRunOf(batch, examples, engine)))),
  )

// -----------------------------------------------------------------------------
// inputs
// -----------------------------------------------------------------------------

/** The inputs of a step, whose rows may be written into arrays that are at hand. */
export const inputsOf = (
  { players, key: root }: Pick<Plan, 'players' | 'key'>,
  examples: Examples,
  { history }: Pick<Progress, 'history'>,
) => {
  const watched = history.map(watchedOf)
  return ({ step, indices }: PlannedStep, into?: readonly (Float32Array | undefined)[]): StepInputs<TrainInputs> => {
    const key = child(step)(child('step')(root))
    return {
      key,
      inputs: {
        x: examples.batch(indices, key, into),
        players: players.map(({ optimizer, objective }) => ({
          scalars: scalarsAt(optimizer, step, watched).map(scalarOnHost),
          weights: objective.schedules.map(atStep(step)).map(scalarOnHost),
        })),
      },
    }
  }
}
