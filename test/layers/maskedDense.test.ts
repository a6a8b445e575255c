import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, tensorOf, valuesOf } from '../support/engine.js'
import { affine, some } from './reference.js'

const net = Layer.sequence(Layer.maskedDense(3, 2, { input: [1, 2, 3], output: [2, 0] }))

onEach(() => {
  conforms('maskedDense', {
    inputs: [
      hostOf(['batch', 3], [2, 3], some(6, 1)),
      hostOf([3, 2], [3, 2], some(6, 2)),
      hostOf([2], [2], some(2, 3)),
    ],
    operation: (x, weight, bias) => net.apply([{ weight, bias }])(x),
    gives: [
      ['batch', 2],
      [2, 2],
    ],
    // the first sees the numbers of degree 1 and 2, the second none
    reference: (x = [], weight = [], bias = []) =>
      affine(2, 3, 2)(
        x,
        weight.map((each, index) => each * ([1, 0, 1, 0, 0, 0][index] as number)),
        bias,
      ),
  })
})

describe('a network of them', () => {
  onCpu()
  const order = [2, 3, 1]
  const hidden = (unit: number) => (unit % 2) + 1
  const made = Layer.sequence(
    Layer.maskedDense(3, 8, { input: order, output: hidden }),
    Layer.tanh,
    Layer.maskedDense(8, 3, { input: hidden, output: order.map((degree) => degree - 1) }),
  )
  const of = (x: readonly number[]) => valuesOf(made.apply(made.init(from(3)))(tensorOf(['batch', 3], [1, 3], x)))

  it('gives numbers that depend on those before them in an order, and on all of these', () => {
    const x = [0.4, -1.2, 0.9]
    const changed = order.map((_, at) => {
      const other = of(x.map((each, place) => (place === at ? each + 1 : each)))
      return of(x).map((each, place) => each !== other[place])
    })
    expect(changed).toEqual(order.map((own) => order.map((other) => own < other)))
  })
})

describe('refusals', () => {
  onCpu()

  it('of degrees', () => {
    const of = (input: Layer.Degrees, output: Layer.Degrees) => () =>
      Layer.sequence(Layer.maskedDense(3, 2, { input, output }))
    expect(of([1, 2], [1, 2])).toThrow(
      new ShapeError('maskedDense: the degrees of the input must be as many as it has numbers, 3, not 2'),
    )
    expect(of([1, 2, 3], (at) => at - 1)).toThrow(
      new ShapeError('maskedDense: the degree of output 0 must be a whole number from 0, not -1'),
    )
    expect(of([1, 0.5, 3], [1, 2])).toThrow(
      new ShapeError('maskedDense: the degree of input 1 must be a whole number from 0, not 0.5'),
    )
  })
})
