/** The state of a training: one tree, with all that it takes to go on. */

import type { OptimizerState } from '../optimizers/optimizer.js'
import type { Key } from '../random/key.js'
import type { Host } from '../tensors/tree.js'
import type { EpochRecord } from './events.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a step changes: the parameters, and the state of the optimizer of each player. It stays in the engine. */
export type StepState<Params> = {
  readonly params: Params
  readonly optimizers: readonly OptimizerState<Params>[]
}

/** The best value so far, how many epochs ago it was, and the parameters of then, where there is patience. */
export interface Monitor {
  readonly best: number
  readonly waited: number
  readonly params: Host<unknown> | null
}

/** How far training has come. The loop knows it without asking the engine. */
export interface Progress {
  /** The key of the whole training: what a step draws follows from it and from the number of the step. */
  readonly key: Key
  readonly epoch: number
  readonly step: number
  readonly seconds: number
  readonly monitor: Monitor
  readonly history: readonly EpochRecord[]
}

/** All of a training between two epochs. Whoever goes on from it gets the numbers of a training without a break. */
export type TrainingState = Host<StepState<unknown>> & { readonly progress: Progress }

// -----------------------------------------------------------------------------
// the first state
// -----------------------------------------------------------------------------

/** Before the first value. */
export const unseen: Monitor = { best: Number.NEGATIVE_INFINITY, waited: 0, params: null }

/** Before the first step. */
export const firstState = (key: Key, initial: Host<StepState<unknown>>): TrainingState => ({
  ...initial,
  progress: { key, epoch: 0, step: 0, seconds: 0, monitor: unseen, history: [] },
})

// -----------------------------------------------------------------------------
// epochs
// -----------------------------------------------------------------------------

/** The monitor after another value, which is better when it is larger. A better one has no parameters yet. */
export const observe = ({ best, waited, params }: Monitor, value: number): Monitor =>
  value > best ? { best: value, waited: 0, params: null } : { best, waited: waited + 1, params }

/** Whether as many epochs as one is patient for have brought nothing better. */
export const isSpent = ({ waited }: Monitor, patience: number | undefined): boolean =>
  patience !== undefined && waited >= patience

/** What is watched of an epoch: the objective on held-out data, or else that of training. */
export const watchedOf = ({ validation, training }: EpochRecord): number => (validation ?? training).objective

/** The progress after an epoch. */
export const afterEpoch = (progress: Progress, record: EpochRecord): Progress => ({
  ...progress,
  epoch: record.epoch,
  step: record.step,
  seconds: progress.seconds + record.seconds,
  monitor: observe(progress.monitor, watchedOf(record)),
  history: [...progress.history, record],
})

/** The progress whose last epoch was the best, with the parameters after it. */
export const withBest = (progress: Progress, params: Host<unknown>): Progress => ({
  ...progress,
  monitor: { ...progress.monitor, params },
})
