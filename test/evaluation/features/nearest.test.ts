import { describe, expect, it } from 'vitest'
import { nearness } from '../../../src/evaluation/features/nearest.js'
import { make, ofRows } from '../../../src/evaluation/numbers/matrix.js'
import { from, normal } from '../../../src/random/key.js'

const cloud = (seed: number, rows: number, shift = 0) => {
  const noise = normal(from(seed), 2 * rows)
  return make(rows, 2, (row, column) => shift + (noise[2 * row + column] as number))
}

describe('nearness', () => {
  it('of a set to itself is 1, and its density is more: each row is near itself and its neighbors', () => {
    const found = nearness(cloud(1, 200), cloud(1, 200))
    expect(found).toMatchObject({ precision: 1, recall: 1, coverage: 1 })
    // in the reach of a row are itself and its 5 neighbors: 6 of 5
    expect(found.density).toBeCloseTo(6 / 5, 10)
  })

  it('of sets that are far apart is 0', () =>
    expect(nearness(cloud(1, 100), cloud(2, 100, 50))).toEqual({ precision: 0, recall: 0, density: 0, coverage: 0 }))

  it('by hand, of one neighbor on a line', () => {
    // real 0, 1, 3, 10: reaches 1, 1, 2, 7; made 0.5, 20, 21, 3: reaches 2.5, 1, 1, 2.5
    const found = nearness(ofRows([[0], [1], [3], [10]]), ofRows([[0.5], [20], [21], [3]]), 1)
    // 0.5 is near 0 and 1; 20 and 21 are near none; 3 is near 3 and, at the very edge, 10
    expect(found.precision).toBe(0.5)
    expect(found.density).toBe(4 / 4)
    expect(found.coverage).toBe(1) // 0 and 1 by 0.5, 3 and 10 by 3
    // 0 and 1 are near 0.5, 3 near 0.5 and 3, 10 near none
    expect(found.recall).toBe(0.75)
  })

  it('of a model that makes one example alone has a high precision and a low recall', () => {
    const still = make(200, 2, (_, column) => 0.01 * column)
    const found = nearness(cloud(1, 200), still)
    expect(found.precision).toBe(1)
    expect(found.recall).toBeLessThan(0.02)
    expect(found.coverage).toBeLessThan(0.1)
  })

  it('of sets that are drawn alike has a density and a coverage near 1', () => {
    const found = nearness(cloud(1, 500), cloud(2, 500))
    expect(Math.abs(found.density - 1)).toBeLessThan(0.15)
    // the expectation is 1 - 1 / 2^5, of 500
    expect(Math.abs(found.coverage - 31 / 32)).toBeLessThan(4 * Math.sqrt(31 / 32 / 32 / 500))
  })

  it.each([0, 1.5, 4, Number.NaN])('refuses %d neighbors of 4 rows', (neighbors) =>
    expect(() => nearness(cloud(1, 4), cloud(2, 4), neighbors)).toThrow(
      `nearness: the number of neighbors must be a whole number above 0 and below 4, that of the rows, not ${neighbors}`,
    ),
  )
})
