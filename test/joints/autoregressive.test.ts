import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import { Elbo, Joint, Key, Layer, T, Vae } from '../../src/index.js'
import { ofJoint } from '../../src/recipes/jointLooks.js'
import { ShapeError } from '../../src/shapes/defect.js'
import type { AnyTensor } from '../../src/tensors/tensor.js'
import { onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'

onWebAssembly()

const { bernoulliLogits, categoricalLogits, concat, dense, inputs, maskedDense, normalHead, sequence } = Layer

/** Four bits, each given those before it and a latent of two numbers. */
const decoder = sequence(
  inputs({ z: [2], x: [4] }),
  Layer.parallel({
    z: sequence(dense(2, 4)),
    x: sequence(maskedDense(4, 4, { input: (at) => at + 1, output: (at) => at })),
  }),
  concat('z', 'x'),
  // the latent for all, and what is before for each
  maskedDense(8, 4, { input: (at) => Math.max(0, at - 3), output: (at) => at + 1 }),
  bernoulliLogits,
)
const model = Vae.of({
  p: Joint.of(Joint.variable('z', DiagonalNormal.standard(2)), Joint.autoregressive('x', decoder)),
  q: Joint.of(Joint.given('x', [4], 'binary'), Joint.variable('z', sequence(normalHead(4, 2)), 'x')),
})
const params = () => T.Tree.map(T.mulScalar(3))(model.init(Key.from(5))) as ReturnType<typeof model.init>
const ALL = Array.from({ length: 16 }, (_, at) => [8, 4, 2, 1].map((bit) => Number((at & bit) > 0)))

/** `p(x|z)` of every four bits, at one latent. */
const densities = (own: ReturnType<typeof params>): readonly number[] => {
  const z = tensorOf(['batch', 2], [16, 2], Array.from({ length: 16 }, () => [0.4, -0.7]).flat())
  const x = tensorOf(['batch', 4], [16, 4], ALL.flat())
  const given = decoder.apply(own.p.x)({ z, x })
  return valuesOf(decoder.family.logProb(given)(x)).map(Math.exp)
}

describe('a variable that is given itself', () => {
  it('has a density whose sum over all that it may be is 1', () =>
    scoped(() => {
      const all = densities(params())
      expect(all.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5)
      expect(Math.max(...all) / Math.min(...all)).toBeGreaterThan(3)
    }))

  it('supplies that density, for every sample of the latent', () =>
    scoped(() => {
      const own = params()
      const x = tensorOf(['batch', 4], [2, 4], [1, 0, 1, 1, 0, 0, 1, 0])
      const { logLikelihood, z } = model.supply(own)({ values: { x }, key: Key.from(1), samples: 3 } as never)
      const rows = valuesOf(z)
      const wanted = [0, 1, 2].flatMap((sample) =>
        [0, 1].map((row) => {
          const at = 4 * sample + 2 * row
          const one = tensorOf(['batch', 2], [1, 2], rows.slice(at, at + 2))
          const seen = tensorOf(['batch', 4], [1, 4], valuesOf(x).slice(4 * row, 4 * row + 4))
          return valuesOf(decoder.family.logProb(decoder.apply(own.p.x)({ z: one, x: seen }))(seen))[0] as number
        }),
      )
      valuesOf(logLikelihood).forEach((each, at) => {
        expect(each).toBeCloseTo(wanted[at] as number, 5)
      })
    }))

  it('is drawn as often as its density says', () =>
    scoped(() => {
      const own = params()
      // the latent has no part in it: its weights are 0
      const alone = T.Tree.map(
        <Shape extends readonly unknown[]>(leaf: T.Tensor<Shape>): T.Tensor<Shape> =>
          leaf.sizes[0] === 2 ? T.zerosLike(leaf) : leaf,
      )(own)
      const count = 6000
      const drawn = valuesOf(Vae.draw(model)(alone, Key.from(9), count).samples.x)
      const frequencies = ALL.map(
        (bits) =>
          Array.from({ length: count }, (_, row) => bits.every((bit, at) => bit === drawn[4 * row + at])).filter(
            Boolean,
          ).length / count,
      )
      densities(alone).forEach((wanted, at) => {
        const error = Math.sqrt((wanted * (1 - wanted)) / count)
        expect(Math.abs((frequencies[at] as number) - wanted)).toBeLessThan(4 * error)
      })
    }))

  it('is a fixed point: the mean of each number is by those that are drawn before it', () =>
    scoped(() => {
      const own = params()
      const { samples, means } = Vae.draw(model)(own, Key.from(3), 5)
      const given = decoder.apply(own.p.x)({ z: samples.z, x: samples.x } as never)
      expect(valuesOf(means.x)).toEqual(valuesOf(decoder.family.mean(given as never) as AnyTensor))
    }))

  it('draws classes one after another: a class is one number', () =>
    scoped(() => {
      const words = sequence(
        inputs({ z: [2], x: [3, 5] }),
        Layer.parallel({ z: Layer.repeat(3), x: Layer.before }),
        Layer.each(concat('z', 'x')),
        Layer.scan(Layer.gru(6)),
        Layer.each(dense(5)),
        categoricalLogits,
      )
      const own = Vae.of({
        p: Joint.of(Joint.variable('z', DiagonalNormal.standard(2)), Joint.autoregressive('x', words)),
        q: Joint.of(
          Joint.given('x', [3, 5], 'oneHot'),
          Joint.variable('z', sequence(Layer.input([3, 5]), Layer.flatten, normalHead(2)), 'x'),
        ),
      })
      const all = T.Tree.map(T.mulScalar(4))(own.init(Key.from(5))) as ReturnType<typeof own.init>
      const { samples, means } = Vae.draw(own)(all, Key.from(3), 6)
      const rows = valuesOf(samples.x)
      expect(
        Array.from({ length: 18 }, (_, at) => rows.slice(5 * at, 5 * at + 5).reduce((sum, each) => sum + each, 0)),
      ).toEqual(Array.from({ length: 18 }, () => 1))
      const given = words.apply(all.p.x)({ z: samples.z, x: samples.x } as never)
      expect(valuesOf(means.x)).toEqual(valuesOf(words.family.mean(given as never) as AnyTensor))
    }))

  it('has an ELBO, reconstructions and new examples', () =>
    scoped(() => {
      const own = params()
      const x = tensorOf(['rows', 4], [2, 4], [1, 0, 1, 1, 0, 0, 1, 0])
      const { reconstruct, generate } = ofJoint(model) as Required<
        ReturnType<typeof ofJoint<never, never, never, never>>
      >
      expect(reconstruct(own as never)(x as unknown as AnyTensor).sizes).toEqual([2, 4])
      expect(generate(own as never, Key.from(1), 3).x.sizes).toEqual([3, 4])
      expect(Elbo.describe(Elbo.elbo).guarantee).toBe('bound')
    }))
})

describe('refusals, in the words of the compiler', () => {
  const itself = Joint.autoregressive('x', decoder)
  it.each<readonly [string, () => unknown]>([
    [
      'joint: y is not given itself: name an input y, or define it with Joint.variable',
      () => Joint.autoregressive('y', decoder as never),
    ],
    [
      'joint: x is given itself [3], but x is [4]',
      () =>
        Joint.autoregressive(
          'x',
          sequence(inputs({ z: [2], x: [3] }), concat('z', 'x'), dense(4), bernoulliLogits) as never,
        ),
    ],
    [
      'joint: x is given itself',
      () => Joint.of(Joint.variable('z', DiagonalNormal.standard(2)), Joint.variable('x', decoder) as never),
    ],
    [
      'joint: y shares the network of x, which is given itself: give it one of its own',
      () => Joint.shared('y', itself as never),
    ],
    [
      'vae: q draws x, which is autoregressive: that is for what is observed',
      () =>
        Vae.of({
          p: Joint.of(Joint.given('y', [3]), Joint.variable('z', DiagonalNormal.standard(2)), itself),
          q: Joint.of(Joint.given('y', [3]), Joint.variable('x', sequence(Layer.bernoulliHead(3, 4)), 'y')),
        } as never),
    ],
  ])('%s', (words, make) => expect(make).toThrow(new ShapeError(words)))
})
