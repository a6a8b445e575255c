import { describe, expect, it } from 'vitest'
import { boosted } from '../../../src/evaluation/numbers/boosting.js'
import { make } from '../../../src/evaluation/numbers/matrix.js'
import { from, uniform } from '../../../src/random/key.js'

const draws = uniform(from(3), 3000)
const numbers = make(1000, 3, (row, column) => draws[3 * row + column] as number)
const all = Uint32Array.from({ length: 1000 }, (_, row) => row)
const target = (f: (row: Float64Array) => number) =>
  Float64Array.from(all, (row) => f(Float64Array.from(draws.subarray(3 * row, 3 * row + 3))))

describe('boosted', () => {
  it('fits a step in one split: everything is worth its one column', () => {
    const y = target(([a = 0]) => (a > 0.5 ? 1 : 0))
    const { importances, fitted } = boosted(numbers, y, all)
    // the edge of a bin is beside the step, not on it: a few rows in a thousand
    expect(importances[0]).toBeGreaterThan(0.9)
    expect((importances[1] ?? 1) + (importances[2] ?? 1)).toBeLessThan(0.06)
    const wrong = fitted.filter((value, row) => value > 0.5 !== ((y[row] as number) === 1))
    expect(wrong.length).toBeLessThan(20)
  })

  it('is worth in all the share of the variance that it explains', () => {
    const y = target(([a = 0, b = 0]) => a + 2 * b)
    const { importances, fitted } = boosted(numbers, y, all)
    const error = y.reduce((sum, value, row) => sum + (value - (fitted[row] as number)) ** 2, 0)
    const mean = y.reduce((sum, value) => sum + value, 0) / 1000
    const spread = y.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    expect(importances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1 - error / spread, 8)
    // variances of 1/12 and 4/12
    expect((importances[1] as number) / (importances[0] as number)).toBeGreaterThan(3.5)
    expect((importances[1] as number) / (importances[0] as number)).toBeLessThan(4.6)
  })

  it('shares what two equal columns are worth', () => {
    const twice = make(1000, 2, (row) => draws[3 * row] as number)
    const { importances } = boosted(
      twice,
      target(([a = 0]) => a),
      all,
    )
    expect(importances[0]).toBeCloseTo(importances[1] as number, 12)
  })

  it('of numbers that do not vary gives the mean', () => {
    const still = make(1000, 1, () => 3)
    const y = target(([a = 0]) => a)
    const { importances, fitted } = boosted(still, y, all)
    expect(importances).toEqual([0])
    expect(fitted[7]).toBeCloseTo(y.reduce((sum, value) => sum + value, 0) / 1000, 10)
  })
})
