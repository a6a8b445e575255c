/** The plan of a training: everything it needs, with the types erased that the compiler has checked. */

import type { Dataset } from '../data/dataset.js'
import { datasetComplaint, read } from '../data/reading.js'
import type { Support } from '../distributions/support.js'
import type { Running } from '../engines/engine.js'
import { atStep } from '../losses/schedule.js'
import type { AnyTerm } from '../losses/term.js'
import { scalarsAt } from '../optimizers/range.js'
import { child, type Key } from '../random/key.js'
import { type AnyShape, numbersOf, type Sizes } from '../shapes/dim.js'
import { scalarOnHost } from '../tensors/create.js'
import { type AnyObjective, dataComplaint, eventComplaint, numbersComplaint, objectiveComplaint } from './check.js'
import type { TrainingEvent } from './events.js'
import { modelComplaint, optimizerComplaint, termComplaint } from './parts.js'
import type { AnyEvaluable, AnyModel, AnyPlayer, Order, StepMetrics, TrainInputs, TrainState } from './program.js'

/** An objective, and what it is called. */
export type PlannedObjective = AnyEvaluable & AnyObjective & Pick<AnyTerm, 'formula' | 'content'>

/** A player whose objective can be checked and printed. */
export interface PlannedPlayer extends AnyPlayer {
  readonly objective: PlannedObjective
}

/** What is trained how, with its types checked and erased. */
export interface Plan {
  readonly model: AnyModel<unknown> & {
    readonly event: Sizes
    readonly over: Support
    readonly supplies: readonly string[]
  }
  /** The first of them is watched: its objective is measured on held-out data. */
  readonly players: readonly [PlannedPlayer, ...PlannedPlayer[]]
  readonly order: Order
  readonly data: Dataset<AnyShape, Support>
  readonly validation?: Dataset<AnyShape, Support>
  readonly samples: number
  readonly epochs: number
  readonly patience?: number
  readonly batch: number
  readonly key: Key
  readonly listen: (event: TrainingEvent) => void
}

/** A training program that is running. */
export type Session = Running<TrainState<unknown>, TrainInputs, StepMetrics>

const firstOf = <Given>(all: readonly Given[], words: (given: Given) => string | null): string | null =>
  all.map(words).find((each) => each !== null) ?? null

/** What cannot be met, in words, or `null`: the run-time twin of what the compiler checks. */
export const complaintOf = (plan: Plan): string | null =>
  modelComplaint(plan.model) ??
  eventComplaint(plan.model) ??
  firstOf(plan.players, ({ objective }) => termComplaint(objective)) ??
  firstOf(plan.players, ({ optimizer }) => optimizerComplaint(optimizer)) ??
  firstOf(plan.players, ({ objective }) => objectiveComplaint(plan.model.supplies, objective)) ??
  dataComplaint(plan.model, plan.data) ??
  (plan.validation === undefined ? null : dataComplaint(plan.model, plan.validation, 'validation data')) ??
  datasetComplaint(plan.data) ??
  (plan.validation === undefined ? null : datasetComplaint(plan.validation)) ??
  (plan.batch > plan.data.count
    ? `fit: the batch is ${plan.batch} but ${plan.data.name} has only ${plan.data.count} examples`
    : null) ??
  numbersComplaint('fit', {
    batch: plan.batch,
    epochs: plan.epochs,
    samples: plan.samples,
    patience: plan.patience ?? 1,
  })

/** The inputs of one step, whose rows may be written into an array that is at hand. */
export const inputsOf = (plan: Plan, indices: Uint32Array, step: number, into?: Float32Array) => {
  const key = child(step)(child('step')(plan.key))
  return {
    key,
    inputs: {
      x: {
        shape: ['batch', ...plan.data.shape] as const,
        sizes: [indices.length, ...numbersOf(plan.data.event)],
        values: read(plan.data)(indices, child('visit')(key), into),
      },
      fed: plan.players.map(({ optimizer, objective }) => ({
        scalars: scalarsAt(optimizer, step).map(scalarOnHost),
        weights: objective.schedules.map(atStep(step)).map(scalarOnHost),
      })),
    },
  }
}
