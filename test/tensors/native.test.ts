import * as tf from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { bind, unary, unwrap, wrap } from '../../src/tensors/native.js'
import { elements } from '../../src/tensors/tensor.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

describe('wrap and unwrap', () => {
  it('are inverse, and the sizes are those of the native tensor', () =>
    scoped(() => {
      const x = tensorOf(['batch', 2], [1, 2], [3, 4])
      const again = wrap(['rows', 2], unwrap(x))
      expect([again.shape, again.sizes, valuesOf(again)]).toEqual([['rows', 2], [1, 2], [3, 4]]) // biome-ignore format: lists
      expect(unwrap(again)).toBe(unwrap(x))
    }))
})

describe('unary', () => {
  it('keeps the shape', () =>
    scoped(() => {
      const doubled = unary((x) => tf.mul(x, 2))(tensorOf(['batch', 2], [1, 2], [3, 4]))
      expect([doubled.shape, valuesOf(doubled)]).toEqual([['batch', 2], [6, 8]]) // biome-ignore format: lists
    }))
})

describe('bind', () => {
  it('gives what every dimension stands for', () =>
    scoped(() => {
      const bound = bind('op', [
        tensorOf(['batch', 2], [3, 2], [1, 2, 3, 4, 5, 6]),
        tensorOf(['samples', 'batch'], [1, 3], [1, 2, 3]),
      ])
      expect([...bound].map(([name, { size }]) => [name, size])).toEqual([
        ['batch', 3],
        ['samples', 1],
      ])
      expect([...bind('op', [])]).toEqual([])
    }))

  it('refuses what stands for two numbers, in one tensor or in two', () =>
    scoped(() => {
      const two = tensorOf(['batch'], [2], [1, 2])
      const one = tensorOf(['batch', 1], [1, 1], [1])
      expect(() => bind('op', [two, one])).toThrow(new ShapeError('op: batch is 1 in [batch, 1] and 2 in [batch]'))
      const square = tensorOf(['n', 'n'], [1, 2], [1, 2])
      expect(() => bind('op', [square])).toThrow(new ShapeError('op: n is 2 in [n, n] and 1 in [n, n]'))
      expect(() => bind('op', [tensorOf([3], [2], [1, 2])])).toThrow(new ShapeError('op: [3] has the sizes [2]'))
    }))
})

describe('elements', () => {
  it('is the product of the sizes, of none 1', () => {
    expect([elements([2, 3, 4]), elements([7]), elements([])]).toEqual([24, 7, 1])
  })
})
