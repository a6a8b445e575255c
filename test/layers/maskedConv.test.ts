import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

const { input, maskedConv2d, sequence } = Layer

/** What a filter of ones, and no bias, gives for a picture of 3 x 3 pixels. */
const ofOnes = (sees: 'before' | 'own') => {
  const net = sequence(input([3, 3, 1]), maskedConv2d(1, { kernel: 3, sees }))
  const filter = T.addScalar(1)(T.zeros([3, 3, 1, 1], [3, 3, 1, 1]))
  const x = tensorOf(['batch', 3, 3, 1], [1, 3, 3, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9])
  return [...valuesOf(net.apply([null, { filter, bias: T.zeros([1], [1]) }])(x))]
}

onEach(() => {
  it('is the sum of the pixels before each in its window, and of its own where that is seen, by hand', () =>
    scoped(() => {
      expect(ofOnes('before')).toEqual([0, 1, 2, 3, 10, 10, 9, 22, 19])
      expect(ofOnes('own')).toEqual([1, 3, 5, 7, 15, 16, 16, 30, 28])
    }))
})

describe('maskedConv2d', () => {
  onCpu()

  it('depends on no later pixel, however many layers there are: the gradient says so', () =>
    scoped(() => {
      const net = sequence(
        input([4, 4, 1]),
        maskedConv2d(3, { kernel: 5, sees: 'before' }),
        Layer.tanh,
        maskedConv2d(1, { kernel: 3, sees: 'own' }),
        Layer.flatten,
      )
      const params = net.init(from(2))
      const x = tensorOf(
        ['batch', 4, 4, 1],
        [1, 4, 4, 1],
        Array.from({ length: 16 }, (_, at) => Math.sin(at)),
      )
      for (const pixel of [0, 3, 6, 11, 15]) {
        const of = (at: typeof x) => {
          const given = net.apply(params)(at) as T.Tensor<readonly ['batch', 16]>
          return [T.sum(0, 1)(T.slice(1, pixel as 0, 1)(given) as never) as never, null] as const
        }
        const gradient = [...valuesOf(T.valueAndGradient(of as never)(x as never).gradient as typeof x)]
        expect(gradient.slice(pixel).every((each) => each === 0)).toBe(true)
        expect(gradient.slice(0, pixel).some((each) => each !== 0)).toBe(pixel > 0)
      }
    }))

  it.each([
    [
      'maskedConv2d: the kernel must be an odd number, so that it has a middle, not 4',
      () => maskedConv2d(8, { kernel: 4 as never, sees: 'own' }),
    ],
    ['maskedConv2d: sees must be before or own, not all', () => maskedConv2d(8, { kernel: 3, sees: 'all' as never })],
    [
      'maskedConv2d: the number of output channels must be a positive whole number, not 0',
      () => maskedConv2d(0 as never, { kernel: 3, sees: 'own' }),
    ],
  ])('refuses: %s', (words, make) => {
    expect(make).toThrow(new ShapeError(words))
  })
})
