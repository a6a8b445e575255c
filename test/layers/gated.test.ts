import * as Layer from '../../src/layers/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach } from '../support/engine.js'
import { sigmoid } from '../support/reference.js'
import { affine, some } from './reference.js'

const net = Layer.sequence(Layer.gated(3, 2))

onEach(() => {
  conforms('gated', {
    inputs: [
      hostOf(['batch', 3], [2, 3], some(6, 1)),
      hostOf([3, 2], [3, 2], some(6, 2)),
      hostOf([2], [2], some(2, 3)),
      hostOf([3, 2], [3, 2], some(6, 4)),
      hostOf([2], [2], some(2, 5)),
    ],
    operation: (x, weight, bias, gate, offset) =>
      net.apply([{ value: { weight, bias }, gate: { weight: gate, bias: offset } }])(x),
    gives: [
      ['batch', 2],
      [2, 2],
    ],
    reference: (x = [], weight = [], bias = [], gate = [], offset = []) => {
      const gates = affine(2, 3, 2)(x, gate, offset).map(sigmoid)
      return affine(2, 3, 2)(x, weight, bias).map((each, index) => each * (gates[index] as number))
    },
  })
})
