/** The numbers that schedules are made of. */

import { refuse } from '../../shapes/defect.js'
import { mustBe, WHOLE } from '../../shapes/message.js'
import { isFromZero } from '../../shapes/number.js'
import { type Rate, rateAt, type Watched } from '../optimizer.js'

/** A rate for each step. */
export type RateSchedule = (step: number, watched?: Watched) => number

/** Any rate as a schedule. */
export const scheduleOf =
  (rate: Rate): RateSchedule =>
  (step, watched) =>
    rateAt(rate, step, watched)

type Check = (what: string, given: number) => number

const check =
  (requirement: string, holds: (given: number) => boolean): Check =>
  (what, given) =>
    holds(given) ? given : refuse(mustBe(what, requirement, given))

/** A rate. Errors: a `ShapeError` for another number. */
export const fromZero = check('0 or more and finite in float32', isFromZero)

/** A number of steps or epochs. Errors: a `ShapeError` for another number. */
export const aCount = check(WHOLE, (given) => Number.isSafeInteger(given) && given > 0)

/** A number of epochs that may be none. Errors: a `ShapeError` for another number. */
export const aCountOrNone = check('0 or a positive whole number', (given) => Number.isSafeInteger(given) && given >= 0)

/** A factor that makes smaller, or leaves. Errors: a `ShapeError` for another number. */
export const aShare = check('above 0 and at most 1', (given) => given > 0 && given <= 1)

/** A part of a whole. Errors: a `ShapeError` for another number. */
export const aFraction = check('above 0 and below 1', (given) => given > 0 && given < 1)
