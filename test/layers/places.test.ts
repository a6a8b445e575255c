import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

const { before, input, meanOfEach, repeat, sequence } = Layer
const x = () => tensorOf(['batch', 3, 2], [2, 3, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])

onEach(() => {
  it('before is what stood at the place before, by hand', () =>
    scoped(() => {
      const found = sequence(input([3, 2]), before).apply([null, null])(x())
      expect([found.shape, [...valuesOf(found)]]).toEqual([
        ['batch', 3, 2],
        [0, 0, 1, 2, 3, 4, 0, 0, 7, 8, 9, 10],
      ])
    }))

  it('repeat is the same at each place', () =>
    scoped(() => {
      const found = sequence(input([2]), repeat(3)).apply([null, null])(tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4]))
      expect([found.shape, [...valuesOf(found)]]).toEqual([
        ['batch', 3, 2],
        [1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4],
      ])
    }))

  it('meanOfEach is the mean over the places', () =>
    scoped(() => {
      const found = sequence(input([3, 2]), meanOfEach).apply([null, null])(x())
      expect([found.shape, [...valuesOf(found)]]).toEqual([
        ['batch', 2],
        [3, 4, 9, 10],
      ])
    }))
})

describe('layers of places', () => {
  onCpu()

  it('of one place, nothing stood before', () =>
    scoped(() => {
      const one = tensorOf(['batch', 1, 2], [1, 1, 2], [5, 6])
      expect([...valuesOf(sequence(input([1, 2]), before).apply([null, null])(one))]).toEqual([0, 0])
    }))

  it('the mean of what is repeated is it, and its gradient is the sum over the places', () =>
    scoped(() => {
      const net = sequence(input([2]), repeat(4), meanOfEach)
      const given = tensorOf(['batch', 2], [1, 2], [0.5, -3])
      expect(valuesOf(net.apply([null, null, null])(given))).toEqual(valuesOf(given))
      const of = (at: typeof given) =>
        [T.sum(0, 1, 2)(sequence(input([2]), repeat(4)).apply([null, null])(at) as never) as never, null] as const
      expect([...valuesOf(T.valueAndGradient(of as never)(given as never).gradient as typeof given)]).toEqual([4, 4])
    }))

  it.each([
    ['layer 2 (before) takes places on the first axis but is given []', () => [input([]), before]],
    ['layer 2 (meanOfEach) takes places on the first axis but is given []', () => [input([]), meanOfEach]],
    ['repeat: the number of places must be a positive whole number, not 0', () => [input([2]), repeat(0 as never)]],
  ])('refuses: %s', (words, layers) => {
    expect(() => (sequence as (...all: unknown[]) => unknown)(...layers())).toThrow(new ShapeError(words))
  })
})
