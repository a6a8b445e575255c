/** The state of a training: one tree, with all that it takes to go on. */

import type { OptimizerState } from '../optimizers/optimizer.js'
import type { Words } from '../random/threefry.js'
import type { HostTensor } from '../tensors/tensor.js'
import type { Host } from '../tensors/tree.js'
import type { AnyPlayer } from './erased.js'
import type { EpochRecord, Values } from './events.js'
import { numbersOf, packed } from './soFar.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a step changes: the parameters, and the state of the optimizer of each player. It stays in the engine. */
export type StepState<Params> = {
  readonly params: Params
  readonly optimizers: readonly OptimizerState<Params>[]
}

/** The best value so far, how many epochs ago it was, and the parameters of then, where there is patience. */
export interface Monitor<Params = Host<unknown>> {
  readonly best: number
  readonly waited: number
  readonly params: Params | null
}

/** An epoch that is over. The time that it took is not part of a state, so that a resumed training has the same bytes. */
export type PastEpoch = Omit<EpochRecord, 'seconds'>

/** How far training has come. The loop knows it without asking the engine. */
export interface Progress<Params = Host<unknown>> {
  /** The words of the key of the whole training: what a step draws follows from them and from the number of the step. */
  readonly key: Words
  /** How many examples a step sees. */
  readonly batch: number
  /** How many epochs are over. */
  readonly epoch: number
  /** How many steps have been taken. */
  readonly step: number
  /** How many of them in the epoch that is under way. */
  readonly position: number
  readonly monitor: Monitor<Params>
  /** The epochs that are over. */
  readonly history: readonly PastEpoch[]
  /** What the steps of the epoch under way have reported: the mean over an epoch is the same wherever it was cut. */
  readonly soFar: HostTensor<readonly ['step', 'metric']>
}

/**
 * All of a training after some step. Whoever goes on from it gets the bits of a training without a break.
 *
 * `Params` are parameters on the host, as in `TrainResult`.
 */
export interface TrainingState<Params = Host<unknown>> {
  readonly params: Params
  /** The state of the optimizer of each player, of the structure of the part that the player moves. */
  readonly optimizers: readonly OptimizerState<Params>[]
  readonly progress: Progress<Params>
}

// -----------------------------------------------------------------------------
// the first state
// -----------------------------------------------------------------------------

/** Before the first value. */
export const unseen: Monitor = { best: Number.NEGATIVE_INFINITY, waited: 0, params: null }

/** Before the first step. */
export const firstState = (
  key: Words,
  batch: number,
  players: readonly AnyPlayer[],
  initial: Host<StepState<unknown>>,
): TrainingState => ({
  ...initial,
  progress: { key, batch, epoch: 0, step: 0, position: 0, monitor: unseen, history: [], soFar: packed(players, []) },
})

// -----------------------------------------------------------------------------
// within an epoch
// -----------------------------------------------------------------------------

/** The progress within an epoch, after all steps of it whose values are given. */
export const withinEpoch = (
  progress: Progress,
  players: readonly AnyPlayer[],
  values: readonly Values[],
): Progress => ({
  ...progress,
  step: progress.step - progress.position + values.length,
  position: values.length,
  soFar: packed(players, values),
})

/** How many numbers a step reports, for each of the steps of an epoch under way. */
export const soFarSizes = ({ position }: Pick<Progress, 'position'>, players: readonly AnyPlayer[]) =>
  [position, numbersOf(players)] as const

// -----------------------------------------------------------------------------
// epochs
// -----------------------------------------------------------------------------

/** The monitor after another value, which is better when it is larger. A better one has no parameters yet. */
export const observe = ({ best, waited, params }: Monitor, value: number): Monitor =>
  value > best ? { best: value, waited: 0, params: null } : { best, waited: waited + 1, params }

/** Whether patience is over: that many epochs have brought nothing better. */
export const isSpent = ({ waited }: Monitor, patience: number | undefined): boolean =>
  patience !== undefined && waited >= patience

/** What is watched of an epoch: the objective on held-out data, or else that of training. */
export const watchedOf = ({ validation, training }: PastEpoch): number => (validation ?? training).objective

/** The progress after an epoch. */
export const afterEpoch = (progress: Progress, players: readonly AnyPlayer[], record: PastEpoch): Progress => ({
  ...progress,
  epoch: record.epoch,
  step: record.step,
  position: 0,
  monitor: observe(progress.monitor, watchedOf(record)),
  history: [...progress.history, record],
  soFar: packed(players, []),
})

/** The progress whose last epoch was the best, with the parameters after it. */
export const withBest = (progress: Progress, params: Host<unknown>): Progress => ({
  ...progress,
  monitor: { ...progress.monitor, params },
})
