/** Pruners: which trials train on at a rung, and which end there, as pure functions of a history. */

import { type Goal, type History, type Rungs, scoreAt, type Trial, trialsOf } from './history.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** How trials are cut short. */
export type Pruner =
  | { readonly name: 'none' }
  | { readonly name: 'median'; readonly every: number; readonly startup: number }
  | { readonly name: 'halving'; readonly from: number; readonly factor: number; readonly bracket: number }
  | { readonly name: 'asha'; readonly from: number; readonly factor: number }

/** What of a study a pruner sees. */
export interface Pruned extends Goal, Rungs {
  readonly pruner: Pruner
  readonly trials: number
}

/** The trials that train on, and those that end. */
export interface Decided {
  readonly promote: readonly number[]
  readonly stop: readonly number[]
}

const NOTHING: Decided = { promote: [], stop: [] }

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** Every trial trains to its end. */
export const none = (): Pruner => ({ name: 'none' })

/** After every so many epochs a trial ends that is below the median of those before it; the first trials never do. */
export const median = ({
  every = 1,
  startup = 5,
}: {
  readonly every?: number
  readonly startup?: number
} = {}): Pruner => ({ name: 'median', every, startup })

/**
 * Successive halving, in brackets: of so many trials at a rung, one in `factor` trains on to the next, which is `factor` times as far.
 * All of a bracket are waited for.
 *
 * Source: Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016.
 */
export const halving = ({
  from = 1,
  factor = 3,
  bracket,
}: {
  readonly from?: number
  readonly factor?: number
  readonly bracket?: number
} = {}): Pruner => ({
  ...{ name: 'halving', from, factor },
  bracket: bracket ?? factor ** 2,
})

/**
 * Asynchronous successive halving: a trial trains on as soon as it is among the best `1 / factor` of its rung.
 *
 * Source: Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020, algorithm 2.
 */
export const asha = ({ from = 1, factor = 3 }: { readonly from?: number; readonly factor?: number } = {}): Pruner => ({
  name: 'asha',
  from,
  factor,
})

/** What of a pruner cannot be, or `null`. */
export const prunerFault = (pruner: Pruner, epochs: number): string | null => {
  const { name, ...rest } = pruner
  const odd = Object.entries(rest).find(([, count]) => !Number.isSafeInteger(count) || count < 1)
  return odd !== undefined
    ? `${name}: ${odd[0]} must be a positive whole number, not ${odd[1]}`
    : 'factor' in pruner && pruner.factor < 2
      ? `${name}: factor must be 2 or more, not ${pruner.factor}`
      : 'from' in pruner && pruner.from > epochs
        ? `${name}: from must be ${epochs} or less, as many as there are epochs, not ${pruner.from}`
        : null
}

/**
 * How many epochs a trial has trained at each rung: the last is all of them.
 *
 * @example
 * rungsOf({ name: 'asha', from: 1, factor: 3 }, 10)
 * //=> [1, 3, 9, 10]
 */
export const rungsOf = (pruner: Pruner, epochs: number): readonly number[] => {
  const rungs: number[] = []
  if (pruner.name === 'median') for (let at = pruner.every; at < epochs; at += pruner.every) rungs.push(at)
  if ('factor' in pruner) for (let at = pruner.from; at < epochs; at *= pruner.factor) rungs.push(at)
  return [...rungs, epochs]
}

// -----------------------------------------------------------------------------
// decisions
// -----------------------------------------------------------------------------

/** The trials that have a number at a rung, the best first. */
const atRung = (study: Pruned, trials: readonly Trial[], rung: number) =>
  trials
    .flatMap((trial) => {
      const score = scoreAt(study, trial, rung)
      return score === null ? [] : [{ trial, score }]
    })
    .sort((one, other) => other.score - one.score || one.trial.trial - other.trial.trial)

/** The trials that wait at a rung for what is decided of them. */
const waitingAt = (trials: readonly Trial[], rung: number): readonly Trial[] =>
  trials.filter(({ state, results }) => state === 'waiting' && results.length === rung + 1)

const numbersOf = (trials: readonly Trial[]): readonly number[] => trials.map(({ trial }) => trial)

const byMedian = (study: Pruned, trials: readonly Trial[], rung: number, startup: number): Decided => {
  const scores = atRung(study, trials, rung).map(({ score }) => score)
  const middle =
    ((scores[Math.floor((scores.length - 1) / 2)] ?? 0) + (scores[Math.ceil((scores.length - 1) / 2)] ?? 0)) / 2
  const isWorse = (trial: Trial) => scores.length > startup && (scoreAt(study, trial, rung) ?? 0) < middle
  const waiting = waitingAt(trials, rung)
  return {
    promote: numbersOf(waiting.filter((trial) => !isWorse(trial))),
    stop: numbersOf(waiting.filter(isWorse)),
  }
}

/** The brackets that have a trial, each with whether nothing more comes of it at a rung. */
const bracketsAt = ({ trials: total }: Pruned, trials: readonly Trial[], rung: number, size: number) =>
  Array.from({ length: Math.ceil(trials.length / size) }, (_, at) => {
    const own = trials.slice(at * size, (at + 1) * size)
    const isOpen = own.length < Math.min(size, total - at * size)
    const comes = ({ state, results }: Trial) => results.length <= rung && (state === 'training' || state === 'waiting')
    return { own, over: !isOpen && !own.some(comes) }
  })

const byHalving = (study: Pruned, trials: readonly Trial[], rung: number, size: number, factor: number): Decided =>
  bracketsAt(study, trials, rung, size)
    .filter(({ over }) => over)
    .reduce<Decided>(({ promote, stop }, { own }) => {
      const all = atRung(study, own, rung)
      const kept = all.slice(0, Math.max(1, Math.floor(all.length / factor))).map(({ trial }) => trial.trial)
      const waiting = numbersOf(waitingAt(own, rung))
      return {
        promote: [...promote, ...waiting.filter((trial) => kept.includes(trial))],
        stop: [...stop, ...waiting.filter((trial) => !kept.includes(trial))],
      }
    }, NOTHING)

const byRank = (study: Pruned, trials: readonly Trial[], rung: number, factor: number): Decided => {
  const all = atRung(study, trials, rung)
  const kept = all.slice(0, Math.floor(all.length / factor)).map(({ trial }) => trial)
  return { promote: numbersOf(waitingAt(kept, rung)), stop: [] }
}

/** What is decided of the trials that wait at a rung. */
export const decideAmong =
  (study: Pruned) =>
  (trials: readonly Trial[], rung: number): Decided => {
    const { pruner } = study
    return pruner.name === 'median'
      ? byMedian(study, trials, rung, pruner.startup)
      : pruner.name === 'halving'
        ? byHalving(study, trials, rung, pruner.bracket, pruner.factor)
        : pruner.name === 'asha'
          ? byRank(study, trials, rung, pruner.factor)
          : NOTHING
  }

/**
 * What is decided of the trials that wait at a rung: a pure function of the history.
 *
 * Successive halving decides once all of a bracket are there; the median and ASHA decide as results come.
 */
export const decide =
  (study: Pruned) =>
  (history: History, rung: number): Decided =>
    decideAmong(study)(trialsOf(study)(history), rung)
