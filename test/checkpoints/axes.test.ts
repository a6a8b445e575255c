import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permuted } from '../../src/checkpoints/axes.js'

describe('permuted', () => {
  it('moves the number at [i, j, k] to [k, i, j]', () => {
    const size = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(size, size, size, (one, two, three) => {
        const values = Float32Array.from({ length: one * two * three }, (_, index) => index)
        const moved = permuted([one, two, three], [2, 0, 1])(values)
        for (let i = 0; i < one; i++)
          for (let j = 0; j < two; j++)
            for (let k = 0; k < three; k++)
              expect(moved[(k * one + i) * two + j]).toBe(values[(i * two + j) * three + k])
      }),
    )
  })

  it('is of no axes what it was', () => expect(permuted([], [])(Float32Array.of(5))).toEqual(Float32Array.of(5)))
})
