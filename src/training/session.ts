/** What takes the steps of a training: a program on its engine, or several that share each batch. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import { openWorkers } from '../engines/select.js'
import type { Host } from '../tensors/tree.js'
import { orThrow } from './errors.js'
import { checkMean } from './microCheck.js'
import { type Cut, inMicroBatches, type Worker } from './microSession.js'
import { microStep } from './microStep.js'
import type { Plan } from './plan.js'
import type { StepState } from './state.js'
import { type Session, trainStep } from './step.js'

type Initial = Host<StepState<unknown>>

// -----------------------------------------------------------------------------
// in micro-batches
// -----------------------------------------------------------------------------

/** Programs on some engines, all with the same state. */
const startedOn = async (
  engines: readonly Engine[],
  plan: Plan,
  initial: Initial,
): Promise<readonly [Worker, ...Worker[]]> => {
  const { model, players, samples, norms = false, batch } = plan
  const step = microStep(model, players, { samples, norms, batch })
  const workers: Worker[] = []
  for (const engine of engines) workers.push(await orThrow(engine.start(step, initial)))
  return workers as [Worker, ...Worker[]] // safe: there is an engine
}

/** Steps in micro-batches on engines of their own, which are closed with the session. */
const byWorkers = async (plan: Plan, engine: Engine, cut: Cut, count: number, initial: Initial): Promise<Session> => {
  const engines = await orThrow(openWorkers(engine.name, count))
  // an engine that is closed stops what it runs
  const close = async (): Promise<void> => {
    await Promise.all(engines.map((each) => each.close()))
  }
  try {
    return { ...inMicroBatches(engine, await startedOn(engines, plan, initial), cut), stop: TE.fromTask(close) }
  } catch (error) {
    await close()
    throw error
  }
}

const inParts = async (plan: Plan, engine: Engine, cut: Cut, initial: Initial): Promise<Session> => {
  await checkMean(plan, engine, initial)
  if (plan.workers !== undefined) return byWorkers(plan, engine, cut, plan.workers, initial)
  const [worker] = await startedOn([engine], plan, initial)
  return { ...inMicroBatches(engine, [worker], cut), stop: worker.stop }
}

// -----------------------------------------------------------------------------
// in one or the other way
// -----------------------------------------------------------------------------

/** What takes the steps of a plan from a state on. Throws a `TrainError`. */
export const sessionOf = async (plan: Plan, engine: Engine, initial: Initial): Promise<Session> => {
  const { model, players, samples, order, norms = false, batch, microBatch } = plan
  return microBatch === undefined
    ? orThrow(engine.start(trainStep(model, players, { samples, order, norms }), initial))
    : inParts(plan, engine, { players, order, batch, microBatch }, initial)
}
