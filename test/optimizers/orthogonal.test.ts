import { describe, expect, it } from 'vitest'
import { orthogonal } from '../../src/optimizers/orthogonal.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const madeOf = (sizes: readonly [number, number], values: readonly number[]): readonly number[] =>
  scoped(() => valuesOf(orthogonal(5)(tensorOf(['in', 'out'], sizes, values))))

/** The singular value that five steps make of one. */
const followed = (value: number): number => {
  let sigma = value
  for (let step = 0; step < 5; step++) sigma = 3.4445 * sigma - 4.775 * sigma ** 3 + 2.0315 * sigma ** 5
  return sigma
}

describe('orthogonal', () => {
  it('keeps the singular vectors, and follows its polynomial in the singular values', () => {
    // of a matrix that is diagonal the singular values are on the diagonal
    const size = Math.hypot(3, 0.5) + 1e-7
    const [first, second] = [followed(3 / size), followed(0.5 / size)]
    for (const [sizes, values, wanted] of [
      [
        [2, 2],
        [3, 0, 0, -0.5],
        [first, 0, 0, -second],
      ],
      [
        [2, 3],
        [0, 3, 0, 0.5, 0, 0],
        [0, first, 0, second, 0, 0],
      ],
      [
        [3, 2],
        [3, 0, 0, 0, 0, 0.5],
        [first, 0, 0, 0, 0, second],
      ],
    ] as const)
      for (const [at, each] of madeOf(sizes, values).entries()) expect(each).toBeCloseTo(wanted[at] ?? Number.NaN, 5)
  })

  it('makes singular values of about 1 of those that are above a hundredth of the norm', () => {
    for (let size = 0.01; size <= 1; size += 0.01) {
      expect(followed(size)).toBeGreaterThan(0.3)
      expect(followed(size)).toBeLessThan(1.3)
    }
    const rotated = madeOf([2, 2], [1, -2, 2, 1])
    expect(rotated[0]).toBeCloseTo(rotated[3] ?? Number.NaN, 5)
    expect(Math.hypot(rotated[0] ?? 0, rotated[1] ?? 0)).toBeCloseTo(followed(Math.SQRT1_2), 5)
  })

  it('leaves zeros', () => expect(madeOf([2, 3], [0, 0, 0, 0, 0, 0])).toEqual([0, 0, 0, 0, 0, 0]))
})
