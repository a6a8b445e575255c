import { describe, expect, it } from 'vitest'
import { make, ofRows, rowsOf } from '../../../src/evaluation/numbers/matrix.js'
import { gaussian, mmd, mmdTest, pValueOf } from '../../../src/evaluation/samples/mmd.js'
import { child, from, normal } from '../../../src/random/key.js'

const cloud = (seed: number, rows: number, shift = 0, scale = 1) => {
  const noise = normal(from(seed), rows)
  return make(rows, 1, (row) => shift + scale * (noise[row] as number))
}

describe('mmd', () => {
  it('by hand: of 0, 1 and 2, 2 under a kernel of width 1', () => {
    const k = (d: number) => Math.exp(-(d * d) / 2)
    const found = mmd(gaussian(1))(rowsOf(ofRows([[0], [1]])), rowsOf(ofRows([[2], [2]])))
    expect(found).toBeCloseTo(k(1) + 1 - (2 * (2 * k(2) + 2 * k(1))) / 4, 12)
  })

  it('of normal numbers comes to its closed form', () => {
    // E exp(-(x - y)² / 2) of x - y ~ N(d, 2) is exp(-d² / 6) / √3
    const exact = (2 / Math.sqrt(3)) * (1 - Math.exp(-1 / 6))
    const each = Array.from({ length: 20 }, (_, seed) =>
      mmd(gaussian(1))(rowsOf(cloud(seed, 100)), rowsOf(cloud(50 + seed, 100, 1))),
    )
    const mean = each.reduce((sum, value) => sum + value, 0) / 20
    const error = Math.sqrt(each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 19 / 20)
    expect(Math.abs(mean - exact)).toBeLessThan(4 * error)
  })
})

describe('its test', () => {
  it('sees a shift, and a scale of the same mean', () => {
    const options = { key: from(3), permutations: 99 }
    expect(mmdTest(cloud(1, 100), cloud(2, 100, 1), options).pValue).toBe(0.01)
    expect(mmdTest(cloud(1, 100), cloud(2, 100, 0, 3), options).pValue).toBe(0.01)
  })

  it('of sets that are drawn alike rejects as often as it says: one in five at 0.2', () => {
    const rejected = Array.from(
      { length: 60 },
      (_, seed) =>
        mmdTest(cloud(seed, 20), cloud(500 + seed, 20), { key: child(seed)(from(4)), permutations: 19 }).pValue,
    ).filter((p) => p <= 0.2).length
    expect(Math.abs(rejected / 60 - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / 60))
  })

  it('of rows that are all alike says nothing', () =>
    expect(mmdTest(ofRows([[1], [1], [1]]), ofRows([[1], [1], [1]]), { key: from(1), permutations: 9 }).pValue).toBe(1))

  it('has a p-value above 0: what was found is one of the orders', () => {
    expect(pValueOf(5, [1, 2, 3])).toBe(0.25)
    expect(pValueOf(2, [1, 2, 3])).toBe(0.75)
  })

  it('refuses a single row', () =>
    expect(() => mmdTest(ofRows([[1]]), ofRows([[1], [2]]), { key: from(1) })).toThrow(
      'mmdTest: takes 2 rows or more of each but is given 1',
    ))
})
