/** The plan of a training: all that it needs, with the types erased that the compiler has checked. */

import type { Dataset } from '../data/dataset.js'
import { datasetFault } from '../data/reading.js'
import type { Support } from '../distributions/support.js'
import type { At, Schedule } from '../losses/schedule.js'
import type { AnyAxes, AnyTerm, Part } from '../losses/term.js'
import type { TermValue } from '../losses/value.js'
import type { Observation } from '../models/model.js'
import type { Optimizer } from '../optimizers/optimizer.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'
import { dataFault, eventFault, modelFault, numbersFault, optimizerFault, termFault } from './check.js'
import { type AnyObjective, objectiveFault } from './checkObjective.js'
import type { TrainingEvent } from './events.js'

// -----------------------------------------------------------------------------
// what is trained: a model, objectives and players, with their types erased
// -----------------------------------------------------------------------------

/** A model with its types erased. */
export interface AnyModel<Params> {
  readonly init: (key: Key) => Params
  readonly supply: (params: Params) => (observed: Observation<AnyShape>) => never
}

/** An objective with its types erased. */
export interface AnyEvaluable {
  readonly parts: readonly Part[]
  readonly schedules: readonly Schedule[]
  readonly evaluate: (supplied: never, at?: At) => TermValue<AnyAxes>
}

/** Who moves which part of the parameters by which objective. */
export interface AnyPlayer {
  readonly name: string
  readonly objective: AnyEvaluable
  readonly optimizer: Optimizer
  /** The names of the parts that it moves, or `null` for all. */
  readonly moves: readonly string[] | null
}

/** Whether a player sees what the one before it has done in the same step. */
export type Order = 'in turn' | 'at once'

// -----------------------------------------------------------------------------
// the plan
// -----------------------------------------------------------------------------

/** A player whose objective can be checked and printed. */
export interface PlannedPlayer extends AnyPlayer {
  readonly objective: AnyEvaluable & AnyObjective & Pick<AnyTerm, 'formula' | 'content'>
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

// -----------------------------------------------------------------------------
// whether it can be carried out
// -----------------------------------------------------------------------------

const firstOf = <Given>(all: readonly Given[], fault: (given: Given) => string | null): string | null =>
  all.map(fault).find((each) => each !== null) ?? null

const batchFault = ({ batch, data }: Plan): string | null =>
  batch > data.count ? `fit: the batch is ${batch} but ${data.name} has only ${data.count} examples` : null

/** Why a plan cannot be carried out, or `null`: the run-time check of what the compiler checks. */
export const planFault = (plan: Plan): string | null => {
  const { model, players, data, validation, batch, epochs, samples, patience = 1 } = plan
  return (
    modelFault(model) ??
    eventFault(model) ??
    firstOf(players, ({ objective }) => termFault(objective)) ??
    firstOf(players, ({ optimizer }) => optimizerFault(optimizer)) ??
    firstOf(players, ({ objective }) => objectiveFault(model.supplies, objective)) ??
    dataFault(model, data) ??
    (validation === undefined ? null : dataFault(model, validation, 'validation data')) ??
    datasetFault(data) ??
    (validation === undefined ? null : datasetFault(validation)) ??
    batchFault(plan) ??
    numbersFault('fit', { batch, epochs, samples, patience })
  )
}
