import { describe, expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import { chosen, larger, norm } from '../../src/tensors/norm.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

describe('norm', () => {
  it('is that of all numbers of a tree', () =>
    scoped(() => {
      const large = tensorOf(
        [2 ** 15],
        [2 ** 15],
        Array.from({ length: 2 ** 15 }, () => 0.5),
      )
      expect(valuesOf(norm([tensorOf([2], [2], [3, 0]), { a: T.scalar(-4), b: null }]))).toEqual([5])
      expect(valuesOf(norm({ large, small: T.scalar(1) }))[0]).toBeCloseTo(Math.sqrt(2 ** 13 + 1), 3)
      expect(valuesOf(norm([]))).toEqual([0])
    }))

  it('is infinite where the squares are, and not a number where one is not', () =>
    scoped(() => {
      expect(valuesOf(norm(T.scalar(2e19)))).toEqual([Number.POSITIVE_INFINITY])
      expect(valuesOf(norm([T.scalar(Number.NaN), T.scalar(1)]))[0]).toBeNaN()
    }))
})

describe('chosen', () => {
  it('is one of two, whatever the other holds', () =>
    scoped(() => {
      const [yes, no] = [tensorOf([2], [2], [1, 2]), tensorOf([2], [2], [Number.NaN, Number.POSITIVE_INFINITY])]
      expect(valuesOf(chosen(T.scalar(1))(yes, no))).toEqual([1, 2])
      expect(valuesOf(chosen(T.scalar(0))(no, yes))).toEqual([1, 2])
      expect(chosen(T.scalar(1))(yes, no).shape).toEqual([2])
    }))
})

describe('larger', () => {
  it('is the larger of each two numbers', () =>
    scoped(() =>
      expect(valuesOf(larger(tensorOf([3], [3], [1, -2, 5]), tensorOf([3], [3], [0, -1, 5])))).toEqual([1, -1, 5]),
    ))
})
