import { describe, expect, it } from 'vitest'
import { counted } from '../../src/shapes/number.js'
import { ShapeError } from '../../src/shapes/refusal.js'

describe('counted', () => {
  it.each([1, 2, 2 ** 53 - 1])('takes %s', (given) => {
    expect(counted(given, 'the number')).toBe(given)
  })

  it.each([0, -1, 2.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, undefined, null, '3'])('refuses %s', (given) => {
    expect(() => counted(given, 'the number')).toThrow(
      new ShapeError(`the number is ${given}: it is a whole number above 0`),
    )
  })
})
