import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import * as Random from '../../src/random/draw.js'
import { child, from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

type SpreadOf<Event> = { readonly spread: Layer.EventTensor<Event> }
type CountOf = { readonly steps: T.Tensor<readonly []> }

/** Adds noise of a learned spread in training, and counts the steps. */
interface Noisy extends Layer.ContextStep {
  readonly name: 'noisy'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: SpreadOf<this['in']>
  readonly kind: 'Tensor'
  readonly uses: 'noise' | 'state'
  readonly state: CountOf
}

const noisy = Layer.custom<Noisy>({
  name: 'noisy',
  uses: ['noise', 'state'],
  build: ([width]) => ({
    out: [width],
    init: () => ({ spread: T.addScalar(2)(T.zeros([width.dim], [width.size])) }),
    begin: () => ({ steps: T.scalar(0) }),
    run:
      ({ spread }, { key, mode, state }) =>
      (x) =>
        mode === 'evaluation'
          ? [x, state]
          : [T.same.add(T.trailing.mul(spread)(Random.normal(key)(x)))(x), { steps: T.addScalar(1)(state.steps) }],
  }),
})

/** Of one stated event. */
interface Still extends Layer.ContextStep {
  readonly name: 'still'
  readonly takes: readonly [2]
  readonly out: readonly [2]
  readonly parameters: null
  readonly kind: 'Tensor'
  readonly uses: 'noise'
  readonly state: null
}

const still = Layer.custom<Still>({
  name: 'still',
  takes: [2],
  uses: ['noise'],
  build: (out) => ({ out, init: () => null, begin: () => null, run: () => (x) => [x, null] }),
})

const net = Layer.sequence(Layer.input([2]), noisy, still)
const x = () => tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4])

describe('a layer of your own with a key, a mode and a state', () => {
  it('is run with the key of its place, and its state comes back', () =>
    scoped(() => {
      expect(net.uses).toEqual(['noise', 'state'])
      const key = from(5)
      const own = net.init(key)
      const [value, state] = net.run(own, { key, mode: 'training', state: net.begin() })(x())
      const noise = valuesOf(Random.normal(child(1)(key))({ shape: ['batch', 2], sizes: [2, 2] }))
      valuesOf(value).forEach((each, index) => {
        expect(each).toBeCloseTo(index + 1 + 2 * (noise[index] as number), 5)
      })
      const one: T.Tensor<readonly []> = state[1].steps
      expect(valuesOf(one)).toEqual([1])
      const [same, kept] = net.run(own, { key, mode: 'evaluation', state })(x())
      expect(valuesOf(same)).toEqual([1, 2, 3, 4])
      expect(valuesOf(kept[1].steps)).toEqual([1])
    }))

  it('must build its begin and its run', () => {
    const odd = (Layer.custom as (parts: unknown) => unknown)({
      name: 'odd',
      uses: ['noise'],
      build: (out: unknown) => ({ out, init: () => null, apply: () => (x: unknown) => x }),
    })
    expect(() => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([2]), odd)).toThrow(
      new ShapeError('layer 2 (odd) must build a layer: its out, init, begin and run'),
    )
  })

  it('of one event refuses others', () => {
    expect(() => (Layer.sequence as (...layers: unknown[]) => unknown)(Layer.input([3]), still)).toThrow(
      new ShapeError('layer 2 (still) takes [2] but is given [3]'),
    )
  })
})
