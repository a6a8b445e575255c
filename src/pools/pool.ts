/** A study carried out by processes of this machine: what they measure is journaled in the order of the study, whoever is first. */

import * as E from 'fp-ts/lib/Either.js'
import type { FileUnwritable } from '../files/errors.js'
import type { Entry, Outcome } from '../sweeps/history.js'
import { outcomeOf } from '../sweeps/optimize.js'
import { afterOne, decisionsFrom, type Job, type Stand, standOf } from '../sweeps/schedule.js'
import { type Over, type Run, runsOf, type Sweeping } from './job.js'
import type { Writing } from './journalFile.js'
import { type Halt, isOver, type RunEnd } from './worker.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What hears of a study as it goes. */
export type SweepEvent =
  | { readonly _tag: 'RunStarted'; readonly run: Run }
  | { readonly _tag: 'RunEnded'; readonly run: Run; readonly end: RunEnd }
  | { readonly _tag: 'Journaled'; readonly entries: readonly Entry[]; readonly stand: Stand }

/** What a pool needs. */
export interface Pool {
  readonly sweeping: Sweeping
  readonly workers: number
  readonly journal: Writing
  readonly history: readonly Entry[]
  readonly carryOut: (run: Run) => Promise<RunEnd>
  readonly listen: (event: SweepEvent) => void
}

/** How a study ended: all done, told to stop, or in words why it cannot go on. */
export type PoolEnd =
  | { readonly kind: 'done'; readonly stand: Stand }
  | { readonly kind: 'stopped'; readonly stand: Stand }
  | { readonly kind: 'broken'; readonly reason: string }

// -----------------------------------------------------------------------------
// runs of jobs
// -----------------------------------------------------------------------------

const nameOf = ({ trial, rung, seed }: Pick<Run, 'trial' | 'rung' | 'seed'>): string => `${trial}/${rung}/${seed}`

/** The runs of what is under way, the first to end first. */
const runsUnderWay = ({ sweeping }: Pool, { underWay, trials }: Stand): readonly Run[] =>
  underWay.jobs.flatMap((job) => runsOf(sweeping, job, trials[job.trial]?.point ?? {}))

/** What a job came to whose runs are over. */
export const outcomeOfRuns = (job: Pick<Job, 'trial' | 'rung'>, all: readonly Over[]): Outcome =>
  outcomeOf(
    job,
    all.map((end) => (end.kind === 'measured' ? E.right(end.values) : E.left(end.reason))),
  )

/** What a job came to, once all of its runs are over. */
const outcomeIn = (pool: Pool, stand: Stand, job: Job, ends: ReadonlyMap<string, Over>): Outcome | null => {
  const runs = runsOf(pool.sweeping, job, stand.trials[job.trial]?.point ?? {})
  const all = runs.flatMap((run) => ends.get(nameOf(run)) ?? [])
  return all.length < runs.length ? null : outcomeOfRuns(job, all)
}

/** A quantity that a study compares and that its runs do not measure: it is named wrongly. */
export const unmeasured = ({ study }: Sweeping, entry: Outcome): string | null =>
  entry.kind === 'failed' || study.metric in entry.values
    ? null
    : `study: there is no quantity ${study.metric}: there are ${Object.keys(entry.values).join(', ')}`

// -----------------------------------------------------------------------------
// the loop
// -----------------------------------------------------------------------------

/** What is held while a pool works. */
interface Working {
  stand: Stand
  readonly ends: Map<string, Over>
  readonly running: Map<string, Promise<void>>
  halt: Halt | null
}

const journaled = (pool: Pool, working: Working, entries: readonly Entry[]): FileUnwritable | null => {
  if (entries.length === 0) return null
  const written = pool.journal.append(entries)
  if (E.isLeft(written)) return written.left
  working.stand = entries.reduce(afterOne(pool.sweeping.study), working.stand)
  pool.listen({ _tag: 'Journaled', entries, stand: working.stand })
  return null
}

/** Journals what is decided and what is over, in the order of the study. Gives why it cannot, or `null`. */
const advanced = (pool: Pool, working: Working): string | null => {
  const { study } = pool.sweeping
  for (;;) {
    const lost = journaled(pool, working, decisionsFrom(study)(working.stand))
    if (lost !== null) return lost.message
    const [head] = working.stand.underWay.jobs
    const outcome = head === undefined ? null : outcomeIn(pool, working.stand, head, working.ends)
    if (outcome === null) return null
    const wrong = unmeasured(pool.sweeping, outcome) ?? journaled(pool, working, [outcome])?.message ?? null
    if (wrong !== null) return wrong
  }
}

const started = (pool: Pool, working: Working, run: Run): void => {
  const name = nameOf(run)
  pool.listen({ _tag: 'RunStarted', run })
  const over = pool.carryOut(run).then((end) => {
    pool.listen({ _tag: 'RunEnded', run, end })
    working.running.delete(name)
    if (isOver(end)) working.ends.set(name, end)
    else working.halt ??= end
  })
  working.running.set(name, over)
}

/** Starts as many runs as there are workers for. */
const filled = (pool: Pool, working: Working): void => {
  const waiting = runsUnderWay(pool, working.stand).filter((run) => {
    const name = nameOf(run)
    return !working.ends.has(name) && !working.running.has(name)
  })
  for (const run of waiting.slice(0, Math.max(0, pool.workers - working.running.size))) started(pool, working, run)
}

/**
 * Goes on with a study until all is done.
 *
 * Its journal is that of the study with any number of workers: results wait until it is their turn, and a run that is over is not
 * run again, whether it was journaled or not.
 */
export const carryOutStudy = async (pool: Pool): Promise<PoolEnd> => {
  const working: Working = {
    stand: standOf(pool.sweeping.study)(pool.history),
    ends: new Map(),
    running: new Map(),
    halt: null,
  }
  for (;;) {
    const wrong = working.halt === null ? advanced(pool, working) : null
    if (wrong !== null) working.halt = { kind: 'broken', reason: wrong }
    if (working.halt === null) filled(pool, working)
    if (working.running.size === 0) break
    await Promise.race(working.running.values())
  }
  const { halt, stand } = working
  return halt === null ? { kind: 'done', stand } : halt.kind === 'broken' ? halt : { kind: 'stopped', stand }
}
