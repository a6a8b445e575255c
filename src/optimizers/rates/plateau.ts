/** A rate that gets smaller when nothing gets better. */

import type { Watched } from '../optimizer.js'
import { aCountOrNone, aFraction, fromZero, type RateSchedule } from './range.js'

/** The settings of a plateau. */
export interface PlateauOptions {
  /** That of the first epoch. */
  readonly rate: number
  /** What the rate is multiplied by: 0.1 if left out. Range: above 0 and below 1. */
  readonly factor?: number
  /** After how many epochs in which nothing gets better it still is the same: 10 if left out. */
  readonly patience?: number
  /** How much better counts, as a part of the best value: 1e-4 if left out. Range: 0 or more. */
  readonly threshold?: number
  /** For how many epochs after a change nothing is counted: 0 if left out. */
  readonly cooldown?: number
  /** It gets no smaller than this: 0 if left out. */
  readonly least?: number
}

/** What has been seen so far. */
interface Seen {
  readonly rate: number
  readonly best: number
  readonly waited: number
  readonly cooling: number
}

type Settings = Required<PlateauOptions>

const isBetter = (value: number, best: number, threshold: number): boolean =>
  Number.isFinite(best) ? value > best + threshold * Math.abs(best) : value > best

const counted = ({ rate, best, waited, cooling }: Seen, value: number, threshold: number): Seen => {
  const better = isBetter(value, best, threshold)
  return {
    rate,
    best: better ? value : best,
    waited: better || cooling > 0 ? 0 : waited + 1,
    cooling: Math.max(0, cooling - 1),
  }
}

const after =
  ({ factor, patience, threshold, cooldown, least }: Settings) =>
  (before: Seen, value: number): Seen => {
    const seen = counted(before, value, threshold)
    return seen.waited > patience
      ? { ...seen, rate: Math.max(least, seen.rate * factor), waited: 0, cooling: cooldown }
      : seen
  }

/** Errors: a `ShapeError` for a number out of its range. */
const checked = (given: PlateauOptions): Settings => ({
  rate: fromZero('Rate.plateau: the rate', given.rate),
  factor: aFraction('Rate.plateau: the factor', given.factor ?? 0.1),
  patience: aCountOrNone('Rate.plateau: the patience', given.patience ?? 10),
  threshold: fromZero('Rate.plateau: the threshold', given.threshold ?? 1e-4),
  cooldown: aCountOrNone('Rate.plateau: the cooldown', given.cooldown ?? 0),
  least: fromZero('Rate.plateau: the least rate', given.least ?? 0),
})

/**
 * A rate that is multiplied by a factor when the objective, on held-out data or else in training, has not become better for
 * more epochs than one is patient for. It follows from what was watched alone, so that training goes on from any epoch.
 *
 * With several players it is the objective of the first. What is not a number is not better.
 * Errors: a `ShapeError` for a number out of its range.
 * Source: PyTorch, `ReduceLROnPlateau`, with its relative threshold on the negative objective.
 *
 * @example
 * plateau({ rate: 1, factor: 0.5, patience: 1 })(1, [-9, -9, -9])
 * //=> 0.5
 */
export const plateau = (options: PlateauOptions): RateSchedule => {
  const settings = checked(options)
  const begun: Seen = { rate: settings.rate, best: Number.NEGATIVE_INFINITY, waited: 0, cooling: 0 }
  return (_, watched: Watched = []) => watched.reduce(after(settings), begun).rate
}
