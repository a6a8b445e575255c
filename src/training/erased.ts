/** What is trained: a model, objectives and players, with their types erased. */

import type { At, Schedule } from '../losses/schedule.js'
import type { AnyAxes, Part } from '../losses/term.js'
import type { TermValue } from '../losses/value.js'
import type { Optimizer } from '../optimizers/optimizer.js'
import type { Key } from '../random/key.js'
import type { AnyShown } from './checkFields.js'

/** A model with its types erased. */
export interface AnyModel<Params> {
  readonly init: (key: Key) => Params
  readonly supply: (params: Params) => (observed: never) => never
  /** Those of a model that is shown several. */
  readonly fields?: Readonly<Record<string, AnyShown>>
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
