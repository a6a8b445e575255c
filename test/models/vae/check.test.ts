import { expect, it } from 'vitest'
import * as Distributions from '../../../src/distributions/index.js'
import * as Layer from '../../../src/layers/index.js'
import { vaeFault } from '../../../src/models/vae/check.js'

const decoder = Layer.sequence(Layer.input([2]), Layer.dense(5), Layer.bernoulliHead(6))
const encoders = {
  normal: Layer.sequence(Layer.normalHead(6, 2)),
  laplace: Layer.sequence(Layer.laplaceHead(6, 2)),
  relaxed: Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 0.5 })(6, 2)),
  binary: Layer.sequence(Layer.bernoulliHead(6, 2)),
  classes: Layer.sequence(Layer.categoricalHead(6, 2)),
}
const said = (encoder: unknown, prior: unknown, other: unknown = decoder) =>
  vaeFault(encoder as never, other as never, prior as never)

it('lets pass what is over the same numbers', () => {
  for (const encoder of [encoders.normal, encoders.laplace])
    for (const prior of [
      Distributions.DiagonalNormal.standard(2),
      Distributions.Laplace.standard(2),
      Distributions.MixturePrior.learned({ components: 3 })(2),
    ])
      expect(said(encoder, prior)).toBeNull()
  expect(said(encoders.relaxed, Distributions.RelaxedBernoulli.standard({ temperature: 1 })(2))).toBeNull()
  expect(said(encoders.relaxed, Distributions.ContinuousBernoulli.standard(2))).toBeNull()
  expect(said(encoders.binary, Distributions.Bernoulli.standard(2))).toBeNull()
  expect(said(encoders.classes, Distributions.Categorical.standard(2))).toBeNull()
})

it.each([
  [
    'the posterior RelaxedBernoulli is over unitInterval numbers but the prior StandardNormal is over real',
    encoders.relaxed,
    Distributions.DiagonalNormal.standard(2),
  ],
  [
    'the posterior RelaxedBernoulli is over unitInterval numbers but the prior StandardBernoulli is over binary',
    encoders.relaxed,
    Distributions.Bernoulli.standard(2),
  ],
  [
    'the posterior Categorical is over oneHot numbers but the prior StandardBernoulli is over binary',
    encoders.classes,
    Distributions.Bernoulli.standard(2),
  ],
  [
    'the posterior Laplace is over real numbers but the prior StandardPoisson is over integer',
    encoders.laplace,
    Distributions.Poisson.standard(2),
  ],
  ['encoder gives a latent [2] but the prior is over [3]', encoders.laplace, Distributions.Laplace.standard(3)],
  [
    'the encoder gives a Tensor but must end in a head such as Layer.normalHead',
    Layer.sequence(Layer.dense(6, 2)),
    Distributions.Laplace.standard(2),
  ],
] as const)('says: vae: %s', (words, encoder, prior) => expect(said(encoder, prior)).toBe(`vae: ${words}`))

it('says of a decoder without a distribution over data that it must end in a head', () => {
  for (const [gives, other] of [
    ['Tensor', Layer.sequence(Layer.dense(2, 6))],
    ['RelaxedBernoulli', Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 1 })(2, 6))],
    ['RelaxedCategorical', Layer.sequence(Layer.relaxedCategoricalHead({ temperature: 1 })(2, 6))],
  ])
    expect(said(encoders.normal, Distributions.DiagonalNormal.standard(2), other)).toBe(
      `vae: the decoder gives a ${gives} but must end in a head such as Layer.bernoulliHead`,
    )
})
