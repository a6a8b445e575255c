/** What happens during training, as a stream of events that anyone may listen to. */

import type { Guarantee } from '../losses/proof.js'
import type { Caption, Description } from '../losses/term.js'

/** The value of a part of the objective, with its title and its unit: nats per example where it has none. */
export interface PartValue extends Omit<Caption, 'note'> {
  readonly name: string
  /**
   * The sign and factor with which it stands in the objective, at the step.
   *
   * Averaged over steps between which it changes: the factor that makes `weight · value` the mean of what was added.
   */
  readonly weight: number
  /** Unweighted. */
  readonly value: number
}

/** The objective and its parts, for one step or averaged over many. */
export interface Values {
  readonly objective: number
  readonly parts: readonly PartValue[]
  /** The same of the other players, where there are some. */
  readonly others?: readonly PlayerValues[]
}

/** The objective of another player, and its parts. */
export interface PlayerValues {
  readonly player: string
  readonly objective: number
  readonly parts: readonly PartValue[]
}

/** One epoch: the mean over its steps, and the value on held-out data where there is some. */
export interface EpochRecord {
  readonly epoch: number
  readonly step: number
  /** What this run has spent on it: 0 of an epoch that was over before the run went on from a state. */
  readonly seconds: number
  readonly training: Values
  readonly validation: Values | null
}

/** Who moves what by which objective. `fit` has one, which moves everything. */
export interface PlayerSummary {
  readonly name: string
  /** The parts of the parameters that it moves; `null` for all. */
  readonly moves: readonly string[] | null
  /** Its guarantee is that on the data it is trained on: relaxed data have no log p(x) to bound. */
  readonly objective: Description<Guarantee>
}

/** A part of the parameters, and who moves it. */
export interface NormedPart {
  readonly player: string
  readonly part: string
}

/** How large a step is for a part of the parameters: Euclidean norms. */
export interface PartNorms extends NormedPart {
  /** Of the gradient of the mean over the batch, as the optimizer is given it: before it clips it. */
  readonly gradient: number
  /** Of the change of the parameters. */
  readonly update: number
}

/** Training begins. */
export interface Started {
  readonly _tag: 'Started'
  readonly engine: string
  /** Why no faster engine was chosen, and how to get it; empty where the engine was given. */
  readonly notices: readonly string[]
  readonly formula: string
  /** Whether the objective is proved to bound log p(x) from below. */
  readonly guarantee: Guarantee
  readonly players: readonly [PlayerSummary, ...PlayerSummary[]]
  readonly parameters: number
  /** How many steps had been taken before: 0, unless it goes on from a state. */
  readonly step: number
  readonly epochs: number
  readonly stepsPerEpoch: number
  /** Whose norms the steps have, in their order; left out where they are not asked for. */
  readonly norms?: readonly NormedPart[]
}

/** A step was taken. */
export interface Stepped {
  readonly _tag: 'Stepped'
  readonly epoch: number
  readonly step: number
  readonly values: Values
  /** Where they are asked for. */
  readonly norms?: readonly PartNorms[]
}

/** An epoch is over: its record, with its `epoch` and its last `step` where those of a step are. */
export interface EpochEnded extends EpochRecord {
  readonly _tag: 'EpochEnded'
}

/** Why training ended: there are enough epochs, patience is spent, or a signal was given. */
export type Stopped = 'epochs' | 'patience' | 'signal'

/** Training is over. */
export interface Finished {
  readonly _tag: 'Finished'
  readonly steps: number
  readonly secondsPerStep: number
  readonly stopped: Stopped
}

/** Training has failed after it had begun: nothing comes after it. The error itself is what `fit` gives. */
export interface Failed {
  readonly _tag: 'Failed'
  readonly message: string
}

/** Any event of training. */
export type TrainingEvent = Started | Stepped | EpochEnded | Finished | Failed

/** Who hears of training. What it throws ends the training. */
export type Listener = (event: TrainingEvent) => void
