import { describe, expect, it } from 'vitest'
import { shapeFault } from '../../src/shapes/checkShape.js'

describe('the fault about a shape and its sizes', () => {
  it.each([
    [[8, -1], [8, -1], 'zeros: a dimension must be a positive whole number, not -1'],
    [[0], [0], 'zeros: a dimension must be a positive whole number, not 0'],
    [[2.5], [2], 'zeros: a dimension must be a positive whole number, not 2.5'],
    [[Number.NaN], [2], 'zeros: a dimension must be a positive whole number, not NaN'],
    [['3'], [3], "zeros: a dimension is the name '3', but a name must not read as a number"],
    [['batch', 3], [-2, 3], "zeros: the size of 'batch' must be a positive whole number, not -2"],
    [['batch'], [1.5], "zeros: the size of 'batch' must be a positive whole number, not 1.5"],
    [['batch', 3], [2, 4], 'zeros: [batch, 3] has the sizes [2, 4]'],
    [['batch', 3], [2], 'zeros: [batch, 3] has the sizes [2]'],
    [[], [2], 'zeros: [] has the sizes [2]'],
  ])('%j of sizes %j: %s', (shape, sizes, words) => expect(shapeFault(shape, sizes, 'zeros')).toBe(words))

  it('sizes that are a record, as those of `host` are', () => {
    const sizes = { batch: 2 } as unknown as readonly number[]
    expect(shapeFault(['batch', 3], sizes, 'zeros')).toBe('zeros: the sizes must be a list of numbers, not object')
  })

  it.each([
    [[], []],
    [
      ['batch', 3],
      [2, 3],
    ],
    [[1], [1]],
  ])('%j of sizes %j is none', (shape, sizes) => expect(shapeFault(shape, sizes, 'zeros')).toBeNull())
})
