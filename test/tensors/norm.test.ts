import { describe, expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import { chosen, larger, norm } from '../../src/tensors/norm.js'
import { inScope, read, tensor, usePlainJavaScript } from '../support/numbers.js'

usePlainJavaScript()

describe('norm', () => {
  it('is that of all numbers of a tree', () =>
    inScope(() => {
      const large = tensor(
        [2 ** 15],
        [2 ** 15],
        Array.from({ length: 2 ** 15 }, () => 0.5),
      )
      expect(read(norm([tensor([2], [2], [3, 0]), { a: T.scalar(-4), b: null }]))).toEqual([5])
      expect(read(norm({ large, small: T.scalar(1) }))[0]).toBeCloseTo(Math.sqrt(2 ** 13 + 1), 3)
      expect(read(norm([]))).toEqual([0])
    }))

  it('is infinite where the squares are, and not a number where one is not', () =>
    inScope(() => {
      expect(read(norm(T.scalar(2e19)))).toEqual([Number.POSITIVE_INFINITY])
      expect(read(norm([T.scalar(Number.NaN), T.scalar(1)]))[0]).toBeNaN()
    }))
})

describe('chosen', () => {
  it('is one of two, whatever the other holds', () =>
    inScope(() => {
      const [yes, no] = [tensor([2], [2], [1, 2]), tensor([2], [2], [Number.NaN, Number.POSITIVE_INFINITY])]
      expect(read(chosen(T.scalar(1))(yes, no))).toEqual([1, 2])
      expect(read(chosen(T.scalar(0))(no, yes))).toEqual([1, 2])
      expect(chosen(T.scalar(1))(yes, no).shape).toEqual([2])
    }))
})

describe('larger', () => {
  it('is the larger of each two numbers', () =>
    inScope(() => expect(read(larger(tensor([3], [3], [1, -2, 5]), tensor([3], [3], [0, -1, 5])))).toEqual([1, -1, 5])))
})
