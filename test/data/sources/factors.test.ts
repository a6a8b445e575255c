import { describe, expect, it } from 'vitest'
import { drawFactors } from '../../../src/data/sources/factors.js'
import { from } from '../../../src/random/key.js'

const factors = drawFactors(from(7), 500)

describe('drawFactors', () => {
  it('keeps every factor in its range, and covers the range evenly', () => {
    for (const { values, range: limits, levels } of Object.values(factors)) {
      const [low, high] = limits
      expect(values.length).toBe(500)
      expect(values.every((value) => value >= Math.fround(low) && value <= Math.fround(high))).toBe(true)
      // the variance of a uniform distribution, discrete or not; 4 standard errors of its mean
      const variance = levels === null ? (high - low) ** 2 / 12 : (levels.length ** 2 - 1) / 12
      const mean = values.reduce((sum, value) => sum + value, 0) / 500
      expect(Math.abs(mean - (low + high) / 2)).toBeLessThan(4 * Math.sqrt(variance / 500))
    }
    expect(factors.shape.levels).toEqual(['square', 'ellipse', 'heart'])
    expect([...new Set(factors.shape.values)].sort()).toEqual([0, 1, 2])
  })

  it('draws its factors independently', () => {
    const columns = Object.values(factors).map(({ values }) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / 500
      const centered = [...values].map((value) => value - mean)
      const norm = Math.hypot(...centered)
      return centered.map((value) => value / norm)
    })
    columns.forEach((one, first) => {
      for (const other of columns.slice(first + 1)) {
        const correlation = one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
        expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(500))
      }
    })
  })
})
