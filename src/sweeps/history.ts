/** The history of a study: what was decided and what came of it, in order; and the trials that it tells of. */

import type { AnyPoint } from './space.js'

// -----------------------------------------------------------------------------
// entries
// -----------------------------------------------------------------------------

/** A new trial at a point: it trains up to the first rung. */
export interface Begun {
  readonly kind: 'trial'
  readonly trial: number
  readonly point: AnyPoint
}

/** A trial trains on, up to a rung. */
export interface Promoted {
  readonly kind: 'promoted'
  readonly trial: number
  readonly rung: number
}

/** A trial ends at a rung although there are more. */
export interface Stopped {
  readonly kind: 'stopped'
  readonly trial: number
  readonly rung: number
}

/** What a trial measured at a rung: each quantity by its name, with a number for each seed. */
export interface Result {
  readonly kind: 'result'
  readonly trial: number
  readonly rung: number
  readonly values: Readonly<Record<string, readonly number[]>>
}

/** A trial that cannot be trained: it would fail again. */
export interface Failed {
  readonly kind: 'failed'
  readonly trial: number
  readonly rung: number
  readonly reason: string
}

/** The study was asked for more trials in all. */
export interface Extended {
  readonly kind: 'extended'
  readonly trials: number
}

/** What a decision is, as against what comes from outside. */
export type Decision = Begun | Promoted | Stopped

/** What comes of training. */
export type Outcome = Result | Failed

/** What a history is made of. */
export type Entry = Decision | Outcome | Extended

/** What has happened in a study, in order. */
export type History = readonly Entry[]

// -----------------------------------------------------------------------------
// trials
// -----------------------------------------------------------------------------

/** Where a trial stands. */
export type TrialState = 'training' | 'waiting' | 'finished' | 'stopped' | 'failed'

/** A trial, as far as a history tells of it. */
export interface Trial {
  readonly trial: number
  readonly point: AnyPoint
  /** What was measured, rung by rung. */
  readonly results: readonly Result['values'][]
  /** The rung that it trains to, or has reached. */
  readonly rung: number
  readonly state: TrialState
  /** Why it failed, or `null`. */
  readonly reason: string | null
}

/** What of a study its trials are read by. */
export interface Rungs {
  /** How many epochs a trial has trained at each rung, from the first to the last. */
  readonly rungs: readonly number[]
}

/** A trial that has just begun. */
export const begunTrial = ({ trial, point }: Pick<Begun, 'trial' | 'point'>): Trial => ({
  ...{ trial, point },
  ...{ results: [], rung: 0, state: 'training', reason: null },
})

/** A trial after one more entry about it. */
export const trialAfter =
  ({ rungs }: Rungs) =>
  (trial: Trial, entry: Promoted | Stopped | Outcome): Trial =>
    entry.kind === 'promoted'
      ? { ...trial, rung: entry.rung, state: 'training' }
      : entry.kind === 'stopped'
        ? { ...trial, state: 'stopped' }
        : entry.kind === 'failed'
          ? { ...trial, state: 'failed', reason: entry.reason }
          : {
              ...trial,
              results: [...trial.results, entry.values],
              state: entry.rung === rungs.length - 1 ? 'finished' : 'waiting',
            }

/** The trials after one more entry. */
export const afterEntry =
  (study: Rungs) =>
  (trials: readonly Trial[], entry: Entry): readonly Trial[] => {
    if (entry.kind === 'extended') return trials
    if (entry.kind === 'trial') return [...trials, begunTrial(entry)]
    const trial = trials[entry.trial]
    return trial === undefined ? trials : trials.with(entry.trial, trialAfter(study)(trial, entry))
  }

/**
 * The trials of a history, by their numbers.
 *
 * @example
 * trialsOf({ rungs: [3] })([{ kind: 'trial', trial: 0, point: { lr: 0.1 } }])[0]?.state
 * //=> 'training'
 */
export const trialsOf =
  (study: Rungs) =>
  (history: History): readonly Trial[] =>
    history.reduce<readonly Trial[]>(afterEntry(study), [])

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

/** What of a study its numbers are compared by. */
export interface Goal {
  readonly metric: string
  readonly goal: 'maximize' | 'minimize'
}

/** The mean of some numbers; NaN of none. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The sum of the squares of how far some numbers are from their mean. */
export const squaresOf = (values: readonly number[]): number => {
  const mean = meanOf(values)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

/** The standard deviation of some numbers around their mean; `null` of fewer than two. */
export const spreadOf = (values: readonly number[]): number | null =>
  values.length < 2 ? null : Math.sqrt(squaresOf(values) / (values.length - 1))

/** What a trial measured at a rung, as the mean over its seeds; `null` where it has not. */
export const valueAt = ({ metric }: Pick<Goal, 'metric'>, { results }: Trial, rung: number): number | null => {
  const values = results[rung]?.[metric]
  return values === undefined ? null : meanOf(values)
}

/** How good a trial was at a rung, the more the better; `null` where it has measured nothing. */
export const scoreAt = (goal: Goal, trial: Trial, rung: number): number | null => {
  const value = valueAt(goal, trial, rung)
  return value === null ? null : goal.goal === 'maximize' ? value : -value
}

/** A trial with a score at the last rung that it has reached. */
export interface Scored {
  readonly trial: Trial
  readonly rung: number
  readonly score: number
}

/** The trials that have measured something, the best first: one that came further is better than one that did not. */
export const ranked = (goal: Goal, trials: readonly Trial[]): readonly Scored[] =>
  trials
    .flatMap((trial) => {
      const rung = trial.results.length - 1
      const score = scoreAt(goal, trial, rung)
      return score === null || trial.state === 'failed' ? [] : [{ trial, rung, score }]
    })
    .sort((one, other) => other.rung - one.rung || other.score - one.score || one.trial.trial - other.trial.trial)

/** All trials: those that have measured something, the best first, and then the others. */
export const bestFirst = (goal: Goal, trials: readonly Trial[]): readonly Trial[] => {
  const first = ranked(goal, trials).map(({ trial }) => trial)
  return [...first, ...trials.filter((trial) => !first.includes(trial))]
}

/** The best trial, or `null` before there is any. */
export const bestOf = (goal: Goal, trials: readonly Trial[]): Scored | null => ranked(goal, trials)[0] ?? null
