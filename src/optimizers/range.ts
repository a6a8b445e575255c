/** The numbers of optimizers, checked where an optimizer is made and where a schedule gives one. */

import { refuse } from '../shapes/refusal.js'
import { type Rate, rateAt } from './optimizer.js'

const isFromZero = (value: number): boolean => Number.isFinite(value) && value >= 0

/** A learning rate as a function of the step: finite, and 0 or above. A schedule is asked at each step. */
export const checkedRate = (name: string, rate: Rate): ((step: number) => number) => {
  if (typeof rate === 'number' && !isFromZero(rate))
    refuse(`${name}: the learning rate is ${rate}: it is a number from 0`)
  return (step) => {
    const value = rateAt(rate, step)
    return isFromZero(value)
      ? value
      : refuse(`${name}: the learning rate is ${value} at step ${step}: it is a number from 0`)
  }
}

/** A rate of decay: from 0 to below 1. */
export const checkedDecay = (name: string, what: string, value: number): number =>
  value >= 0 && value < 1 ? value : refuse(`${name}: ${what} is ${value}: it is from 0 to below 1`)

/** What keeps a divisor from 0: finite, and 0 or above. */
export const checkedEpsilon = (name: string, value: number): number =>
  isFromZero(value) ? value : refuse(`${name}: epsilon is ${value}: it is a number from 0`)
