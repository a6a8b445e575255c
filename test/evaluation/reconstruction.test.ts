import { describe, expect, it } from 'vitest'
import { ofRows } from '../../src/evaluation/numbers/matrix.js'
import { reconstruction } from '../../src/evaluation/reconstruction.js'

describe('reconstruction', () => {
  it('of bits has all four errors, each a sum over the bits of an example', () => {
    const found = reconstruction(
      ofRows([
        [1, 0],
        [1, 1],
      ]),
      ofRows([
        [0.5, 0.25],
        [0.2, 1],
      ]),
    )
    expect(found.squaredError.mean).toBeCloseTo((0.25 + 0.0625 + 0.64) / 2, 12)
    expect(found.absoluteError.mean).toBeCloseTo((0.5 + 0.25 + 0.8) / 2, 12)
    // -log 0.5 - log 0.75, and -log 0.2 - log 1; a float32 that is 1 may be 1 less half of its last place
    expect(found.crossEntropy?.mean).toBeCloseTo((Math.log(2) - Math.log(0.75) - Math.log(0.2)) / 2, 6)
    expect(found.wrongBits?.mean).toBe(1) // 0.5 is not more probable, and 0.2 is wrong
  })

  it('of a certain bit that is otherwise is finite', () => {
    const found = reconstruction(ofRows([[1], [0]]), ofRows([[0], [1]]))
    expect(found.crossEntropy?.mean).toBeCloseTo(24 * Math.LN2, 6)
  })

  it('of other numbers has no errors of bits', () => {
    const found = reconstruction(ofRows([[0.5], [1]]), ofRows([[0.25], [3]]))
    expect(found).toMatchObject({ crossEntropy: null, wrongBits: null })
    expect(found.squaredError.mean).toBeCloseTo((0.0625 + 4) / 2, 12)
  })

  it('refuses what is not of one shape', () => {
    expect(() => reconstruction(ofRows([[1], [0]]), ofRows([[1]]))).toThrow(
      'reconstruction: takes as many rows of each but is given 2 and 1',
    )
    expect(() => reconstruction(ofRows([[1, 2]]), ofRows([[1]]))).toThrow(
      'reconstruction: takes as many columns of each but is given 2 and 1',
    )
  })
})
