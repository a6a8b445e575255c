import { describe, expect, it } from 'vitest'
import { aCount, aCountOrNone, aFraction, aShare, fromZero, scheduleOf } from '../../../src/optimizers/rates/range.js'
import { ShapeError } from '../../../src/shapes/defect.js'

describe('the numbers of schedules', () => {
  it.each([
    ['0 or more and finite in float32', fromZero, [0, 0.5, 3], [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e39]],
    ['a positive whole number', aCount, [1, 100], [0, -1, 0.5, Number.NaN]],
    ['0 or a positive whole number', aCountOrNone, [0, 7], [-1, 0.5, Number.NaN]],
    ['above 0 and at most 1', aShare, [0.1, 1], [0, 1.5, -1, Number.NaN]],
    ['above 0 and below 1', aFraction, [0.1, 0.9], [0, 1, Number.NaN]],
  ] as const)('must be %s', (requirement, check, good, bad) => {
    for (const each of good) expect(check('x', each)).toBe(each)
    for (const each of bad)
      expect(() => check('x', each)).toThrow(new ShapeError(`x must be ${requirement}, not ${each}`))
  })
})

describe('scheduleOf', () => {
  it('is any rate as a function of the step and of what was watched', () => {
    expect(scheduleOf(0.5)(3)).toBe(0.5)
    expect(scheduleOf((step, watched) => step + watched.length)(3, [1, 2])).toBe(5)
  })
})
