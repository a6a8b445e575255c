import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Joint, Layer, MixturePrior } from '../../src/index.js'
import { ShapeError } from '../../src/shapes/defect.js'

const { bernoulliHead, dense, normalHead, sequence, tanh } = Layer

const prior = DiagonalNormal.standard(20)
const encoder = sequence(dense(784, 500), tanh, normalHead(20))
const decoder = sequence(dense(20, 500), tanh, bernoulliHead(784))

/** What the types refuse, as a cast lets it through. */
type Anything = (...given: readonly unknown[]) => unknown
const [variable, value] = [Joint.variable, Joint.value] as unknown as readonly [Anything, Anything]

describe('a variable', () => {
  it('is of a prior, of a network, computed, or given', () => {
    expect(Joint.variable('z', prior)).toMatchObject({ from: 'StandardNormal', over: 'real', shape: [20], needs: {} })
    expect(Joint.variable('x', decoder, 'z')).toMatchObject({
      from: 'Bernoulli',
      over: 'binary',
      shape: [784],
      needs: { z: [20] },
    })
    expect(Joint.value('h', sequence(dense(784, 5)), 'x')).toMatchObject({ from: 'value', shape: [5] })
    expect(Joint.given('y', [3], 'oneHot')).toMatchObject({ from: 'given', over: 'oneHot', shape: [3] })
    const index = Joint.given('y', Layer.indices(3, [2]))
    expect(index).toMatchObject({ from: 'given', over: 'indices', shape: { event: [2] } })
    expect(index.built).toMatchObject({ event: [{ dim: 2, size: 2 }], below: { dim: 3, size: 3 } })
  })

  it('has the parameters of its network, or of a prior that is learned', () => {
    expect(Joint.variable('z', prior).built.prior).toBe(prior)
    expect(Joint.variable('x', decoder, 'z').init).toBe(decoder.init)
    const learned = MixturePrior.learned({ components: 3 })(20)
    expect(Joint.variable('z', learned).init).toBe(learned.init)
  })

  it.each([
    [
      "joint: x takes [20] of one variable: say of which, as in Joint.variable('x', network, 'z')",
      () => variable('x', decoder),
    ],
    [
      'joint: h gives a Tensor: end it in a head such as Layer.normalHead, or define it with Joint.value',
      () => variable('h', sequence(dense(2, 3)), 'x'),
    ],
    ['joint: z is a DiagonalNormal: define it with Joint.variable', () => value('z', encoder, 'x')],
    ['joint: z is a StandardNormal: define it with Joint.variable', () => value('z', prior)],
    ['joint: the distribution of z is neither a network nor a prior', () => variable('z', 20)],
    ['joint: the name is empty', () => variable('', prior)],
    ['joint: the name must be a string, not 3', () => variable(3, prior)],
    ['given: takes a list of sizes, or Layer.indices', () => Joint.given('y', 10 as never)],
    ['given: takes a list of sizes, or Layer.indices', () => Joint.given('y', Layer.dense(10) as never)],
    ['given: a dimension must be a positive whole number, not -10', () => Joint.given('y', [-10 as 10])],
  ])('refuses in the words of the compiler: %s', (message, made) => {
    expect(made).toThrow(new ShapeError(message))
  })
})
