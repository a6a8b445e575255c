/** The plan of a training: all that it needs, with the types erased that the compiler has checked. */

import type { AnyTerm } from '../losses/term.js'
import type { Key } from '../random/key.js'
import { eventsFault, modelFault, numbersFault, optimizerFault, termFault } from './check.js'
import { type AnyData, type AnyModelShown, dataFault, setsFault } from './checkData.js'
import { type AnyObjective, objectiveFault } from './checkObjective.js'
import type { AnyEvaluable, AnyModel, AnyPlayer, Order } from './erased.js'
import type { TrainingEvent } from './events.js'
import { microFault } from './microFault.js'
import { type Checkpointing, checkpointFault, type StopSignal } from './saving.js'
import type { TrainingState } from './state.js'

// -----------------------------------------------------------------------------
// the plan
// -----------------------------------------------------------------------------

/** A player whose objective can be checked and printed. */
export interface PlannedPlayer extends AnyPlayer {
  readonly objective: AnyEvaluable & AnyObjective & Pick<AnyTerm, 'formula' | 'content'>
}

/** What is trained how, with its types checked and erased. */
export interface Plan {
  readonly model: AnyModel<unknown> & AnyModelShown & { readonly supplies: readonly string[] }
  /** The first of them is watched: its objective is measured on held-out data. */
  readonly players: readonly [PlannedPlayer, ...PlannedPlayer[]]
  readonly order: Order
  readonly data: AnyData
  readonly validation?: AnyData
  readonly samples: number
  readonly epochs: number
  readonly patience?: number
  readonly batch: number
  readonly microBatch?: number
  readonly workers?: number
  readonly key: Key
  readonly from?: TrainingState
  readonly params?: unknown
  readonly signal?: StopSignal
  readonly checkpoint?: Checkpointing
  readonly norms?: boolean
  readonly listen: (event: TrainingEvent) => void
}

// -----------------------------------------------------------------------------
// whether it can be carried out
// -----------------------------------------------------------------------------

const firstOf = <Given>(all: readonly Given[], fault: (given: Given) => string | null): string | null =>
  all.map(fault).find((each) => each !== null) ?? null

const batchFault = ({ batch, data }: Plan): string | null =>
  batch > data.count ? `fit: the batch is ${batch} but ${data.name} has only ${data.count} examples` : null

/** What every objective needs. Of what is not a term the message is another. */
const neededByAll = (players: Plan['players']): readonly string[] => {
  const [first = [], ...others] = players.map(({ objective }) => objective?.needs ?? [])
  return first.filter((name) => others.every((needs) => needs.includes(name)))
}

/** Why a plan cannot be carried out, or `null`: at run time, what the compiler checks. */
export const planFault = (plan: Plan): string | null => {
  const { model, players, data, validation, batch, epochs, samples, patience = 1 } = plan
  const needs = neededByAll(players)
  return (
    modelFault(model) ??
    eventsFault(model) ??
    firstOf(players, ({ objective }) => termFault(objective)) ??
    firstOf(players, ({ optimizer }) => optimizerFault(optimizer)) ??
    firstOf(players, ({ objective }) => objectiveFault(model, objective)) ??
    dataFault(model, data, 'data', needs) ??
    (validation === undefined ? null : dataFault(model, validation, 'validation data', needs)) ??
    setsFault(data) ??
    (validation === undefined ? null : setsFault(validation)) ??
    batchFault(plan) ??
    numbersFault('fit', { batch, epochs, samples, patience }) ??
    microFault(plan) ??
    checkpointFault(plan.checkpoint)
  )
}
