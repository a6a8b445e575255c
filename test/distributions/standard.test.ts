import { expect, it } from 'vitest'
import { record } from '../../src/distributions/family.js'
import * as Distributions from '../../src/distributions/index.js'
import { drawPrior, type PriorKind, priorDistribution } from '../../src/distributions/priors.js'
import { knownEvent } from '../../src/distributions/standard.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { onWebAssembly, scoped, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'

it('has the tag of its family, its event, and of relaxed distributions a temperature', () => {
  expect(Distributions.Laplace.standard(20)).toMatchObject({
    _tag: 'StandardLaplace',
    shape: [20],
    event: [{ dim: 20, size: 20 }],
    temperature: null,
  })
  expect(Distributions.Bernoulli.standard(2, 3)._tag).toBe('StandardBernoulli')
  expect(Distributions.Bernoulli.standard(2, 3).shape).toEqual([2, 3])
  expect(Distributions.ContinuousBernoulli.standard(4)._tag).toBe('StandardContinuousBernoulli')
  expect(Distributions.Poisson.standard(named('latent', 7)).event).toEqual([{ dim: 'latent', size: 7 }])
  expect(Distributions.Categorical.standard(3, 10)._tag).toBe('StandardCategorical')
  expect(Distributions.RelaxedBernoulli.standard({ temperature: 0.5 })(20).temperature).toBe(0.5)
  expect(Distributions.RelaxedCategorical.standard({ temperature: 0.7 })(10)).toMatchObject({
    _tag: 'StandardRelaxedCategorical',
    temperature: 0.7,
  })
})

it.each([
  [
    'Laplace.standard: a dimension must be a positive whole number, not 0',
    () => Distributions.Laplace.standard(0 as never),
  ],
  [
    'Poisson.standard: a dimension must be a positive whole number, not 1.5',
    () => Distributions.Poisson.standard(1.5 as never),
  ],
  ['Categorical.standard: takes classes on the last axis but is given []', () => Distributions.Categorical.standard()],
  [
    'RelaxedBernoulli.standard: the temperature must be a positive number, not 0',
    () => Distributions.RelaxedBernoulli.standard<number>({ temperature: 0 }),
  ],
])('refuses, past a cast: %s', (words, make) => expect(make).toThrow(new ShapeError(words)))

it('reads an event, and stands over another', () => {
  expect(knownEvent('distribution', [2, named('latent', 3)])).toEqual([
    { dim: 2, size: 2 },
    { dim: 'latent', size: 3 },
  ])
  const seen = priorDistribution(Distributions.Bernoulli.standard(2, 3), undefined)
  expect(seen).toMatchObject({ _tag: 'StandardBernoulli', shape: ['latent'], event: [{ dim: 'latent', size: 6 }] })
})

onWebAssembly()

it('is over the numbers of its family, and has its coordinate', () => {
  expect(Distributions.Laplace.standard(3)[record]).toMatchObject({ over: 'real', coordinate: null })
  const { over, coordinate } = Distributions.RelaxedBernoulli.standard({ temperature: 1 })(3)[record]
  expect([over, coordinate]).toEqual(['unitInterval', Distributions.RelaxedBernoulli.family.coordinate])
})

const COUNT = 20_000
const draw = (seed: number) => (prior: Distributions.PriorsOver<readonly [2]>[Exclude<PriorKind, 'LearnedMixture'>]) =>
  drawPrior(from(seed), 'rows', COUNT)<readonly [2]>(prior, undefined)

it.each([
  ['Laplace', () => draw(1)(Distributions.Laplace.standard(2)), 0, 2],
  ['StudentT', () => draw(8)(Distributions.StudentT.standard({ degrees: 10 })(2)), 0, 10 / 8],
  ['Bernoulli', () => draw(2)(Distributions.Bernoulli.standard(2)), 1 / 2, 1 / 4],
  ['ContinuousBernoulli', () => draw(3)(Distributions.ContinuousBernoulli.standard(2)), 1 / 2, 1 / 12],
  ['Categorical', () => draw(4)(Distributions.Categorical.standard(2)), 1 / 2, 1 / 4],
  ['Poisson', () => draw(5)(Distributions.Poisson.standard(2)), 1, 1],
  // at a temperature of 1 and a logit of 0 the relaxed distribution is uniform
  ['RelaxedBernoulli', () => draw(6)(Distributions.RelaxedBernoulli.standard({ temperature: 1 })(2)), 1 / 2, 1 / 12],
  [
    'RelaxedCategorical',
    () => draw(7)(Distributions.RelaxedCategorical.standard({ temperature: 1 })(2)),
    1 / 2,
    1 / 12,
  ],
] as const)('draws %s with its mean and its variance', (_, make, mean, variance) =>
  scoped(() => {
    const drawn = make()
    expect(drawn.sizes).toEqual([COUNT, 2])
    const first = valuesOf(drawn).filter((_each, at) => at % 2 === 0)
    expectMean(first, mean)
    if (variance !== 0 && new Set(first).size > 2)
      expectMean(
        first.map((each) => (each - mean) ** 2),
        variance,
      )
    else
      expectNear([first.reduce((sum, each) => sum + (each - mean) ** 2, 0) / COUNT], [variance], {
        absolute: 1e-6,
        relative: 1e-3,
      })
  }),
)
