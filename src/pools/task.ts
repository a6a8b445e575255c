/** Trials as tasks of a cluster: a task has its number alone, and trains the trial of that number. */

import type { Outcome } from '../sweeps/history.js'
import { knownPoint } from '../sweeps/schedule.js'
import type { AnyStudy } from '../sweeps/study.js'
import { type Run, runsOf, type Sweeping } from './job.js'
import { outcomeOfRuns, unmeasured } from './pool.js'
import { type Halt, isOver, type RunEnd } from './worker.js'

/** Why the trials of a study do not follow from their numbers, or `null`. */
export const unknownBefore = ({ sampler, pruner }: AnyStudy): string | null =>
  sampler.name === 'tpe'
    ? 'tpe chooses a point by what was measured before'
    : pruner.name !== 'none'
      ? `${pruner.name} ends a trial by what others have measured`
      : null

/** The tasks of a study, for what starts them. */
export interface Tasks {
  readonly name: string
  readonly trials: number
  /** How many train at once; `null` for all. */
  readonly atOnce: number | null
  /** What a shell runs for a task, before its number. */
  readonly task: string
  /** What a shell runs when they are over. */
  readonly collect: string
}

/** How a task ended. */
export type TaskEnd = { readonly kind: 'done'; readonly outcome: Outcome } | Halt

/** Carries runs out, so many at once. */
const carriedOut = async (
  runs: readonly Run[],
  workers: number,
  carryOut: (run: Run) => Promise<RunEnd>,
): Promise<readonly RunEnd[]> => {
  const ends: RunEnd[] = []
  const waiting = runs.entries()
  const work = async () => {
    for (const [at, run] of waiting) ends[at] = await carryOut(run)
  }
  await Promise.all(Array.from({ length: workers }, work))
  return ends
}

/** What a task needs. */
export interface Task {
  readonly sweeping: Sweeping
  readonly trial: number
  /** How many of its runs train at once. */
  readonly workers: number
  readonly carryOut: (run: Run) => Promise<RunEnd>
}

/**
 * Carries out the trial of a number, with each of its seeds: what is over of it is not run again, and what was begun goes on. Nothing
 * is journaled: who goes through the study afterwards finds each run over.
 */
export const carryOutTask = async ({ sweeping, trial, workers, carryOut }: Task): Promise<TaskEnd> => {
  const job = { trial, rung: 0 }
  const runs = runsOf(sweeping, job, knownPoint(sweeping.study, trial) ?? {})
  const ends = await carriedOut(runs, workers, carryOut)
  const halt = ends.find((end): end is Halt => !isOver(end))
  if (halt !== undefined) return halt
  const outcome = outcomeOfRuns(job, ends.filter(isOver))
  const wrong = unmeasured(sweeping, outcome)
  return wrong === null ? { kind: 'done', outcome } : { kind: 'broken', reason: wrong }
}
