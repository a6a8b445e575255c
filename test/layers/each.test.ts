import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'

const { concat, dense, dropout, each, input, inputs, sequence } = Layer
const X = [1, -1, 2, 0, 3, 1, 0.5, -2, 1, 1, 0, 4]
const x = () => tensorOf(['batch', 3, 2], [2, 3, 2], X)

onEach(() => {
  it('is the layer at each place, with the same parameters', () =>
    scoped(() => {
      const net = sequence(input([3, 2]), each(dense(4)))
      const [, own] = net.init(from(1))
      const found = net.apply([null, own])(x())
      expect([found.shape, found.sizes]).toEqual([
        ['batch', 3, 4],
        [2, 3, 4],
      ])
      const rows = sequence(dense(2, 4)).apply([own])(tensorOf(['batch', 2], [6, 2], X))
      expect(valuesOf(found)).toEqual(valuesOf(rows))
    }))
})

describe('each', () => {
  onCpu()

  it('joins several events place by place', () =>
    scoped(() => {
      const net = sequence(inputs({ a: [3, 2], b: [3, 1] }), each(concat('b', 'a')))
      const b = tensorOf(['batch', 3, 1], [2, 3, 1], [10, 20, 30, 40, 50, 60])
      const found = net.apply([null, null])({ a: x(), b })
      expect(valuesOf(found)).toEqual([10, 1, -1, 20, 2, 0, 30, 3, 1, 40, 0.5, -2, 50, 1, 1, 60, 0, 4])
    }))

  it('of a network twice is at each place of two axes', () =>
    scoped(() => {
      const net = sequence(input([2, 3, 2]), each(each(sequence(dense(2, 4), Layer.tanh))))
      expect(net.apply(net.init(from(1)))(T.zeros(['batch', 2, 3, 2], [5, 2, 3, 2])).sizes).toEqual([5, 2, 3, 4])
    }))

  it('has the gradient of all places, as finite differences have it', () =>
    scoped(() => {
      const net = sequence(input([3, 2]), each(sequence(dense(2, 1), Layer.tanh)))
      const [, own] = net.init(from(3))
      const lossAt = (weight: T.Tensor<readonly [2, 1]>) =>
        T.sum(0, 1, 2)(net.apply([null, [{ ...own[0], weight }, null]])(x()) as never) as unknown as T.Tensor<
          readonly []
        >
      const values = valuesOf(own[0].weight)
      const { gradient } = T.valueAndGradient((weight: T.Tensor<readonly [2, 1]>) => [lossAt(weight), null] as const)(
        own[0].weight,
      )
      const wanted = values.map((_, at) => {
        const moved = (step: number) =>
          valuesOf(
            lossAt(
              tensorOf(
                [2, 1],
                [2, 1],
                values.map((each, place) => each + (place === at ? step : 0)),
              ),
            ),
          )[0] as number
        return (moved(1e-2) - moved(-1e-2)) / 2e-2
      })
      expect(distance(valuesOf(gradient), wanted)).toBeLessThan(2e-3)
    }))

  it('draws the noise of each place by itself', () =>
    scoped(() => {
      const net = sequence(input([50, 1]), each(dropout(0.5)))
      const [value] = net.run(net.init(from(1)), { key: from(2), mode: 'training', state: net.begin() })(
        T.addScalar(1)(T.zeros(['batch', 50, 1], [2, 50, 1])),
      )
      const kept = valuesOf(value).filter((each) => each > 0).length
      expect(kept).toBeGreaterThan(25)
      expect(kept).toBeLessThan(75)
    }))

  it.each([
    ['layer 2 (each) takes places on the first axis but is given []', () => [input([]), each(Layer.tanh)]],
    [
      'layer 2 (each) takes events of the same places on the first axis but is given several events',
      () => [inputs({ a: [3, 2], b: [4, 2] }), each(concat('a', 'b'))],
    ],
    ['layer 2 (each) a head must be last', () => [input([3, 2]), each(Layer.normalHead(2, 2))]],
  ])('refuses: %s', (words, layers) => {
    expect(() => (sequence as (...all: unknown[]) => unknown)(...layers())).toThrow(new ShapeError(words))
  })
})
