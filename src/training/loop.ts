/** The loop of training: epochs of steps, from any state on, until there are enough or patience is spent. */

import * as E from 'fp-ts/lib/Either.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { Engine, RunningProgram } from '../engines/engine.js'
import { atStep } from '../losses/schedule.js'
import { child, type Key } from '../random/key.js'
import type { Host } from '../tensors/tree.js'
import { diverged, divergedObjective, divergedParameter, type Snapshot } from './diverged.js'
import { orThrow, rightOf } from './errors.js'
import type { EpochRecord, Values } from './events.js'
import { examplesOf } from './examples.js'
import { inputsOf, numbersPerStep, runsOf } from './inputs.js'
import { measureOn } from './measure.js'
import type { Plan } from './plan.js'
import { afterEpoch, isSpent, type Progress, type StepState, type TrainingState, withBest } from './state.js'
import type { StepMetrics, TrainInputs } from './step.js'
import { meanOfValues, valuesOfAll } from './values.js'

/** What the loop runs on: the session has the parameters, and takes the steps. */
export interface Course {
  readonly plan: Plan
  readonly engine: Engine
  readonly session: RunningProgram<StepState<unknown>, TrainInputs, StepMetrics>
}

/** The parameters of some step, on the host. */
type KeptParams = Snapshot<Host<unknown>>

/** What copies the parameters of now to the host. */
type Now = () => Promise<Host<unknown>>

// -----------------------------------------------------------------------------
// the steps of an epoch
// -----------------------------------------------------------------------------

/**
 * What tasks give, in their order. Each is begun before the one before it is awaited: so the rows and the noise of a run
 * of steps are made while the engine takes the run before. What was begun is awaited, also where nobody asks for it.
 */
async function* oneAhead<A>(tasks: readonly Task<A>[]): AsyncGenerator<A> {
  let next = tasks[0]?.()
  try {
    for (let index = 1; next !== undefined; index++) {
      const current: Promise<A> = next
      next = tasks[index]?.()
      yield await current
    }
  } finally {
    await next
  }
}

/** Reports the steps of a run, and gives their values. */
const report = ({ players, listen }: Plan, epoch: number, first: number, metrics: readonly Host<StepMetrics>[]) =>
  metrics.map((each, index): Values => {
    const step = first + index
    const values = valuesOfAll(players, each, atStep(step))
    listen({ _tag: 'Stepped', epoch, step, values })
    return values
  })

/** Throws `Diverged` for the first step whose objective is not finite, with the parameter that is not by now, if any. */
const checkObjectives = async ({ plan, session }: Course, kept: KeptParams, first: number, run: readonly Values[]) => {
  const found = run.map(divergedObjective)
  const index = found.findIndex((each) => each !== null)
  if (index < 0) return
  const now = await session.snapshot()
  const parameter = E.isRight(now) ? divergedParameter(now.right.params) : null
  throw diverged(plan.players, { step: first + index, objective: found[index] ?? null, parameter }, kept)
}

/** Takes the steps of an epoch. */
const takeSteps = async (course: Course, progress: Progress, kept: KeptParams): Promise<readonly Values[]> => {
  const { plan, engine, session } = course
  const examples = examplesOf(plan.model, plan.data)
  const inputs = inputsOf(plan, examples, progress)
  const runs = rightOf(runsOf(plan, examples, engine, progress)).map((run) => () => {
    const rows = numbersPerStep(plan.batch, examples).map((length) => session.lend?.(length, run.length))
    return session.advance(
      run.map((step, index) =>
        inputs(
          step,
          rows.map((steps) => steps?.[index]),
        ),
      ),
    )()
  })
  const taken: (readonly Values[])[] = []
  let first = progress.step + 1
  for await (const metrics of oneAhead(runs)) {
    const values = report(plan, progress.epoch + 1, first, rightOf(metrics))
    await checkObjectives(course, kept, first, values)
    taken.push(values)
    first += values.length
  }
  return taken.flat()
}

// -----------------------------------------------------------------------------
// between epochs
// -----------------------------------------------------------------------------

/** The parameters of now. They are copied once, when they are first asked for. */
const paramsNow = ({ session }: Course): Now => {
  let asked: Promise<Host<unknown>> | null = null
  return () => {
    asked ??= orThrow(session.snapshot).then(({ params }) => params)
    return asked
  }
}

/** The objective on held-out data, compiled once and measured after each epoch; `null` where nothing is held out. */
const validation = ({ plan, engine }: Course, key: Key): ((now: Now) => Promise<Values | null>) => {
  const { model, players, samples, batch, validation: data } = plan
  if (data === undefined) return async () => null
  const measure = measureOn(model, players[0].objective, samples, batch, child('validation')(key), engine)
  return async (now) => orThrow(measure(await now(), data))
}

/** The parameters of now. Throws `Diverged` where one is not finite, with those that were. */
const finiteParams = async ({ plan }: Course, { step }: Progress, kept: KeptParams, now: Now) => {
  const params = await now()
  const parameter = divergedParameter(params)
  if (parameter !== null) throw diverged(plan.players, { step, objective: null, parameter }, kept)
  return params
}

/**
 * After how many steps the parameters are looked at and kept, at the end of an epoch.
 *
 * Objectives are looked at in every step. To copy the parameters of a network and to look at them takes as long as two or
 * three of its steps.
 */
const KEPT_EVERY = 128

// -----------------------------------------------------------------------------
// the loop
// -----------------------------------------------------------------------------

/** Where a training has come to, and its best parameters; without patience, its last ones. */
export interface Outcome {
  readonly progress: Progress
  readonly params: Host<unknown>
}

/** Epochs until there are enough, or patience is spent. Throws a `TrainError`. */
export const loop = async (course: Course, from: TrainingState): Promise<Outcome> => {
  const { epochs, patience, listen } = course.plan
  const validate = validation(course, from.progress.key)
  let progress = from.progress
  let kept: KeptParams = { params: from.params, step: progress.step }
  while (progress.epoch < epochs && !isSpent(progress.monitor, patience)) {
    const begun = performance.now()
    const values = await takeSteps(course, progress, kept)
    const seconds = (performance.now() - begun) / 1000
    const now = paramsNow(course)
    const record: EpochRecord = {
      epoch: progress.epoch + 1,
      step: progress.step + values.length,
      seconds,
      training: meanOfValues(values.map((each) => ({ values: each, count: 1 }))),
      validation: await validate(now),
    }
    listen({ _tag: 'EpochEnded', record })
    progress = afterEpoch(progress, record)
    const isBest = patience !== undefined && progress.monitor.waited === 0
    if (isBest || progress.step - kept.step >= KEPT_EVERY)
      kept = { params: await finiteParams(course, progress, kept, now), step: progress.step }
    if (isBest) progress = withBest(progress, kept.params)
  }
  return {
    progress,
    params: progress.monitor.params ?? (await finiteParams(course, progress, kept, paramsNow(course))),
  }
}
