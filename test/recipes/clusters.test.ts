import { describe, expect, it } from 'vitest'
import { Categorical, DiagonalNormal, Joint, Layer, MixturePrior, Vae, VampPrior } from '../../src/index.js'
import { ofJoint } from '../../src/recipes/jointLooks.js'
import { ofVae } from '../../src/recipes/looks.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, reshape, sequence } = Layer

const identity = (size: number) => ({
  weight: tensorOf(
    [size, size],
    [size, size],
    Array.from({ length: size * size }, (_, at) => (at % (size + 1) ? 0 : 1)),
  ),
  bias: tensorOf([size], [size], Array(size).fill(0)),
})

/** The clusters of some rows. */
const found = (looks: object, params: object, size: number, values: readonly number[]): readonly number[] =>
  scoped(() => {
    const { clusters } = looks as Pick<ReturnType<typeof ofVae>, 'clusters'>
    const x = tensorOf(['rows', size], [values.length / size, size], values)
    const all = clusters?.of(params as never)(x as never)
    const [rows = 0, count = 0] = all?.sizes ?? []
    const numbers = valuesOf(all as never)
    return Array.from({ length: rows }, (_, row) => {
      const own = numbers.slice(row * count, (row + 1) * count)
      expect([own.filter((each) => each === 1).length, own.filter((each) => each === 0).length]).toEqual([1, count - 1])
      return own.indexOf(1)
    })
  })

describe('the cluster of an example', () => {
  it('is the most probable class of a latent of one', () => {
    const model = Vae.make({
      encoder: sequence(categoricalHead(3, 3)),
      decoder: sequence(bernoulliHead(3, 3)),
      prior: Categorical.standard(3),
    })
    const params = { encoder: [identity(3)], decoder: [identity(3)] }
    // the logits are the numbers themselves
    expect(found(ofVae(model), params, 3, [0.2, 0.9, 0.1, 5, -1, 4, 0, 0, 0.1])).toEqual([1, 0, 2])
  })

  it('is of a learned mixture the component that its code is most probably of, by weights and variances', () => {
    const model = Vae.make({
      encoder: sequence(normalHead(1, 1)),
      decoder: sequence(bernoulliHead(1, 1)),
      prior: MixturePrior.learned({ components: 2 })(1),
    })
    const zero = { weight: tensorOf([1, 1], [1, 1], [0]), bias: tensorOf([1], [1], [0]) }
    const params = {
      encoder: [{ mean: identity(1), logVariance: zero }],
      decoder: [identity(1)],
      prior: {
        logits: tensorOf(['components'], [2], [1, 0]),
        mean: tensorOf(['components', 1], [2, 1], [-1, 1]),
        logVariance: tensorOf(['components', 1], [2, 1], [0, 0]),
      },
    }
    // 1 - (z + 1)² / 2 = -(z - 1)² / 2 at z = ½: there is the border, not at 0
    expect(found(ofVae(model), params, 1, [-3, 0.4, 0.6, 2])).toEqual([0, 0, 1, 1])
  })

  it('is of a VampPrior the learned input whose posterior its code is most probably of', () => {
    const encoder = sequence(normalHead(1, 1))
    const model = Vae.make({
      encoder,
      decoder: sequence(bernoulliHead(1, 1)),
      prior: VampPrior.through(encoder, { pseudoInputs: 3 }),
    })
    const zero = { weight: tensorOf([1, 1], [1, 1], [0]), bias: tensorOf([1], [1], [0]) }
    const params = {
      encoder: [{ mean: identity(1), logVariance: zero }],
      decoder: [identity(1)],
      prior: { pseudoInputs: tensorOf([3, 1], [3, 1], [4, -4, 0]) },
    }
    expect(found(ofVae(model), params, 1, [-2.1, -1.9, 1.9, 2.1])).toEqual([1, 2, 2, 0])
  })

  it('is the class that q(y|x) says of a joint, which may have names', () => {
    const model = Vae.of({
      p: Joint.of(
        Joint.variable('y', Categorical.standard(3)),
        Joint.variable('z', sequence(normalHead(3, 2)), 'y'),
        Joint.variable('x', sequence(bernoulliHead(2, 3)), 'z'),
      ),
      q: Joint.of(
        Joint.given('x', [3]),
        Joint.variable('y', sequence(categoricalHead(3, 3)), 'x'),
        Joint.variable('z', sequence(inputs({ x: [3], y: [3] }), concat('x', 'y'), normalHead(2))),
      ),
    })
    const params = { p: {}, q: { y: [identity(3)] } }
    expect(found(ofJoint(model), params, 3, [0.2, 0.9, 0.1, 5, -1, 4])).toEqual([1, 0])
    expect(ofJoint(model).clusters?.names).toBeNull()
    expect(ofJoint(model, { names: { y: ['a', 'b', 'c'] } }).clusters?.names).toEqual(['a', 'b', 'c'])
  })

  it('is not there of a latent of numbers, nor of several classes', () => {
    const of = (encoder: object, decoder: object, prior: object) =>
      ofVae(Vae.make({ encoder, decoder, prior } as never) as never).clusters
    expect(of(sequence(normalHead(3, 2)), sequence(bernoulliHead(2, 3)), DiagonalNormal.standard(2))).toBeUndefined()
    expect(
      of(
        sequence(dense(3, 6), reshape([2, 3]), Layer.categoricalLogits),
        sequence(Layer.input([2, 3]), Layer.flatten, bernoulliHead(3)),
        Categorical.standard(2, 3),
      ),
    ).toBeUndefined()
  })
})
