/** Rates that change at some steps. */

import { refuse } from '../../shapes/defect.js'
import { mustBe } from '../../shapes/message.js'
import type { Rate } from '../optimizer.js'
import { aCount, aShare, fromZero, type RateSchedule, scheduleOf } from './range.js'

/** The settings of a staircase. */
export interface StepOptions {
  readonly rate: number
  /** What the rate is multiplied by. Range: above 0 and at most 1. */
  readonly factor: number
  /** After how many steps. */
  readonly every: number
}

/**
 * A rate that is multiplied by a factor every so many steps.
 *
 * Errors: a `ShapeError` for a rate below 0 or not finite, for a factor that is not above 0 and at most 1, and for steps
 * that are not a positive whole number.
 *
 * @example
 * step({ rate: 0.5, factor: 0.5, every: 10 })(21)
 * //=> 0.125
 */
export const step = ({ rate, factor, every }: StepOptions): RateSchedule => {
  const first = fromZero('Rate.step: the rate', rate)
  const [by, steps] = [aShare('Rate.step: the factor', factor), aCount('Rate.step: the number of steps', every)]
  return (at) => first * by ** Math.floor((at - 1) / steps)
}

/** The settings of a rate that is one number after another. */
export interface PiecewiseOptions {
  /** That of the first step. */
  readonly rate: number
  /** From which step on it is which, the steps in order. */
  readonly changes: readonly (readonly [from: number, rate: number])[]
}

/**
 * One rate after another, each from some step on.
 *
 * Errors: a `ShapeError` for a rate below 0 or not finite, and for steps that are not positive whole numbers in order.
 *
 * @example
 * piecewise({ rate: 0.1, changes: [[100, 0.01], [200, 0.001]] })(100)
 * //=> 0.01
 */
export const piecewise = ({ rate, changes }: PiecewiseOptions): RateSchedule => {
  const first = fromZero('Rate.piecewise: the rate', rate)
  const all = changes.map(([from, each], index) => {
    const start = aCount('Rate.piecewise: a step', from)
    const before = changes[index - 1]?.[0] ?? 0
    return start > before
      ? ([start, fromZero(`Rate.piecewise: the rate from step ${start}`, each)] as const)
      : refuse(mustBe('Rate.piecewise: a step', `above the one before it, ${before}`, start))
  })
  return (at) => all.findLast(([from]) => at >= from)?.[1] ?? first
}

/** Two rates, one after the other. */
export interface JoinedOptions {
  readonly first: Rate
  /** How many steps the first has. */
  readonly steps: number
  /** Its steps are counted anew: the first of them is 1. */
  readonly next: Rate
}

/**
 * One schedule for some steps, and another from then on, whose steps are counted anew: a warm-up and then a cosine.
 *
 * Errors: a `ShapeError` for steps that are not a positive whole number.
 *
 * @example
 * joined({ first: 0.1, steps: 10, next: (step) => 1 / step })(12)
 * //=> 0.5
 */
export const joined = ({ first, steps, next }: JoinedOptions): RateSchedule => {
  const count = aCount('Rate.joined: the number of steps', steps)
  const [before, after] = [scheduleOf(first), scheduleOf(next)]
  return (at, watched) => (at <= count ? before(at, watched) : after(at - count, watched))
}
