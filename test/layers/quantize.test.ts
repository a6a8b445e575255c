import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

const net = Layer.sequence(Layer.input([2]), Layer.quantize(3))
const codes = () => tensorOf([3, 2], [3, 2], [0, 0, 2, 2, -1, 3])

onEach(() => {
  it('gives the nearest codes, with the gradient that the next layer sends, to the bit', () =>
    scoped(() => {
      const weight = tensorOf(['batch', 2], [2, 2], [5, -7, 0.25, 3])
      const loss = (at: { readonly x: T.Tensor<readonly ['batch', 2]>; readonly codes: ReturnType<typeof codes> }) => {
        const found = net.apply([null, { codes: at.codes }])(at.x)
        return [T.sum(0, 1)(T.same.mul(weight)(found)), found] as const
      }
      const x = tensorOf(['batch', 2], [2, 2], [1.5, 1, -0.2, 0.3])
      const { gradient, rest } = T.valueAndGradient(loss)({ x, codes: codes() })
      expect(valuesOf(rest)).toEqual([2, 2, 0, 0])
      expect(valuesOf(gradient.x)).toEqual([5, -7, 0.25, 3])
      expect(valuesOf(gradient.codes)).toEqual([0, 0, 0, 0, 0, 0])
    }))
})

describe('quantize', () => {
  onCpu()

  it('keeps the shape, and has a code of the last axis for each number', () =>
    scoped(() => {
      const image = Layer.sequence(Layer.input([4, 4, 8]), Layer.quantize(16))
      const [, own] = image.init(from(1))
      expect(own.codes.shape).toEqual([16, 8])
      expect(image.apply([null, own])(T.zeros(['batch', 4, 4, 8], [3, 4, 4, 8])).sizes).toEqual([3, 4, 4, 8])
    }))

  it.each([
    ['quantize: the number of codes must be a positive whole number, not 0', () => Layer.quantize(0 as never)],
    [
      'layer 2 (quantize) takes channels on the last axis but is given []',
      () => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([]), Layer.quantize(3)),
    ],
  ])('refuses: %s', (words, make) => {
    expect(make).toThrow(new ShapeError(words))
  })
})
