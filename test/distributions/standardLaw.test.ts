import { expect, it } from 'vitest'
import * as Laws from '../../src/distributions/index.js'
import { atZeros, draw, familyOf, withRows } from '../../src/distributions/standardLaw.js'
import { from } from '../../src/random/key.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'

onCpu()

it('is the law of its family at zeros, with rows', () =>
  scoped(() => {
    const laplace = withRows('batch', 2)(Laws.Laplace.standard(3))
    expect([laplace._tag, laplace.mean.sizes, laplace.logScale.shape]).toEqual(['Laplace', [2, 3], ['batch', 3]])
    expect([...valuesOf(laplace.mean), ...valuesOf(laplace.logScale)].every((each) => each === 0)).toBe(true)
    const relaxed = atZeros(Laws.RelaxedBernoulli.standard({ temperature: 0.25 })(2))<'batch', readonly [2]>(
      tensorOf(['batch', 2], [1, 2], [0, 0]),
    )
    expect(valuesOf(relaxed.temperature)).toEqual([0.25])
    expect(familyOf(Laws.Poisson.standard(2))).toBe('Poisson')
  }))

const COUNT = 20_000

it.each([
  ['Laplace', () => draw(from(1), 'rows', COUNT)(Laws.Laplace.standard(2)), 0, 2],
  ['Bernoulli', () => draw(from(2), 'rows', COUNT)(Laws.Bernoulli.standard(2)), 1 / 2, 1 / 4],
  ['ContinuousBernoulli', () => draw(from(3), 'rows', COUNT)(Laws.ContinuousBernoulli.standard(2)), 1 / 2, 1 / 12],
  ['Categorical', () => draw(from(4), 'rows', COUNT)(Laws.Categorical.standard(2)), 1 / 2, 1 / 4],
  ['Poisson', () => draw(from(5), 'rows', COUNT)(Laws.Poisson.standard(2)), 1, 1],
  // at a temperature of 1 and a logit of 0 the relaxed law is uniform
  [
    'RelaxedBernoulli',
    () => draw(from(6), 'rows', COUNT)(Laws.RelaxedBernoulli.standard({ temperature: 1 })(2)),
    1 / 2,
    1 / 12,
  ],
  [
    'RelaxedCategorical',
    () => draw(from(7), 'rows', COUNT)(Laws.RelaxedCategorical.standard({ temperature: 1 })(2)),
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
