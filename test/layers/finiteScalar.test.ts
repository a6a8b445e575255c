import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'

/** The level of a number as the paper has it, on the scale from -1 to 1. */
const bounded = (levels: number) => {
  const [half, offset] = [((levels - 1) * 0.999) / 2, levels % 2 === 0 ? 0.5 : 0]
  const width = Math.floor(levels / 2)
  return (z: number) => (half * Math.tanh(z + Math.atanh(offset / half)) - offset) / width
}

const rounded = (values: readonly number[]) =>
  scoped(() =>
    valuesOf(
      Layer.sequence(Layer.input([2]), Layer.finiteScalar([3, 4])).apply([null, null])(
        tensorOf(['batch', 2], [values.length / 2, 2], values),
      ),
    ),
  )

onEach(() => {
  it('rounds each number to the nearest of its levels, by hand', () =>
    // of 3 levels: tanh 0.3 = 0.29, tanh 1 = 0.76; of 4: 0.99, -1.98 and -0.73 before they are halved
    expect(rounded([0.3, 0, 1, 3, -2, -3, 0, -0.5])).toEqual([0, 0, 1, 0.5, -1, -1, 0, -0.5]))
})

describe('finiteScalar', () => {
  onCpu()

  it.each([3, 4, 5, 8, 9])('of %i levels gives each of them, the nearest to what is bounded', (levels) =>
    scoped(() => {
      const z = Array.from({ length: 801 }, (_, at) => (at - 400) / 50)
      const net = Layer.sequence(Layer.input([1]), Layer.finiteScalar([levels]))
      const found = [...valuesOf(net.apply([null, null])(tensorOf(['batch', 1], [z.length, 1], z)))]
      const width = Math.floor(levels / 2)
      const wanted = Array.from({ length: levels }, (_, at) => (at - width) / width)
      expect(
        distance(
          [...new Set(found)].sort((a, b) => a - b),
          wanted,
        ),
      ).toBeLessThan(1e-6)
      found.forEach((code, at) => {
        expect(Math.abs(code - bounded(levels)(z[at] as number))).toBeLessThan(0.5 / width + 1e-6)
      })
    }),
  )

  it('has the gradient of what is bounded, as finite differences have it', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.input([2]), Layer.finiteScalar([5, 8]))
      const z = [0.2, -0.4, 1.3, 0.9]
      const of = (x: T.Tensor<readonly ['batch', 2]>) => [T.sum(0, 1)(net.apply([null, null])(x)), null] as const
      const { gradient } = T.valueAndGradient(of)(tensorOf(['batch', 2], [2, 2], z))
      const wanted = z.map((each, at) => {
        const f = bounded(at % 2 === 0 ? 5 : 8)
        return (f(each + 1e-4) - f(each - 1e-4)) / 2e-4
      })
      expect(distance(valuesOf(gradient), wanted)).toBeLessThan(1e-5)
    }))

  it('has all codes in use on numbers that are spread: the product of the levels', () =>
    scoped(() => {
      const side = Array.from({ length: 40 }, (_, at) => (at - 20) / 5)
      const pairs = side.flatMap((one) => side.flatMap((other) => [one, other]))
      const found = rounded(pairs)
      const codes = Array.from({ length: pairs.length / 2 }, (_, at) => `${found[2 * at]}, ${found[2 * at + 1]}`)
      expect(new Set(codes).size).toBe(3 * 4)
    }))

  it.each([
    [
      'finiteScalar: the levels of channel 1 must be a whole number of 3 or more, not 2',
      () => Layer.finiteScalar([5, 2]),
    ],
    [
      'finiteScalar: the levels of channel 0 must be a whole number of 3 or more, not 5.5',
      () => Layer.finiteScalar([5.5]),
    ],
    ['finiteScalar: takes the levels of one channel or more but is given none', () => Layer.finiteScalar([])],
    [
      'layer 2 (finiteScalar) takes 2 channels on the last axis but is given [4, 3]',
      () => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([4, 3]), Layer.finiteScalar([5, 5])),
    ],
  ])('refuses: %s', (words, make) => {
    expect(make).toThrow(new ShapeError(words))
  })
})
