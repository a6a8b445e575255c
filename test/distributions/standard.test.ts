import { expect, it } from 'vitest'
import * as Laws from '../../src/distributions/index.js'
import { knownEvent, over } from '../../src/distributions/standard.js'
import { named } from '../../src/shapes/named.js'
import { ShapeError } from '../../src/shapes/refusal.js'

it('has the tag of its family, its event, and of relaxed laws a temperature', () => {
  expect(Laws.Laplace.standard(20)).toEqual({
    _tag: 'StandardLaplace',
    shape: [20],
    event: [{ dim: 20, size: 20 }],
    temperature: null,
  })
  expect(Laws.Bernoulli.standard(2, 3)._tag).toBe('StandardBernoulli')
  expect(Laws.Bernoulli.standard(2, 3).shape).toEqual([2, 3])
  expect(Laws.ContinuousBernoulli.standard(4)._tag).toBe('StandardContinuousBernoulli')
  expect(Laws.Poisson.standard(named('latent', 7)).event).toEqual([{ dim: 'latent', size: 7 }])
  expect(Laws.Categorical.standard(3, 10)._tag).toBe('StandardCategorical')
  expect(Laws.RelaxedBernoulli.standard({ temperature: 0.5 })(20).temperature).toBe(0.5)
  expect(Laws.RelaxedCategorical.standard({ temperature: 0.7 })(10)).toMatchObject({
    _tag: 'StandardRelaxedCategorical',
    temperature: 0.7,
  })
})

it.each([
  ['Laplace.standard: a dimension is 0: a size is a whole number above 0', () => Laws.Laplace.standard(0 as never)],
  ['Poisson.standard: a dimension is 1.5: a size is a whole number above 0', () => Laws.Poisson.standard(1.5 as never)],
  ['Categorical.standard: takes classes on the last axis but is given []', () => Laws.Categorical.standard()],
  [
    'RelaxedBernoulli.standard: the temperature is 0: it is a number above 0',
    () => Laws.RelaxedBernoulli.standard<number>({ temperature: 0 }),
  ],
])('refuses, past a cast: %s', (words, make) => expect(make).toThrow(new ShapeError(words)))

it('reads an event, and stands over another', () => {
  expect(knownEvent('law', [2, named('latent', 3)])).toEqual([
    { dim: 2, size: 2 },
    { dim: 'latent', size: 3 },
  ])
  const moved = over<readonly ['latent']>([{ dim: 'latent', size: 6 }])(Laws.Bernoulli.standard(2, 3))
  expect(moved).toMatchObject({ _tag: 'StandardBernoulli', shape: ['latent'], event: [{ dim: 'latent', size: 6 }] })
})
