import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { apart, sideBySide } from '../../src/tensors/sideBySide.js'
import { onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

const left = () => tensorOf(['batch', 'latent'], [2, 1], [1, 2])
const right = () => tensorOf(['batch', 'latent'], [2, 2], [3, 4, 5, 6])

describe('side by side', () => {
  onEach(() => {
    it('are the numbers of all, row by row, under the same axes', () =>
      scoped(() => {
        const both = sideBySide<readonly ['batch'], 'latent'>([left(), right()])
        expect([both.shape, both.sizes, valuesOf(both)]).toEqual([
          ['batch', 'latent'],
          [2, 3],
          [1, 3, 4, 2, 5, 6],
        ])
        const [first, second] = apart([1, 2])<readonly ['batch'], 'latent'>(both)
        expect([valuesOf(first as typeof both), valuesOf(second as typeof both)]).toEqual([
          [1, 2],
          [3, 4, 5, 6],
        ])
      }))

    it('is one tensor itself', () =>
      scoped(() => {
        const one = left()
        expect(sideBySide<readonly ['batch'], 'latent'>([one])).toBe(one)
        expect(apart([1])<readonly ['batch'], 'latent'>(one)).toEqual([one])
      }))

    it('refuses sizes that do not add up to the axis', () =>
      scoped(() => {
        expect(() => apart([1, 2])<readonly ['batch'], 'latent'>(right())).toThrow(
          new ShapeError('apart: [batch, latent] has 2 numbers and not 3'),
        )
      }))
  })
})
