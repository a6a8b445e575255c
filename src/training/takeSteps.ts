/** The steps of an epoch, from any of them on: taken run by run, reported, looked at, and cut where a state is due. */

import type { Task } from 'fp-ts/lib/Task.js'
import type { Engine } from '../engines/engine.js'
import { atStep } from '../losses/schedule.js'
import type { Host } from '../tensors/tree.js'
import { divergedObjective } from './diverged.js'
import { rightOf } from './errors.js'
import type { NormedPart, Values } from './events.js'
import { examplesOf } from './examples.js'
import { inputsOf, numbersPerStep, type PlannedStep, runsOf } from './inputs.js'
import type { Keeper } from './keeper.js'
import { namedNorms } from './norms.js'
import type { Plan } from './plan.js'
import { unpacked } from './soFar.js'
import { type Progress, withinEpoch } from './state.js'
import type { Session, StepMetrics } from './step.js'
import { valuesOfAll } from './values.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What the loop runs on: the session has the parameters, and takes the steps. */
export interface Course {
  readonly plan: Plan
  readonly engine: Engine
  readonly session: Session
  /** The parts whose norms are reported. */
  readonly parts: readonly NormedPart[]
}

/** The values of the steps of an epoch that have been taken, and whether a signal has cut it. */
export interface Taken {
  readonly values: readonly Values[]
  readonly isCut: boolean
}

// -----------------------------------------------------------------------------
// one run of steps ahead
// -----------------------------------------------------------------------------

/** What a task gives, and whether nothing is under way then. */
interface Given<A> {
  readonly value: A
  readonly isSettled: boolean
}

/**
 * What tasks give, in their order. Each is begun before the one before it is awaited: so the rows and the noise of a run
 * of steps are made while the engine takes the run before. What was begun is awaited, also where nobody asks for it.
 *
 * Nothing is begun ahead of a task after which there is to be a pause.
 */
async function* oneAhead<A>(tasks: readonly Task<A>[], hasPause: (index: number) => boolean): AsyncGenerator<Given<A>> {
  let next = tasks[0]?.()
  try {
    for (let index = 0; next !== undefined; index++) {
      const current: Promise<A> = next
      next = hasPause(index) ? undefined : tasks[index + 1]?.()
      yield { value: await current, isSettled: next === undefined }
      next ??= tasks[index + 1]?.()
    }
  } finally {
    await next
  }
}

// -----------------------------------------------------------------------------
// the steps of an epoch
// -----------------------------------------------------------------------------

/** Reports the steps of a run, and gives their values. */
const report = (course: Course, epoch: number, first: number, metrics: readonly Host<StepMetrics>[]) =>
  metrics.map((each, index): Values => {
    const { players, listen } = course.plan
    const step = first + index
    const values = valuesOfAll(players, each, atStep(step))
    const norms = each.norms === undefined ? {} : { norms: namedNorms(course.parts, each.norms) }
    listen({ _tag: 'Stepped', epoch, step, values, ...norms })
    return values
  })

/** Throws `Diverged` for the first step whose objective is not finite. */
const checkObjectives = async (keeper: Keeper, first: number, run: readonly Values[]): Promise<void> => {
  const found = run.map(divergedObjective)
  const index = found.findIndex((each) => each !== null)
  if (index >= 0) throw await keeper.diverged({ step: first + index, objective: found[index] ?? null })
}

/** What takes a run of steps. */
const taking = ({ plan, engine, session }: Course, progress: Progress) => {
  const examples = examplesOf(plan.model, plan.data)
  const inputs = inputsOf(plan, examples, progress)
  const take = (run: readonly PlannedStep[]) => () => {
    const rows = numbersPerStep(plan.batch, examples).map((length) => session.lend?.(length, run.length))
    return session.advance(
      run.map((step, index) =>
        inputs(
          step,
          rows.map((steps) => steps?.[index]),
        ),
      ),
    )()
  }
  return rightOf(runsOf(plan, examples, engine, progress)).map((run) => ({
    last: run.at(-1)?.step ?? 0,
    take: take(run),
  }))
}

/** Takes the steps of an epoch that are left, and saves the states that are due before its end. */
export const takeSteps = async (course: Course, keeper: Keeper, progress: Progress): Promise<Taken> => {
  const { players, signal } = course.plan
  const runs = taking(course, progress)
  const hasPause = (index: number) => signal?.aborted === true || keeper.within(runs[index]?.last ?? 0) !== null
  const values = [...unpacked(players, progress.soFar, progress.step - progress.position)]
  let [index, first] = [0, progress.step + 1]
  for await (const { value: metrics, isSettled } of oneAhead(
    runs.map(({ take }) => take),
    hasPause,
  )) {
    const run = report(course, progress.epoch + 1, first, rightOf(metrics))
    await checkObjectives(keeper, first, run)
    values.push(...run)
    first += run.length
    index += 1
    if (!isSettled) continue
    if (signal?.aborted) return { values, isCut: true }
    const why = index < runs.length ? keeper.within(first - 1) : null
    if (why !== null) await keeper.save(withinEpoch(progress, players, values), why)
  }
  return { values, isCut: false }
}
