import { describe, expect, it } from 'vitest'
import { estimateOf } from '../../src/evaluation/estimate.js'

describe('estimateOf', () => {
  it('is the mean, and the standard deviation over the root of the count', () => {
    const { mean: middle, standardError } = estimateOf([1, 2, 3, 4])
    expect(middle).toBe(2.5)
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 3) / 2, 12)
    expect(estimateOf([3]).standardError).toBeNaN()
  })
})
