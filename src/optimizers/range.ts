/** The numbers of optimizers, checked where an optimizer is made and where a schedule gives one. */

import { refuse } from '../shapes/refusal.js'
import { type Rate, rateAt } from './optimizer.js'

/** A learning rate: finite and above 0. A schedule is asked at each step, where it may also be 0. */
export const checkedRate = (name: string, rate: Rate): ((step: number) => number) => {
  if (typeof rate === 'function')
    return (step) => {
      const value = rateAt(rate, step)
      return Number.isFinite(value) && value >= 0
        ? value
        : refuse(`${name}: the learning rate is ${value} at step ${step}: it is a number from 0`)
    }
  if (!(Number.isFinite(rate) && rate > 0)) refuse(`${name}: the learning rate is ${rate}: it is a number above 0`)
  return () => rate
}

/** A rate of decay: from 0 to below 1. */
export const checkedDecay = (name: string, what: string, value: number): number =>
  value >= 0 && value < 1 ? value : refuse(`${name}: ${what} is ${value}: it is from 0 to below 1`)

/** What keeps a divisor from 0: finite, and 0 or above. */
export const checkedEpsilon = (name: string, value: number): number =>
  value >= 0 && Number.isFinite(value) ? value : refuse(`${name}: epsilon is ${value}: it is a number from 0`)
