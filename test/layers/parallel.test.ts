import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { child, from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

/** What the compiler has been kept from checking. */
const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown

const both = Layer.inputs({ z: [2], label: [3] })
const first = Layer.dense(4, 2)
const z = () => tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4])
const label = () => tensorOf(['batch', 3], [2, 3], [-5, 6, 7, 8, -9, 10])

onEach(() => {
  it('parallel changes the events of its names, and lets the others pass', () =>
    scoped(() => {
      const net = Layer.sequence(both, Layer.parallel({ label: Layer.relu }))
      const given = net.apply(net.init(from(1)))({ z: z(), label: label() })
      expect(valuesOf(given.label)).toEqual([0, 6, 7, 8, 0, 10])
      expect(valuesOf(given.z)).toEqual([1, 2, 3, 4])
    }))

  it('each layer has the parameters and the key of its name', () =>
    scoped(() => {
      const net = Layer.sequence(both, Layer.parallel({ z: Layer.dense(2), label: Layer.dense(2) }))
      const [, own] = net.init(from(1))
      expect(own.z.weight.sizes).toEqual([2, 2])
      expect(own.label.weight.sizes).toEqual([3, 2])
      const alone = Layer.dense(2).build([{ dim: 2, size: 2 }])
      if (typeof alone === 'string') throw new Error(alone)
      const { weight } = alone.init(child('z')(child(1)(from(1)))) as typeof own.z
      expect(valuesOf(own.z.weight)).toEqual(valuesOf(weight))
    }))

  it('fanout gives one event to several layers', () =>
    scoped(() => {
      const net = Layer.sequence(
        Layer.input([2]),
        Layer.fanout({ deep: Layer.sequence(Layer.input([2]), Layer.relu), skip: Layer.input([2]) }),
        Layer.concat('skip', 'deep'),
      )
      const x = tensorOf(['batch', 2], [1, 2], [-1, 2])
      const given = net.apply(net.init(from(1)))(x)
      expect(given.shape).toEqual(['batch', 4])
      expect(valuesOf(given)).toEqual([-1, 2, 0, 2])
    }))

  it('fanout of several events', () =>
    scoped(() => {
      const net = Layer.sequence(both, Layer.fanout({ all: Layer.concat('label', 'z'), own: Layer.pick('z') }))
      const given = net.apply(net.init(from(1)))({ z: z(), label: label() })
      expect(valuesOf(given.all)).toEqual([-5, 6, 7, 1, 2, 8, -9, 10, 3, 4])
      expect(valuesOf(given.own)).toEqual([1, 2, 3, 4])
    }))
})

describe('refusals at run time, in the words of the compiler', () => {
  onCpu()

  it.each([
    [[both, Layer.parallel({ label: Layer.dense(12, 8) })], 'layer 2 (parallel) at label: takes [12] but is given [3]'],
    [[both, Layer.parallel({ y: Layer.dense(8) })], 'layer 2 (parallel) is for y, which it is not given'],
    [[both, Layer.parallel({ z: Layer.normalHead(8) })], 'layer 2 (parallel) at z: a head must be last'],
    [
      [both, Layer.parallel({ z: Layer.fanout({ a: Layer.tanh, b: Layer.relu }) })],
      'layer 2 (parallel) at z: gives several events but must give one',
    ],
    [
      [Layer.inputs({ t: Layer.indices(5) }), Layer.parallel({ t: Layer.dense(8) })],
      'layer 2 (parallel) at t: takes numbers but is given indices below 5: begin with Layer.embedding',
    ],
    [
      [first, Layer.fanout({ a: Layer.dense(8), b: Layer.dense(49, 8) })],
      'layer 2 (fanout) at b: takes [49] but is given [2]',
    ],
    [
      [both, Layer.fanout({ a: Layer.concat('z', 'label'), b: Layer.dense(8) })],
      'layer 2 (fanout) at b: takes one event but is given several: join them with Layer.concat',
    ],
  ])('%#', (layers, message) => {
    expect(() => sequence(...layers)).toThrow(new ShapeError(message))
  })

  it('a layer that gives something else is refused at its name', () =>
    scoped(() => {
      const odd = { ...Layer.tanh, build: () => ({ ...buildOf(Layer.tanh), apply: () => () => null }) }
      const net = Layer.sequence(both, Layer.parallel({ z: odd }))
      expect(() => net.apply([null, { z: null }])({ z: z(), label: label() })).toThrow(
        new ShapeError('at z must give a tensor of [2] for each row but gives none'),
      )
    }))
})

const buildOf = (layer: Layer.Layer<Layer.Step>): Layer.Built => {
  const built = layer.build([{ dim: 2, size: 2 }])
  if (typeof built === 'string') throw new Error(built)
  return built
}
