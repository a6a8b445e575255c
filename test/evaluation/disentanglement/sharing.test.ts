import { describe, expect, it } from 'vitest'
import { grouped, sharing } from '../../../src/evaluation/disentanglement/sharing.js'
import { make } from '../../../src/evaluation/numbers/matrix.js'
import { from } from '../../../src/random/key.js'

const sizes = { groups: 3, size: 4 }

describe('sharing', () => {
  it('is one value a group of the one factor, and others for each example of all others', () => {
    const { rotation, scale } = sharing('rotation', sizes)(from(1))
    for (const group of [0, 4, 8]) expect(new Set(rotation.values.slice(group, group + 4)).size).toBe(1)
    expect(new Set(rotation.values).size).toBe(3)
    expect(new Set(scale.values).size).toBe(12)
    expect(new Set(sharing(null, sizes)(from(1)).rotation.values).size).toBe(12)
  })
})

describe('grouped', () => {
  it('is the codes of each group, in their order', () => {
    const all = grouped('x', sizes)(make(12, 2, (row, column) => 10 * row + column))
    expect(all.map(({ factor, codes }) => [factor, [...Array.from(codes.values)]])[1]).toEqual([
      'x',
      [40, 41, 50, 51, 60, 61, 70, 71],
    ])
    expect(() => grouped('x', sizes)(make(11, 2, () => 0))).toThrow(
      'grouped: takes as many rows of each but is given 11 and 12',
    )
  })
})
