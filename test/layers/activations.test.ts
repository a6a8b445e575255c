import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach } from '../support/engine.js'
import { sigmoid, softplus } from '../support/reference.js'

// away from 0, where some have a kink
const x = hostOf(['batch', 3], [2, 3], [-3.5, -1.25, -0.5, 0.25, 1.5, 4])

const nets = [
  [Layer.sequence(Layer.input([3]), Layer.tanh), 'tanh', Math.tanh],
  [Layer.sequence(Layer.input([3]), Layer.relu), 'relu', (v: number) => Math.max(v, 0)],
  [Layer.sequence(Layer.input([3]), Layer.sigmoid), 'sigmoid', sigmoid],
  [Layer.sequence(Layer.input([3]), Layer.softplus), 'softplus', softplus],
  [Layer.sequence(Layer.input([3]), Layer.elu), 'elu', (v: number) => (v > 0 ? v : Math.expm1(v))],
  [Layer.sequence(Layer.input([3]), Layer.silu), 'silu', (v: number) => v * sigmoid(v)],
  [Layer.sequence(Layer.input([3]), Layer.leakyRelu(0.2)), 'leakyRelu', (v: number) => (v > 0 ? v : 0.2 * v)],
  [
    Layer.sequence(
      Layer.input([3]),
      Layer.activation('cube', (v) => T.same.mul(T.square(v))(v)),
    ),
    'cube',
    (v: number) => v ** 3,
  ],
] as const

onEach(() => {
  for (const [net, name, f] of nets)
    conforms(name, {
      inputs: [x],
      operation: (rows) => net.apply([null, null])(rows),
      gives: [
        ['batch', 3],
        [2, 3],
      ],
      reference: (values) => (values as readonly number[]).map(f),
      // a cube of 4 is 64
      gradientTolerance: { absolute: 2e-5, relative: 5e-5 },
    })
})

describe('an activation', () => {
  onCpu()

  it('has a name, no parameters, and takes whatever it is given', () => {
    const layers = [
      Layer.tanh,
      Layer.relu,
      Layer.sigmoid,
      Layer.softplus,
      Layer.elu,
      Layer.silu,
      Layer.leakyRelu(0.1),
      Layer.activation('double', T.mulScalar(2)),
    ]
    expect(layers.map(({ name }) => name)).toEqual([
      'tanh',
      'relu',
      'sigmoid',
      'softplus',
      'elu',
      'silu',
      'leakyRelu',
      'double',
    ])
    for (const layer of layers) {
      expect(layer.takes).toBeNull()
      const event = [{ dim: 28, size: 28 }, { dim: 'c', size: 3 }] // biome-ignore format: an event
      const built = layer.build(event)
      if (typeof built === 'string') throw new Error(built)
      expect([built.out, built.kind, built.family, built.init(from(7))]).toEqual([event, 'Tensor', null, null])
    }
  })
})
