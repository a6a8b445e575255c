import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import type * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { indicesOf } from './reference.js'

/** What the compiler has been kept from checking. */
const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown

const both = Layer.inputs({ z: [2], label: [3] })
const tokens = Layer.inputs({ z: [2], token: Layer.indices(5) })
const image = Layer.inputs({ x: [2, 2], label: [3] })
const first = Layer.dense(4, 2)

onEach(() => {
  const z = () => tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4])
  const label = () => tensorOf(['batch', 3], [2, 3], [5, 6, 7, 8, 9, 10])

  it('concat joins in the order of its names', () =>
    scoped(() => {
      const joined = (net: {
        apply: (
          none: readonly [null, null],
        ) => (x: { z: ReturnType<typeof z>; label: ReturnType<typeof label> }) => T.Tensor<readonly ['batch', 5]>
      }) => valuesOf(net.apply([null, null])({ z: z(), label: label() }))
      expect(joined(Layer.sequence(both, Layer.concat('z', 'label')))).toEqual([1, 2, 5, 6, 7, 3, 4, 8, 9, 10])
      expect(joined(Layer.sequence(both, Layer.concat('label', 'z')))).toEqual([5, 6, 7, 1, 2, 8, 9, 10, 3, 4])
    }))

  it('concat takes one number a row as an axis of 1, and names', () =>
    scoped(() => {
      const size = named('size', 2)
      const net = Layer.sequence(Layer.inputs({ t: [], z: [size] }), Layer.concat('t', 'z'))
      const given = net.apply([null, null])({
        t: tensorOf(['batch'], [2], [7, 8]),
        z: tensorOf(['batch', 'size'], [2, 2], [1, 2, 3, 4]),
      })
      const kept: T.Tensor<readonly ['batch', 'size+1']> = given
      expect(kept.shape).toEqual(['batch', 'size+1'])
      expect(valuesOf(kept)).toEqual([7, 1, 2, 8, 3, 4])
    }))

  it('pick gives one of them', () =>
    scoped(() => {
      const net = Layer.sequence(both, Layer.pick('label'))
      expect(valuesOf(net.apply([null, null])({ z: z(), label: label() }))).toEqual([5, 6, 7, 8, 9, 10])
    }))

  it('an embedding gives the rows of its table', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.indices(3), Layer.embedding(2))
      const table = tensorOf([3, 2], [3, 2], [1, 2, 3, 4, 5, 6])
      const given = net.apply([null, { table }])(indicesOf(['batch'], [4], 3, [2, 0, 1, 2]))
      expect(given.shape).toEqual(['batch', 2])
      expect(valuesOf(given)).toEqual([5, 6, 1, 2, 3, 4, 5, 6])
    }))

  it('an embedding of several indices has their axes', () =>
    scoped(() => {
      const net = Layer.sequence(Layer.indices(3, [2]), Layer.embedding(2), Layer.flatten)
      const [, own] = net.init(from(4))
      expect(own.table.shape).toEqual([3, 2])
      const given = net.apply([null, own, null])(indicesOf(['batch', 2], [1, 2], 3, [1, 1]))
      expect(given.shape).toEqual(['batch', 4])
      const [a, b, c, d] = valuesOf(given)
      expect([a, b]).toEqual([c, d])
      expect([a, b]).toEqual(valuesOf(own.table).slice(2, 4))
    }))
})

describe('refusals at run time, in the words of the compiler', () => {
  onCpu()

  const several = 'takes one event but is given several: join them with Layer.concat'

  it.each([
    [[both, Layer.dense(500)], `layer 2 (dense) ${several}`],
    [[both, Layer.tanh], `layer 2 (tanh) ${several}`],
    [[both, Layer.sequence(Layer.dense(30, 5))], `layer 2 (sequence) ${several}`],
    [[first, Layer.concat('z', 'label')], 'layer 2 (concat) takes several events but is given [2]'],
    [[first, Layer.pick('z')], 'layer 2 (pick) takes several events but is given [2]'],
    [[first, Layer.parallel({ z: Layer.tanh })], 'layer 2 (parallel) takes several events but is given [2]'],
    [[first, both], 'layer 2 (inputs) takes several events but is given [2]'],
    [[Layer.concat('z')], 'layer 1 (concat) does not say what it takes: begin with Layer.input(shape)'],
    [[both, Layer.concat('z')], 'layer 2 (concat) leaves out label: name it too'],
    [[both, Layer.concat('z', 'y', 'label')], 'layer 2 (concat) joins y, which it is not given'],
    [
      [image, Layer.concat('x', 'label')],
      'layer 2 (concat) joins events of one axis but x is [2, 2]: flatten it with Layer.parallel',
    ],
    [
      [tokens, Layer.concat('z', 'token')],
      'layer 2 (concat) joins numbers but token is indices below 5: embed it with Layer.parallel',
    ],
    [[both, Layer.pick('y')], 'layer 2 (pick) picks y, which it is not given'],
    [
      [Layer.indices(10), Layer.dense(8)],
      'layer 2 (dense) takes numbers but is given indices below 10: begin with Layer.embedding',
    ],
    [
      [Layer.indices(10, [12]), Layer.tanh],
      'layer 2 (tanh) takes numbers but is given [12] indices below 10: begin with Layer.embedding',
    ],
    [
      [Layer.indices(10), Layer.embedding(12, 8)],
      'layer 2 (embedding) takes indices below 12 but is given indices below 10',
    ],
    [[first, Layer.embedding(8)], 'layer 2 (embedding) takes indices but is given [2]'],
    [[both, Layer.embedding(8)], 'layer 2 (embedding) takes indices but is given several events'],
    [
      [Layer.inputs({ z: [2] }), Layer.sequence(both, Layer.pick('z'))],
      'layer 2 (sequence) takes label, which it is not given',
    ],
    [
      [Layer.inputs({ z: [2], label: [12] }), Layer.sequence(both, Layer.pick('z'))],
      'layer 2 (sequence) at label: takes [3] but is given [12]',
    ],
    [
      [Layer.inputs({ z: [2], label: [3], y: [1] }), Layer.sequence(both, Layer.pick('z'))],
      'layer 2 (sequence) is given y, which it does not take',
    ],
  ])('%#', (layers, message) => {
    expect(() => sequence(...layers)).toThrow(new ShapeError(message))
  })

  it('of sizes', () => {
    expect(() => Layer.inputs({ z: [0] } as never)).toThrow(
      new ShapeError('inputs: a dimension must be a positive whole number, not 0'),
    )
    expect(() => Layer.inputs({ z: 20 } as never)).toThrow(
      new ShapeError('inputs: z is not an event: give a list of sizes, or Layer.indices'),
    )
    expect(() => (Layer.concat as () => unknown)()).toThrow(
      new ShapeError('concat: takes one name or more but is given none'),
    )
  })

  it('of what it is applied to', () =>
    scoped(() => {
      const net = Layer.sequence(both, Layer.concat('z', 'label'))
      const apply = net.apply([null, null]) as (x: unknown) => unknown
      const z = tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4])
      const label = tensorOf(['rows', 3], [1, 3], [1, 2, 3])
      expect(() => apply({ z })).toThrow(new ShapeError('sequence: at label: takes rows of [3] but is given no tensor'))
      expect(() => apply(z)).toThrow(new ShapeError('sequence: at z: takes rows of [2] but is given no tensor'))
      expect(() => apply(null)).toThrow(new ShapeError('sequence: at z: takes rows of [2] but is given no tensor'))
      expect(() => apply({ z, label })).toThrow(
        new ShapeError('sequence: takes rows of one axis but is given batch for z and rows for label'),
      )
      const embedded = Layer.sequence(Layer.indices(3), Layer.embedding(2))
      const lookUp = embedded.apply(embedded.init(from(1))) as (x: unknown) => unknown
      expect(() => lookUp(z)).toThrow(new ShapeError('sequence: takes rows of indices below 3 but is given a tensor'))
      expect(() => lookUp(indicesOf(['batch'], [1], 4, [3]))).toThrow(
        new ShapeError('sequence: takes rows of indices below 3 but is given indices below 4'),
      )
    }))
})

describe('a network of several events', () => {
  it('knows them, and says them as text', () => {
    const net = Layer.sequence(tokens, Layer.parallel({ token: Layer.embedding(3) }), Layer.concat('z', 'token'))
    expect(net.input).toEqual({
      z: [{ dim: 2, size: 2 }],
      token: { _tag: 'indices', sizes: [], below: { dim: 5, size: 5 } },
    })
    expect(Layer.describe(net)).toBe(
      '{ z: [2], token: indices below 5 } → inputs → parallel { z: [2], token: [3] } → concat 5',
    )
  })
})
