import { describe, expect, it } from 'vitest'
import type { BuiltCoding } from '../../src/layers/coding.js'
import * as Layer from '../../src/layers/index.js'
import type { Rows } from '../../src/layers/nearest.js'
import { NO_CONTEXT } from '../../src/layers/running.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

const { conv2d, conv2dTranspose, dense, input, quantizeLevels, sequence } = Layer

const parts = {
  down: sequence(input([2, 2, 1]), conv2d(1, { kernel: 2, stride: 2 })),
  up: sequence(input([1, 1, 1]), conv2dTranspose(1, { kernel: 2, stride: 2 })),
  below: sequence(input([2, 2, 1]), conv2d(1, { kernel: 1 })),
}
const levels = quantizeLevels({ ...parts, top: 2, bottom: 3 })

/** A filter that takes all numbers by one weight. */
const filled = <Params>(params: Params, weight: number): Params =>
  T.Tree.map(
    <Shape extends readonly unknown[]>(leaf: T.Tensor<Shape>): T.Tensor<Shape> =>
      T.addScalar(leaf.shape.length > 1 ? weight : 0)(T.zerosLike(leaf)),
  )(params) as Params

/** Down is the mean of four, up the same number four times, and what is below is what it is given. */
const params = () => {
  const own = levels.build([2, 2, 1].map((size) => ({ dim: size, size }))) as BuiltCoding
  const { down, up, below } = own.init(from(1)) as Readonly<Record<'down' | 'up' | 'below', unknown>>
  return {
    own,
    all: {
      down: filled(down, 0.25),
      top: tensorOf(['codes', 'channels'], [2, 1], [0, 2.5]),
      up: filled(up, 1),
      below: filled(below, 1),
      bottom: tensorOf(['codes', 'channels'], [3, 1], [1, 3, 6]),
    },
  }
}
const image = () => tensorOf(['batch', 2, 2, 1], [1, 2, 2, 1], [1, 1, 3, 3]) as unknown as Rows

onEach(() => {
  it('codes the coarse view first, and below it what is given with that, by hand', () =>
    scoped(() => {
      const { own, all } = params()
      const { value, encoded, chosen } = own.coding.run(all as never, NO_CONTEXT as never)(image())[0]
      // the mean is 2, and 2.5 its code; with it there are 3.5 and 5.5, whose codes are 3 and 6
      expect([...valuesOf(encoded)]).toEqual([2, 3.5, 3.5, 5.5, 5.5])
      expect([...valuesOf(chosen)]).toEqual([2.5, 3, 3, 6, 6])
      expect([...valuesOf(value)]).toEqual([5.5, 5.5, 8.5, 8.5])
    }))
})

describe('quantizeLevels', () => {
  onCpu()

  it('sends the gradient through both levels, to its networks, and none to the codes', () =>
    scoped(() => {
      const { own, all } = params()
      const of = (at: { readonly x: Rows; readonly all: typeof all }) => {
        const { value } = own.coding.run(at.all as never, NO_CONTEXT as never)(at.x)[0]
        return [T.sum('latent', 'batch')(T.flattenEvent('latent')(value)) as T.Tensor<readonly []>, null] as const
      }
      const { gradient } = T.valueAndGradient(of)({ x: image(), all })
      // each number goes on by itself below, and by a quarter to each of four sums on both ways of what is raised
      expect([...valuesOf(gradient.x)]).toEqual([3, 3, 3, 3])
      expect([...valuesOf(gradient.all.top), ...valuesOf(gradient.all.bottom)]).toEqual([0, 0, 0, 0, 0])
    }))

  it('refuses networks that go elsewhere, and other events', () => {
    const make = quantizeLevels as (given: unknown) => unknown
    expect(() => make({ ...parts, up: parts.below, top: 2, bottom: 3 })).toThrow(
      new ShapeError('quantizeLevels: up must go from [1, 1, 1] to [2, 2, 1], not from [2, 2, 1] to [2, 2, 1]'),
    )
    expect(() => make({ ...parts, down: Layer.tanh, top: 2, bottom: 3 })).toThrow(
      new ShapeError('quantizeLevels: down is not a network that gives a Tensor, without noise and state'),
    )
    expect(() => make({ ...parts, top: 0, bottom: 3 })).toThrow(
      new ShapeError('quantizeLevels: the number of codes must be a positive whole number, not 0'),
    )
    expect(() => (sequence as (...layers: unknown[]) => unknown)(input([4, 4, 1]), levels)).toThrow(
      new ShapeError('layer 2 (quantizeLevels) takes [2, 2, 1] but is given [4, 4, 1]'),
    )
    const codes = named('codes', 3)
    const flat = quantizeLevels({
      ...{ top: 2, bottom: 3 },
      down: sequence(input([codes]), dense(2)),
      up: sequence(input([2]), dense(codes)),
      below: sequence(input([codes]), dense(codes)),
    })
    expect(flat.build([named('codes', 4)])).toBe('takes [codes] of sizes [3] but is given sizes [4]')
  })
})
