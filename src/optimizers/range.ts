/** The numbers of optimizers: what is wrong with a setting, as a message, and with what a schedule gives at a step. */

import { refuse } from '../shapes/defect.js'
import { mustBe, WHOLE } from '../shapes/message.js'
import { isFromZero } from '../shapes/number.js'
import { inPart } from '../shapes/part.js'
import { type Optimizer, type Rate, rateAt, type Watched } from './optimizer.js'

/** What the engines make of a number, which are float32 and take what is smaller than a normal number as 0. */
const inFloat32 = (value: number): number => (Math.abs(value) < 2 ** -126 ? 0 : Math.fround(value))

const LEARNING_RATE = 'the learning rate'

const rateMessage = (name: string, what: string, value: number, when: string): string =>
  `${name}: ${what} must be 0 or more and finite in float32, not ${value}${when}`

/** A rate that may be asked for every step. */
export type RateOfStep = (step: number, watched?: Watched) => number

/** The rate of a step, finite and 0 or above: a schedule is asked at each step, and refused at the step that is wrong. */
export const rateOf = (name: string, rate: Rate, what = LEARNING_RATE): RateOfStep => {
  if (typeof rate === 'number') return () => rate
  return (step, watched) => {
    const value = inPart(`${name}: ${what} at step ${step}`, () => rateAt(rate, step, watched))
    return isFromZero(value) ? value : refuse(rateMessage(name, what, value, ` at step ${step}`))
  }
}

/** What is wrong with a learning rate that is a number, or `null`: it must be finite, and 0 or above. */
export const rateFault = (name: string, rate: Rate, what = LEARNING_RATE): string | null =>
  typeof rate !== 'number' || isFromZero(rate) ? null : rateMessage(name, what, rate, '')

/** What is wrong with a rate of decay, or `null`: it must be from 0 to below 1. */
export const decayFault = (name: string, what: string, value: number): string | null =>
  value >= 0 && inFloat32(value) < 1 ? null : `${name}: ${what} must be from 0 to below 1 in float32, not ${value}`

/**
 * What is wrong with what keeps a divisor from 0, or `null`: it must be finite, and above 0.
 *
 * A parameter whose gradient is always 0, such as a weight of a pixel that is always black, has a divisor of 0 without it.
 */
export const epsilonFault = (name: string, value: number): string | null => limitFault(name, 'epsilon', value)

/** What is wrong with a number that must be finite, and above 0; or `null`. */
export const limitFault = (name: string, what: string, value: number): string | null =>
  inFloat32(value) > 0 && Number.isFinite(inFloat32(value))
    ? null
    : `${name}: ${what} must be above 0 and finite in float32, not ${value}`

/** What is wrong with a count, or `null`. */
export const countFault = (name: string, what: string, value: number): string | null =>
  Number.isSafeInteger(value) && value > 0 ? null : `${name}: ${mustBe(what, WHOLE, value)}`

/** The numbers of an optimizer for a step. Errors: a `ShapeError` for one that is not finite in float32. */
export const scalarsAt = (
  { name, scalars }: Pick<Optimizer, 'name' | 'scalars'>,
  step: number,
  watched?: Watched,
): readonly number[] => {
  const given = scalars(step, watched)
  const odd = given.find((each) => !Number.isFinite(inFloat32(each)))
  return odd === undefined
    ? given
    : refuse(`${name}: the numbers of a step must be finite in float32, not ${odd} at step ${step}`)
}
