import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { counted, isFromZero } from '../../src/shapes/number.js'

describe('counted', () => {
  it.each([1, 2, 2 ** 53 - 1])('takes %s', (given) => {
    expect(counted(given, 'the number')).toBe(given)
  })

  it.each([0, -1, 2.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, undefined, null, '3'])('refuses %s', (given) => {
    expect(() => counted(given, 'the number')).toThrow(
      new ShapeError(`the number must be a positive whole number, not ${given}`),
    )
  })
})

describe('isFromZero', () => {
  it('is 0 or more, and finite in float32', () => {
    expect([0, 1e-50, 1, 3.4e38].map(isFromZero)).toEqual([true, true, true, true])
    expect([-1e-9, 1e39, Number.POSITIVE_INFINITY, Number.NaN].map(isFromZero)).toEqual([false, false, false, false])
  })
})
