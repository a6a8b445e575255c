import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { affine, some } from './reference.js'

const block = Layer.sequence(Layer.input([3]), Layer.residual(Layer.sequence(Layer.dense(3, 3), Layer.tanh)))
const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown

onEach(() => {
  conforms('residual', {
    inputs: [
      hostOf(['batch', 3], [2, 3], some(6, 1)),
      hostOf([3, 3], [3, 3], some(9, 2)),
      hostOf([3], [3], some(3, 3)),
    ],
    operation: (x, weight, bias) => block.apply([null, [{ weight, bias }, null]])(x),
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: (x = [], weight = [], bias = []) =>
      affine(2, 3, 3)(x, weight, bias).map((each, index) => Math.tanh(each) + (x[index] as number)),
  })
})

describe('residual', () => {
  onCpu()

  it('passes on the context and the state of its layer', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.input([2]), Layer.residual(Layer.batchNorm()))
      expect(net.uses).toEqual(['state'])
      const x = tensorOf(['batch', 2], [2, 2], [1, 2, 3, 6])
      const [value, state] = net.run(net.init(from(1)), { key: from(1), mode: 'training', state: net.begin() })(x)
      valuesOf(value).forEach((each, index) => {
        expect(each).toBeCloseTo([0, 1, 4, 7][index] as number, 3)
      })
      valuesOf(state[1].mean).forEach((each, index) => {
        expect(each).toBeCloseTo([0.2, 0.4][index] as number, 6)
      })
    }))

  it.each([
    [Layer.dense(2), 'layer 2 (residual) must give [3], as it is given, but gives [2]'],
    [Layer.normalHead(3), 'layer 2 (residual) a head must be last'],
    [Layer.dense(4, 3), 'layer 2 (residual) takes [4] but is given [3]'],
  ])('refuses %#', (layer, message) => {
    expect(() => sequence(Layer.input([3]), Layer.residual(layer as Layer.Layer<Layer.Step>))).toThrow(
      new ShapeError(message),
    )
  })
})
