import { describe, expect, it } from 'vitest'
import { logWeight } from '../../src/losses/estimators.js'
import { iwae } from '../../src/losses/importance.js'
import { reweightedWake, vimco } from '../../src/losses/multisample.js'
import { describe as described } from '../../src/losses/term.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped } from '../support/engine.js'
import { at, bits, classes, type Discrete, expected, logLikelihoodOf, tuples } from '../support/enumerated.js'
import { examples, paramsOf, vae, wrong } from '../support/linearGaussian.js'
import { distance } from '../support/near.js'

onCpu()

const MODELS = [
  ['two bits', bits],
  ['one of three classes', classes],
] as const

/** The log-weight of a value of the latent. */
const weightOf = ({ logQ, logPrior }: Discrete, params: readonly number[], z: readonly number[]) =>
  logLikelihoodOf(z, params.at(-1) ?? Number.NaN) + logPrior - logQ(params.slice(0, -1), z)

/** The mean of what is made of a tuple of draws, over all of them. */
const over = (
  model: Discrete,
  params: readonly number[],
  count: number,
  of: (draws: readonly (readonly number[])[]) => number,
) =>
  tuples(model.values, count).reduce((sum, draws) => {
    const log = draws.reduce((total, z) => total + model.logQ(params.slice(0, -1), z), 0)
    return sum + Math.exp(log) * of(draws)
  }, 0)

const logMeanExp = (values: readonly number[]) =>
  Math.log(values.reduce((sum, each) => sum + Math.exp(each), 0) / values.length)

const exactIwae = (model: Discrete, params: readonly number[], count: number) =>
  over(model, params, count, (draws) => logMeanExp(draws.map((z) => weightOf(model, params, z))))

describe.each(MODELS)('vimco of a latent of %s', (_, model) => {
  it.each([2, 3, 4])('is IWAE, and its gradient exactly, over every draw of %i samples', (count) => {
    const found = expected(vimco, model, count)
    expect(found.value).toBeCloseTo(exactIwae(model, at(model), count), 6)
    const wanted = differencesOf((params) => exactIwae(model, params, count), at(model))
    expect(distance(found.gradient, wanted)).toBeLessThan(1e-6)
  })

  it('has less variance than the score of IWAE without a baseline', () => {
    // the score of IWAE: the whole bound weighs the score of every sample
    const params = at(model)
    const plain = over(model, params, 2, (draws) => {
      const bound = logMeanExp(draws.map((z) => weightOf(model, params, z)))
      const score = differencesOf(
        ([first = 0]) => draws.reduce((sum, z) => sum + model.logQ([first, ...params.slice(1, -1)], z), 0),
        [params[0] ?? 0],
      )
      return (bound * (score[0] ?? 0)) ** 2
    })
    expect(expected(vimco, model, 2).variance(0)).toBeLessThan(plain)
  })
})

describe('vimco', () => {
  it('is a bound, and takes 2 samples or more', () => {
    expect(described(vimco)).toMatchObject({ guarantee: 'bound', text: iwae(logWeight).formula.text })
    const supplied = () => vae.supply(paramsOf(wrong))({ x: examples([1]), key: from(1), samples: 1 })
    expect(() => scoped(() => vimco.evaluate(supplied()).value.sizes)).toThrow(
      new ShapeError('vimco: takes 2 samples or more but there is 1'),
    )
  })
})

describe.each(MODELS)('reweightedWake of a latent of %s', (_, model) => {
  it('moves p by the gradient of IWAE', () => {
    const found = expected(reweightedWake.p, model, 3)
    expect(found.value).toBeCloseTo(exactIwae(model, at(model), 3), 6)
    const wanted = differencesOf((params) => exactIwae(model, params, 3), at(model))
    expect(found.gradient.at(-1)).toBeCloseTo(wanted.at(-1) ?? Number.NaN, 6)
    // and q by nothing
    expect(found.gradient.slice(0, -1).every((each) => each === 0)).toBe(true)
  })

  it('moves q by the scores of its draws, each by its share of the weights', () => {
    const [params, count] = [at(model), 3]
    const found = expected(reweightedWake.q, model, count)
    const frozen = (moved: readonly number[]) =>
      over(model, params, count, (draws) => {
        const weights = draws.map((z) => Math.exp(weightOf(model, params, z)))
        const total = weights.reduce((sum, each) => sum + each, 0)
        return draws.reduce(
          (sum, z, place) => sum + ((weights[place] ?? 0) / total) * model.logQ(moved.slice(0, -1), z),
          0,
        )
      })
    expect(found.value).toBeCloseTo(frozen(params), 6)
    expect(distance(found.gradient, differencesOf(frozen, params))).toBeLessThan(1e-6)
  })

  it('with many samples, moves q to the true posterior and not to its mode', () => {
    // at the true posterior the expected score is 0: all shares are alike
    const evidence = Math.log(
      model.values.reduce((sum, z) => sum + Math.exp(logLikelihoodOf(z, 0.3) + model.logPrior), 0),
    )
    const truth = model.values.map((z) => logLikelihoodOf(z, 0.3) + model.logPrior - evidence)
    if (model !== classes) return
    const found = expected(reweightedWake.q, { ...model, logits: truth }, 3)
    for (const each of found.gradient.slice(0, -1)) expect(each).toBeCloseTo(0, 6)
  })
})

it('says that what moves q is no bound', () => {
  expect([described(reweightedWake.q).guarantee, described(reweightedWake.p).guarantee]).toEqual(['objective', 'bound'])
})
