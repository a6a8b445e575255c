import { describe, expect, it } from 'vitest'
import { eigenOf, rootOf } from '../../../src/evaluation/numbers/eigen.js'
import { at, make, ofRows, product, rowsOf } from '../../../src/evaluation/numbers/matrix.js'
import { from, normal } from '../../../src/random/key.js'

const near = (one: ReturnType<typeof make>, other: ReturnType<typeof make>) => {
  for (const [row, own] of rowsOf(one).entries())
    for (const [column, value] of own.entries()) expect(value).toBeCloseTo(at(other, row, column), 9)
}

describe('eigenvalues', () => {
  it('by hand: of [[2, 1], [1, 2]] they are 1 and 3', () => {
    const { values, vectors } = eigenOf(
      ofRows([
        [2, 1],
        [1, 2],
      ]),
    )
    expect(values.toSorted((a, b) => a - b).map((value) => value.toFixed(12))).toEqual([
      '1.000000000000',
      '3.000000000000',
    ])
    expect(Math.abs(at(vectors, 0, 0))).toBeCloseTo(Math.SQRT1_2, 12)
  })

  it('with their vectors are the matrix again', () => {
    const noise = normal(from(1), 400)
    const raw = make(20, 20, (row, column) => noise[20 * row + column] as number)
    const matrix = make(20, 20, (row, column) => at(raw, row, column) + at(raw, column, row))
    const { values, vectors } = eigenOf(matrix)
    near(
      product(
        make(20, 20, (row, column) => at(vectors, row, column) * (values[column] as number)),
        make(20, 20, (row, column) => at(vectors, column, row)),
      ),
      matrix,
    )
  })
})

describe('the root', () => {
  it('times itself is the matrix, of a singular one too', () => {
    const noise = normal(from(2), 30)
    const thin = make(10, 3, (row, column) => noise[3 * row + column] as number)
    const matrix = product(
      thin,
      make(3, 10, (row, column) => at(thin, column, row)),
    )
    near(product(rootOf(matrix), rootOf(matrix)), matrix)
  })
})
