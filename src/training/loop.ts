/** The loop of training: epochs of steps, from any state on, until there are enough or patience is spent. */

import { child } from '../random/key.js'
import type { Host } from '../tensors/tree.js'
import { orThrow } from './errors.js'
import type { EpochRecord, Stopped, Values } from './events.js'
import { type Keeper, keeperOf } from './keeper.js'
import { measureOn } from './measure.js'
import type { Plan } from './plan.js'
import {
  afterEpoch,
  isSpent,
  type PastEpoch,
  type Progress,
  type TrainingState,
  withBest,
  withinEpoch,
} from './state.js'
import { type Course, takeSteps } from './takeSteps.js'
import { meanOfValues } from './values.js'

/** Where a training has come to, and its best parameters; without patience, its last ones. */
export interface Outcome {
  readonly state: TrainingState
  readonly params: Host<unknown>
  /** Of all epochs, with what this run has spent on each. */
  readonly history: readonly EpochRecord[]
  /** What this run has spent on its steps. */
  readonly seconds: number
  readonly stopped: Stopped
}

// -----------------------------------------------------------------------------
// one epoch
// -----------------------------------------------------------------------------

/** The objective on held-out data, compiled once and measured after each epoch; `null` where nothing is held out. */
const validation = ({ plan, engine }: Course, keeper: Keeper): ((progress: Progress) => Promise<Values | null>) => {
  const { model, players, samples, batch, microBatch = batch, key, validation: data } = plan
  if (data === undefined) return async () => null
  const measure = measureOn(model, players[0].objective, samples, microBatch, child('validation')(key), engine)
  return async (progress) => orThrow(measure(await keeper.params(progress), data))
}

/**
 * After how many steps the parameters are looked at and kept, at the end of an epoch.
 *
 * Objectives are looked at in every step. To copy the parameters of a network and to look at them takes as long as two or
 * three of its steps.
 */
const KEPT_EVERY = 128

/** The progress after an epoch, whose parameters are kept where it is the best and there is patience. */
const ended = async ({ players, patience }: Plan, keeper: Keeper, before: Progress, record: PastEpoch) => {
  const progress = afterEpoch(before, players, record)
  const isBest = patience !== undefined && progress.monitor.waited === 0
  if (!isBest && progress.step - keeper.looked() < KEPT_EVERY) return progress
  const kept = await keeper.keep(isBest ? withBest(progress, await keeper.params(progress)) : progress)
  return kept.progress
}

// -----------------------------------------------------------------------------
// the loop
// -----------------------------------------------------------------------------

/** Why there are no more epochs, or `null`. */
const overOf = ({ epochs, patience }: Plan, { monitor, epoch }: Progress): Stopped | null =>
  isSpent(monitor, patience) ? 'patience' : epoch >= epochs ? 'epochs' : null

const secondsSince = (begun: number): number => (performance.now() - begun) / 1000

/** Epochs until there are enough, or patience is spent, or there is a signal. Throws a `TrainError`. */
export const loop = async (course: Course, from: TrainingState): Promise<Outcome> => {
  const { plan, session } = course
  const keeper = keeperOf(plan, session, from)
  const validate = validation(course, keeper)
  const history: EpochRecord[] = from.progress.history.map((record) => ({ ...record, seconds: 0 }))
  let { progress } = from
  let total = 0
  while (overOf(plan, progress) === null && plan.signal?.aborted !== true) {
    const begun = performance.now()
    const { values, isCut } = await takeSteps(course, keeper, progress)
    const seconds = secondsSince(begun)
    total += seconds
    progress = withinEpoch(progress, plan.players, values)
    if (isCut) break
    const record: PastEpoch = {
      epoch: progress.epoch + 1,
      step: progress.step,
      training: meanOfValues(values.map((each) => ({ values: each, count: 1 }))),
      validation: await validate(progress),
    }
    history.push({ ...record, seconds })
    plan.listen({ _tag: 'EpochEnded', ...record, seconds })
    progress = await ended(plan, keeper, progress, record)
    const why = overOf(plan, progress) === null ? keeper.after(progress) : null
    if (why !== null) await keeper.save(progress, why)
  }
  const stopped = overOf(plan, progress)
  await keeper.save(progress, stopped === null ? 'signal' : 'end')
  const state = await keeper.keep(progress)
  return {
    state,
    params: progress.monitor.params ?? state.params,
    history,
    seconds: total,
    stopped: stopped ?? 'signal',
  }
}
