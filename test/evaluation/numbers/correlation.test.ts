import { describe, expect, it } from 'vitest'
import { together } from '../../../src/evaluation/numbers/correlation.js'

describe('together', () => {
  it('is by hand the mean of products, and the product of two variances', () => {
    // around 2 and 1: (-1, 0, 1) and (1, -1, 0)
    const { covariance, variances } = together(Float64Array.of(1, 2, 3), [2, 0, 1])
    expect(covariance).toBeCloseTo(-1 / 3, 15)
    expect(variances).toBeCloseTo((2 / 3) * (2 / 3), 15)
  })

  it('is 0 of numbers of which one list does not vary', () => {
    expect(together(Float64Array.of(1, 2), [5, 5])).toEqual({ covariance: 0, variances: 0 })
  })
})
