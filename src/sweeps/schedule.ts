/**
 * What a study does next, as a pure function of its history.
 *
 * Results are taken in the order in which they would come if every epoch took the same time and so many trials trained beside each
 * other as the study says, `ahead`: whoever trains them, and however fast, the history is the same.
 */

import { child, from, type Key } from '../random/key.js'
import { afterEntry, type Decision, type Entry, type History, type Outcome, type Trial } from './history.js'
import { decideAmong } from './pruner.js'
import { pointByNumber, suggestAfter } from './sampler.js'
import type { AnyPoint } from './space.js'
import type { AnyStudy } from './study.js'

/** A trial that trains to a rung. */
export interface Job {
  readonly trial: number
  readonly rung: number
  /** When it ends, if every epoch takes the same time. Units: epochs. */
  readonly ends: number
}

/** What is under way. */
export interface UnderWay {
  readonly now: number
  /** The first to end comes first. */
  readonly jobs: readonly Job[]
}

const epochsTo = ({ rungs }: AnyStudy, rung: number): number => (rungs[rung] ?? 0) - (rungs[rung - 1] ?? 0)

const began = (study: AnyStudy, { now, jobs }: UnderWay, trial: number, rung: number): UnderWay => ({
  now,
  jobs: [...jobs, { trial, rung, ends: now + epochsTo(study, rung) }].sort(
    (a, b) => a.ends - b.ends || a.trial - b.trial,
  ),
})

const ended = ({ jobs, now }: UnderWay, entry: Outcome): UnderWay => {
  const job = jobs.find(({ trial, rung }) => trial === entry.trial && rung === entry.rung)
  return { now: Math.max(now, job?.ends ?? now), jobs: jobs.filter((each) => each !== job) }
}

const after =
  (study: AnyStudy) =>
  (state: UnderWay, entry: Entry): UnderWay =>
    entry.kind === 'trial'
      ? began(study, state, entry.trial, 0)
      : entry.kind === 'promoted'
        ? began(study, state, entry.trial, entry.rung)
        : entry.kind === 'result' || entry.kind === 'failed'
          ? ended(state, entry)
          : state

/** What is under way after a history. The result of the first of them is the next to be taken. */
export const underWay =
  (study: AnyStudy) =>
  (history: History): UnderWay =>
    standOf(study)(history).underWay

// -----------------------------------------------------------------------------
// where a study stands
// -----------------------------------------------------------------------------

/** All that decisions follow from. */
export interface Stand {
  readonly trials: readonly Trial[]
  readonly underWay: UnderWay
  /** How many trials there are to be in all: as many as were asked for last. */
  readonly total: number
}

/** Where a study stands after one more entry. */
export const afterOne =
  (study: AnyStudy) =>
  (stand: Stand, entry: Entry): Stand => ({
    trials: afterEntry(study)(stand.trials, entry),
    underWay: after(study)(stand.underWay, entry),
    total: entry.kind === 'extended' ? entry.trials : stand.total,
  })

/** Where a study stands after a history. */
export const standOf =
  (study: AnyStudy) =>
  (history: History): Stand =>
    history.reduce(afterOne(study), { trials: [], underWay: { now: 0, jobs: [] }, total: study.trials })

// -----------------------------------------------------------------------------
// decisions
// -----------------------------------------------------------------------------

/** The rungs that are not the last, the highest first. */
const heights = ({ rungs }: AnyStudy): readonly number[] =>
  Array.from({ length: rungs.length - 1 }, (_, at) => rungs.length - 2 - at)

/** What is decided of the trials that wait, the highest rung first. */
const decided = (study: AnyStudy, { trials, total }: Stand, isFull: boolean): Decision | null => {
  for (const rung of heights(study)) {
    const { promote, stop } = decideAmong({ ...study, trials: total })(trials, rung)
    if (stop[0] !== undefined) return { kind: 'stopped', trial: stop[0], rung }
    if (promote[0] !== undefined && !isFull) return { kind: 'promoted', trial: promote[0], rung: rung + 1 }
  }
  return null
}

/** The key that the points of a study are chosen by. */
const keyOf = ({ seed }: AnyStudy): Key => child('suggest')(from(seed))

/** The point of a trial of a study that looks at no results; `null` of another. */
export const knownPoint = (study: AnyStudy, trial: number): AnyPoint | null =>
  study.pruner.name === 'none' ? pointByNumber(study)(trial, keyOf(study)) : null

const nextOf = (study: AnyStudy, stand: Stand): Decision | null => {
  const isFull = stand.underWay.jobs.length >= study.ahead
  const found = decided(study, stand, isFull)
  if (found !== null || isFull) return found
  const trial = stand.trials.length
  const point = () => suggestAfter(study)(stand.trials, keyOf(study))
  return trial >= stand.total ? null : { kind: 'trial', trial, point: point() }
}

/** The decisions that follow where a study stands, before a result must come. */
export const decisionsFrom =
  (study: AnyStudy) =>
  (begun: Stand): readonly Decision[] => {
    const made: Decision[] = []
    let stand = begun
    for (;;) {
      const found = nextOf(study, stand)
      if (found === null) return made
      made.push(found)
      stand = afterOne(study)(stand, found)
    }
  }

/**
 * The decisions that follow a history before a result must come; none where one must, or all is done.
 *
 * A trial that trains on comes before a new one, as in ASHA.
 */
export const decisions =
  (study: AnyStudy) =>
  (history: History): readonly Decision[] =>
    decisionsFrom(study)(standOf(study)(history))
