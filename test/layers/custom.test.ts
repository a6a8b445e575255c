import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

type ScaleShiftOf<Event> = {
  readonly scale: Layer.EventTensor<Event>
  readonly shift: Layer.EventTensor<Event>
}

interface ScaleShift extends Layer.Step {
  readonly name: 'scaleShift'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: ScaleShiftOf<this['in']>
  readonly kind: 'Tensor'
}

const scaleShift = Layer.custom<ScaleShift>({
  name: 'scaleShift',
  build: ([width]) => ({
    out: [width],
    init: () => ({
      scale: pipe(T.zeros([width.dim], [width.size]), T.addScalar(1)),
      shift: T.zeros([width.dim], [width.size]),
    }),
    apply:
      ({ scale, shift }) =>
      (x) =>
        pipe(x, T.mul(scale), T.add(shift)),
  }),
})

const inner = Layer.sequence(Layer.dense(2, 2))

interface Residual extends Layer.Step {
  readonly name: 'residual'
  readonly takes: readonly [2]
  readonly out: readonly [2]
  readonly parameters: ReturnType<typeof inner.init>
  readonly kind: 'Tensor'
}

const residual = Layer.custom<Residual>({
  name: 'residual',
  takes: [2],
  build: (out) => ({
    out,
    init: inner.init,
    apply: (own) => (x) => pipe(x, T.same.add(inner.apply(own)(x))),
  }),
})

const key = from(3)
const x = () => tensorOf(['batch', 2], [3, 2], [1, 2, 3, 4, 5, 6])

describe('a layer of a user’s own', () => {
  it('is built for the event of the layer before it, and applied', () => {
    const net = Layer.sequence(Layer.input([2]), scaleShift)
    const own = { scale: tensorOf([2], [2], [10, 100]), shift: tensorOf([2], [2], [1, 2]) }
    expect(valuesOf(net.apply([null, own])(x()))).toEqual([11, 202, 31, 402, 51, 602])
    expect(T.Tree.leaves(net.init(key)).map(({ path, value }) => [path, valuesOf(value)])).toEqual([
      ['1.scale', [1, 1]],
      ['1.shift', [0, 0]],
    ])
  })

  it('holds a network, whose parameters are its own', () => {
    const net = Layer.sequence(Layer.input([2]), residual)
    const weight = tensorOf([2, 2], [2, 2], [0, 1, 1, 0])
    const own = [{ weight, bias: tensorOf([2], [2], [0, 1]) }] as const
    // x + (x with its numbers changed about, plus a bias)
    expect(valuesOf(net.apply([null, own])(x()))).toEqual([3, 4, 7, 8, 11, 12])
    expect(T.Tree.leaves(net.init(key)).map(({ path }) => path)).toEqual(['1.0.weight', '1.0.bias'])
  })

  it('is refused for another event than it takes', () => {
    const sequence = Layer.sequence as (...layers: readonly unknown[]) => unknown
    expect(() => sequence(Layer.input([3]), residual)).toThrow(
      new ShapeError('layer 2 (residual) takes [2] but is given [3]'),
    )
  })

  it('takes sizes that are whole numbers above 0', () => {
    const custom = Layer.custom as unknown as (parts: object) => unknown
    expect(() => custom({ name: 'own', takes: [2.5], build: () => 'no' })).toThrow(
      new ShapeError('own: a dimension must be a positive whole number, not 2.5'),
    )
  })
})

// -----------------------------------------------------------------------------
// what a cast has let past the compiler
// -----------------------------------------------------------------------------

interface Parts {
  readonly out?: unknown
  readonly init?: () => unknown
  readonly apply?: (own: never) => (x: T.AnyTensor) => unknown
}

/** A layer of what would not compile, after one of two inputs. */
const netOf = (parts: (out: readonly unknown[]) => Parts) => {
  const custom = Layer.custom as unknown as (parts: object) => Layer.Layer<Layer.Activation<'own'>>
  const own = custom({
    name: 'own',
    build: (out: readonly unknown[]) => ({
      out,
      init: () => null,
      apply: () => (given: unknown) => given,
      ...parts(out),
    }),
  })
  return Layer.sequence(Layer.input([2]), own)
}

const meant = () => (given: T.AnyTensor) => T.mean(1)(given as T.Tensor<readonly ['batch', 2]>)
const gained =
  ({ gain }: { readonly gain: T.Tensor<readonly [2]> }) =>
  (given: T.AnyTensor) =>
    pipe(given as T.Tensor<readonly ['batch', 2]>, T.mul(gain))

describe('at run time it says in words', () => {
  const wrong: readonly (readonly [words: string, parts: (out: readonly unknown[]) => Parts])[] = [
    ['layer 2 (own) must give [batch, 2] but gives [batch]', () => ({ apply: meant })],
    ['layer 2 (own) must give [batch, 3] but gives [batch, 2]', () => ({ out: [{ dim: 3, size: 3 }] })],
    [
      'layer 2 (own) must give sizes [3, 2] but gives [3, 1]',
      () => ({ apply: () => () => tensorOf(['batch', 2], [3, 1], [1, 2, 3]) }),
    ],
    ['layer 2 (own) must give a tensor of [2] for each row but gives none', () => ({ apply: () => () => 3 })],
    [
      'layer 2 (own) reads the parameter gain, which its init does not give: it gives [scale]',
      () => ({ init: () => ({ scale: tensorOf([2], [2], [1, 1]) }), apply: gained }),
    ],
    ['layer 2 (own) reads the parameter gain, which its init does not give: it gives none', () => ({ apply: gained })],
  ]

  it.each(wrong)('%s', (words, parts) => {
    const net = netOf(parts)
    expect(() => scoped(() => net.apply(net.init(key))(x()))).toThrow(new ShapeError(words))
  })

  it.each<readonly [string, Parts | null]>([
    ['no out', { out: undefined }],
    ['no init', { init: undefined } as object],
    ['no apply', { apply: undefined } as object],
  ])('that it builds a layer with %s', (_, parts) => {
    expect(() => netOf(() => parts ?? {})).toThrow(
      new ShapeError('layer 2 (own) must build a layer: its out, init and apply'),
    )
  })

  it('what else a layer throws, as it is', () => {
    const net = netOf(() => ({
      apply: () => () => {
        throw new RangeError('too far')
      },
    }))
    expect(() => net.apply(net.init(key))(x())).toThrow('layer 2 (own): too far')
  })
})
