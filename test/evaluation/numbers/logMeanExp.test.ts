import { describe, expect, it } from 'vitest'
import { logMeanExp } from '../../../src/evaluation/numbers/logMeanExp.js'

describe('logMeanExp', () => {
  it('is the log of the mean, of numbers of any size', () => {
    expect(logMeanExp([Math.log(2), Math.log(4)])).toBeCloseTo(Math.log(3), 12)
    expect(logMeanExp([-2000, -2000 + Math.log(3)])).toBeCloseTo(-2000 + Math.log(2), 9)
    expect(logMeanExp([Number.NEGATIVE_INFINITY, 0])).toBeCloseTo(-Math.LN2, 12)
    expect(logMeanExp([Number.NEGATIVE_INFINITY])).toBe(Number.NEGATIVE_INFINITY)
  })
})
