import { describe, expect, it } from 'vitest'
import { frechet, frechetOfMoments, momentsOf } from '../../../src/evaluation/features/frechet.js'
import { make, ofRows } from '../../../src/evaluation/numbers/matrix.js'
import { from, normal } from '../../../src/random/key.js'

const rowsOf = (seed: number, rows: number, columns: number, scale: (column: number) => number, shift = 0) => {
  const noise = normal(from(seed), rows * columns)
  return make(rows, columns, (row, column) => shift + scale(column) * (noise[row * columns + column] as number))
}

describe('the Fréchet distance', () => {
  it('of a set from itself is 0, with fewer rows than features too', () => {
    expect(
      frechet(
        rowsOf(1, 100, 5, () => 2),
        rowsOf(1, 100, 5, () => 2),
      ),
    ).toBeCloseTo(0, 8)
    expect(
      frechet(
        rowsOf(1, 4, 6, () => 2),
        rowsOf(1, 4, 6, () => 2),
      ),
    ).toBeCloseTo(0, 6)
  })

  it('of diagonal normals is the squares of means and deviations apart', () => {
    const diagonal = (mean: readonly number[], deviations: readonly number[]) => ({
      mean,
      covariance: make(2, 2, (row, column) => (row === column ? (deviations[row] as number) ** 2 : 0)),
    })
    // (3-0)² + (1-1)² + (2-1)² + (5-3)²
    expect(frechetOfMoments(diagonal([0, 1], [1, 3]), diagonal([3, 1], [2, 5]))).toBeCloseTo(9 + 1 + 4, 10)
  })

  it('of covariances that do not commute has the root of their product', () => {
    // S = diag(4, 1) and T = [[2, 1], [1, 2]]: tr (ST)^½ is the sum of the roots of the eigenvalues of ST = [[8, 4], [1, 2]],
    // which are 5 ± √13
    const s = {
      mean: [0, 0],
      covariance: ofRows([
        [4, 0],
        [0, 1],
      ]),
    }
    const t = {
      mean: [0, 0],
      covariance: ofRows([
        [2, 1],
        [1, 2],
      ]),
    }
    const mixed = Math.sqrt(5 + Math.sqrt(13)) + Math.sqrt(5 - Math.sqrt(13))
    expect(frechetOfMoments(s, t)).toBeCloseTo(5 + 4 - 2 * mixed, 10)
    expect(frechetOfMoments(t, s)).toBeCloseTo(5 + 4 - 2 * mixed, 10)
  })

  it('of samples comes to that of what they are drawn from', () => {
    const found = frechet(
      rowsOf(1, 20000, 2, () => 1),
      rowsOf(2, 20000, 2, (column) => 1 + column, 0.5),
    )
    expect(found).toBeGreaterThan(1.5 - 0.08)
    expect(found).toBeLessThan(1.5 + 0.08)
  })

  it('is biased upward by few rows', () => {
    const few = frechet(
      rowsOf(1, 50, 10, () => 1),
      rowsOf(2, 50, 10, () => 1),
    )
    expect(few).toBeGreaterThan(
      5 *
        frechet(
          rowsOf(3, 2000, 10, () => 1),
          rowsOf(4, 2000, 10, () => 1),
        ),
    )
  })

  it('refuses what has no covariance, and other features', () => {
    expect(() => momentsOf(ofRows([[1]]))).toThrow('frechet: takes 2 rows of features or more but is given 1')
    expect(() =>
      frechet(
        ofRows([[1], [2]]),
        ofRows([
          [1, 2],
          [2, 3],
        ]),
      ),
    ).toThrow('frechet: takes as many columns of each but is given 1 and 2')
  })
})
