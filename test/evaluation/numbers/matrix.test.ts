import { describe, expect, it } from 'vitest'
import {
  at,
  covarianceOf,
  meansOf,
  ofHost,
  ofRows,
  product,
  rowsOf,
  stacked,
  taken,
  varianceOf,
} from '../../../src/evaluation/numbers/matrix.js'

const given = ofRows([
  [1, 2, 3],
  [4, 6, 8],
])

describe('a matrix', () => {
  it('is of rows, of a tensor, or of others', () => {
    expect(given).toMatchObject({ rows: 2, columns: 3 })
    expect(at(given, 1, 2)).toBe(8)
    expect(ofHost({ sizes: [2, 3, 1], values: Float32Array.of(1, 2, 3, 4, 6, 8) })).toMatchObject({
      ...{ rows: 2, columns: 3 },
    })
    expect(rowsOf(stacked([given, given]))[3]).toEqual(Float64Array.of(4, 6, 8))
    expect(rowsOf(taken(given, [1, 0, 1])).map(([first]) => first)).toEqual([4, 1, 4])
  })

  it('has rows of one length', () =>
    expect(() => ofRows([[1], [1, 2]])).toThrow('a matrix has rows of one length, not of 1 and 2'))

  it('has means, and a covariance without bias', () => {
    expect(meansOf(given)).toEqual([2.5, 4, 5.5])
    // deviations ±1.5, ±2, ±2.5, of two rows over 1
    expect([...rowsOf(covarianceOf(given))].map((row) => [...row])).toEqual([
      [4.5, 6, 7.5],
      [6, 8, 10],
      [7.5, 10, 12.5],
    ])
    expect(varianceOf([1, 4])).toBe(2.25)
  })

  it('has products', () =>
    expect(rowsOf(product(given, ofRows([[1], [0], [2]]))).map(([only]) => only)).toEqual([7, 20]))
})
