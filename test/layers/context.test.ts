import { describe, expect, it } from 'vitest'
import type { Context, ContextStep } from '../../src/layers/context.js'
import * as Layer from '../../src/layers/index.js'
import { madeOf } from '../../src/layers/layer.js'
import { child, from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

/** A layer that adds its state, which counts how often it has run, and writes down what it was given. */
interface Counting extends ContextStep {
  readonly name: 'counting'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: null
  readonly kind: 'Tensor'
  readonly uses: 'state'
  readonly state: { readonly count: T.Tensor<readonly []> }
}

const seen: Context<never>[] = []

const counting: Layer.Layer<Counting> = madeOf({
  name: 'counting',
  takes: null,
  build: (given) => ({
    out: given,
    kind: 'Tensor',
    family: null,
    init: () => null,
    apply: () => () => null,
    uses: ['state'],
    begin: () => ({ count: T.scalar(0) }),
    run:
      (_none: null, context: Context<{ readonly count: T.Tensor<readonly []> }>) =>
      (x: T.Tensor<readonly ['batch', 2]>) => {
        seen.push(context as Context<never>)
        return [T.addScalar(1)(x), { count: T.addScalar(1)(context.state.count) }]
      },
  }),
})

const net = Layer.sequence(Layer.input([2]), counting, Layer.tanh, counting)
const x = () => tensorOf(['batch', 2], [1, 2], [1, 2])

describe('a network whose layers have a state', () => {
  it('begins with the state of each layer, and says what it uses', () =>
    scoped(() => {
      const begun = net.begin()
      expect([begun[0], begun[2]]).toEqual([null, null])
      expect(valuesOf(begun[1].count)).toEqual([0])
      expect(net.uses).toEqual(['state'])
    }))

  it('run gives what the layers give, and the state after', () =>
    scoped(() => {
      seen.length = 0
      const key = from(3)
      const [value, state] = net.run([null, null, null, null], { key, mode: 'training', state: net.begin() })(x())
      expect(valuesOf(value)[0]).toBeCloseTo(Math.tanh(2) + 1, 6)
      expect(valuesOf(state[1].count)).toEqual([1])
      expect(valuesOf(state[3].count)).toEqual([1])
      expect(seen.map(({ mode }) => mode)).toEqual(['training', 'training'])
      expect(seen.map((context) => context.key)).toEqual([child(1)(key), child(3)(key)])
      const [, again] = net.run([null, null, null, null], { key, mode: 'training', state })(x())
      expect(valuesOf(again[1].count)).toEqual([2])
    }))

  it('apply refuses, and so does another state', () =>
    scoped(() => {
      expect(() => (net.apply as unknown as (none: unknown) => unknown)([null, null, null, null])).toThrow(
        new ShapeError('apply: the network uses a state: call run, which takes a context'),
      )
      const run = net.run([null, null, null, null], { key: from(1), mode: 'training', state: [null] as never })
      expect(() => run(x())).toThrow(new ShapeError('sequence: takes the state of 4 layers but is given that of 1'))
    }))

  it('nests, also side by side', () =>
    scoped(() => {
      const inner = Layer.sequence(Layer.input([2]), counting)
      const outer = Layer.sequence(Layer.inputs({ a: [2], b: [2] }), Layer.parallel({ a: inner, b: Layer.tanh }))
      expect(outer.uses).toEqual(['state'])
      const begun = outer.begin()
      expect(begun[1].b).toBe(null)
      const [value, state] = outer.run([null, { a: [null, null], b: null }], {
        key: from(3),
        mode: 'evaluation',
        state: begun,
      })({ a: x(), b: x() })
      expect(valuesOf(value.a)).toEqual([2, 3])
      expect(valuesOf(state[1].a[1].count)).toEqual([1])
    }))
})

describe('a network that uses nothing', () => {
  it('has run too, which gives what apply gives', () =>
    scoped(() => {
      const plain = Layer.sequence(Layer.dense(2, 2), Layer.tanh) as never as Layer.AnyNetwork & {
        apply: (own: unknown) => (x: unknown) => T.AnyTensor
      }
      const own = plain.init(from(1))
      const [value, state] = plain.run(own, { key: from(1), mode: 'training', state: plain.begin() })(x())
      expect(valuesOf(value as T.AnyTensor)).toEqual(valuesOf(plain.apply(own)(x())))
      expect([plain.uses, plain.begin(), state]).toEqual([[], null, null])
    }))
})
