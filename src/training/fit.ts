/** Training: minibatches, until a number of epochs or until the objective has stopped improving. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import type { Optimizer } from '../optimizers/optimizer.js'
import type { Key } from '../random/key.js'
import type { Besides } from '../shapes/checkDim.js'
import type { NotAny } from '../shapes/whole.js'
import type { Host, PartOf } from '../tensors/tree.js'
import type { CheckedModel, ParamsOf } from './check.js'
import type { CheckedData } from './checkData.js'
import type { CheckedObjective } from './checkObjective.js'
import type { TrainError } from './errors.js'
import type { Listener } from './events.js'
import type { Asked } from './run.js'
import { run, type TrainResult } from './run.js'
import type { Checkpointing, StopSignal } from './saving.js'
import type { TrainingState } from './state.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is trained how. */
export interface FitOptions<Given, Objective, Data, Held = Data> {
  readonly model: CheckedModel<Given>
  readonly objective: CheckedObjective<Given, Objective>
  readonly data: CheckedData<Given, Data, 'data', Objective>
  /** Held-out data, to watch; without it patience watches the mean over each epoch of training. */
  readonly validation?: CheckedData<Given, Held, 'validation data', Objective>
  /** L: how many samples of the posterior for each example. 1 if left out. */
  readonly samples?: number
  readonly optimizer: Optimizer
  readonly epochs: number
  /** Stops after this many epochs without a better value, and keeps the best parameters. */
  readonly patience?: number
  /**
   * M: how many examples a step. 128 if left out. Those that fill no batch are left out of an epoch, others in the next.
   */
  readonly batch?: number
  /**
   * How many examples of a batch the gradient is taken of at once, where that of all would need too much memory: these are summed
   * in their order, and a step is that of the batch but for rounding. The objective must be a mean over examples.
   */
  readonly microBatch?: number
  /**
   * How many engines of one thread each share the micro-batches of a step, beside `engine`: any number of them gives the same bits.
   */
  readonly workers?: number
  readonly key: Key
  /** The fastest that works if left out. */
  readonly engine?: Engine
  /** Whether steps report the norms of gradients and updates, which costs some passes over the parameters. No if left out. */
  readonly norms?: boolean
  /** Who hears of it, or several who do, in their order: `Progress.toTerminal()`, `Metrics.toFile('metrics.jsonl')`. */
  readonly listen?: Listener | readonly Listener[]
  /** The state of a training of this model, these players, this data, batch and key: goes on from it, to the same bits. */
  readonly from?: TrainingState<Host<ParamsOf<Given>>>
  /** Parameters to begin with in place of those that the model makes, or a part of their tree. */
  readonly params?: PartOf<Host<ParamsOf<Given>>>
  /** Ends training after the steps that are under way, with the state of then: an `AbortSignal`. */
  readonly signal?: StopSignal
  /** When the state is saved, and how. */
  readonly checkpoint?: Checkpointing<Host<ParamsOf<Given>>>
}

// -----------------------------------------------------------------------------
// fit
// -----------------------------------------------------------------------------

/** What is left out. */
export const DEFAULTS = { samples: 1, batch: 128, listen: [] as readonly Listener[] } as const

/**
 * Trains a model on data: maximizes the objective by minibatches.
 *
 * The same key on the same engine gives the same parameters, whether or not it was cut and went on from its state.
 *
 * Errors: `BadRequest` for a batch larger than the data, a number out of range, or a state that does not fit; `BadData`
 * for data that is not what it says, with the row and the column; `Diverged` when the objective of a step or a parameter
 * is not finite, with the last parameters that were; `SaveFailed`; `EngineMissing`; `EngineFailed`, also for what a data
 * set, a schedule or a listener throws; `ShapeError` for what a cast let past the compiler.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, algorithm 1.
 */
export const fit = <Given, Objective, Data, Held = unknown, Whole = unknown>(
  options: Besides<{ model: Given; objective: Objective; data: Data; validation: Held }, 'the '> &
    FitOptions<Given, Objective, Data, Held> &
    NotAny<Whole>,
): TE.TaskEither<TrainError<Host<ParamsOf<Given>>>, TrainResult<ParamsOf<Given>>> => {
  const { objective, optimizer, engine, ...rest } = { ...DEFAULTS, ...options }
  const player = { name: 'fit', objective, optimizer, moves: null }
  // safe: the model, the objective and the data are themselves wherever the call compiles, and `run` checks them again
  const plan = { ...rest, players: [player], order: 'in turn' } as unknown as Asked
  return run(plan, engine) as TE.TaskEither<TrainError<Host<ParamsOf<Given>>>, TrainResult<ParamsOf<Given>>>
}
