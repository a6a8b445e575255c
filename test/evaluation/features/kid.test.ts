import { describe, expect, it } from 'vitest'
import { cubic, kid } from '../../../src/evaluation/features/kid.js'
import { make, ofRows } from '../../../src/evaluation/numbers/matrix.js'
import { from, normal } from '../../../src/random/key.js'

const rowsOf = (seed: number, rows: number, mean: number, deviation: number) => {
  const noise = normal(from(seed), rows)
  return make(rows, 1, (row) => mean + deviation * (noise[row] as number))
}

describe('kid', () => {
  it('by hand, of two rows each', () => {
    // k(1,2) = 27, k(0,3) = 1, k(1,0) = k(2,0) = 1, k(1,3) = 64, k(2,3) = 343
    const found = kid(ofRows([[1], [2]]), ofRows([[0], [3]]), { key: from(1), subsets: 3 })
    expect(found.mean).toBeCloseTo(27 + 1 - (2 * (1 + 1 + 64 + 343)) / 4, 10)
    expect(found.standardError).toBeCloseTo(0, 10)
  })

  it('of normal numbers comes to what their moments give', () => {
    // E (xy + 1)³ = m₃n₃ + 3 m₂n₂ + 3 m₁n₁ + 1, of N(m, s²): m₁ = m, m₂ = m² + s², m₃ = m³ + 3 m s²
    const moments = (m: number, s: number) => [m, m * m + s * s, m ** 3 + 3 * m * s * s]
    const [a, b] = [moments(0, 1), moments(0.3, 1.2)]
    const exact = [3, 3, 1].reduce((sum, weight, at) => sum + weight * ((a[at] as number) - (b[at] as number)) ** 2, 0)
    const found = kid(rowsOf(1, 20000, 0, 1), rowsOf(2, 20000, 0.3, 1.2), { key: from(3), subsets: 20, size: 300 })
    expect(Math.abs(found.mean - exact)).toBeLessThan(4 * found.standardError)
    expect(exact).toBeGreaterThan(4 * found.standardError)
  })

  it('of sets that are drawn alike is 0 on average, and below it as often', () => {
    const each = Array.from(
      { length: 30 },
      (_, seed) => kid(rowsOf(seed, 60, 0, 1), rowsOf(100 + seed, 60, 0, 1), { key: from(4), subsets: 1 }).mean,
    )
    const negative = each.filter((value) => value < 0).length
    expect(negative).toBeGreaterThan(7)
    expect(negative).toBeLessThan(29)
  })

  it('refuses a single row', () =>
    expect(() => kid(ofRows([[1]]), ofRows([[1], [2]]), { key: from(1) })).toThrow(
      'kid: takes 2 rows of features or more but is given 1',
    ))

  it('has a kernel of as many numbers as there are', () =>
    expect(cubic(Float64Array.of(1, 2), Float64Array.of(3, 4))).toBeCloseTo((11 / 2 + 1) ** 3, 10))
})
