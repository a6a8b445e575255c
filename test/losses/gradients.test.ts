import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus, plus } from '../../src/losses/algebra.js'
import {
  kl,
  klByMonteCarlo,
  logLikelihood,
  logPosterior,
  logPosteriorPathOnly,
  logPrior,
} from '../../src/losses/atoms.js'
import { average, logMeanExp } from '../../src/losses/axes.js'
import { elbo, elboByMonteCarlo, elboWithCapacity, elboWithFreeBits, logWeight } from '../../src/losses/estimators.js'
import {
  doublyReparameterized,
  logLikelihoodByScore,
  scoreFunction,
  stickingTheLanding,
} from '../../src/losses/gradients.js'
import { ciwae, iwae, miwae, piwae, renyi } from '../../src/losses/importance.js'
import { isBound } from '../../src/losses/proof.js'
import { erase } from '../../src/losses/term.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, valuesOf } from '../support/engine.js'
import { at as atDiscrete, bits, classes, exactElbo as exactElboOfDiscrete, expected } from '../support/enumerated.js'
import { exactGradient, expectedGradient, normal, relaxedBit } from '../support/everyParameter.js'
import { exactElbo, examples, logEvidence, paramsOf, vae, withTruePosterior, wrong } from '../support/linearGaussian.js'
import { distance } from '../support/near.js'
import { exactIwae, momentsOf } from '../support/quadrature.js'

onCpu()

const X = 1.7
const at = [wrong.a * X + wrong.c, Math.log(wrong.v), wrong.b]

const ofElbo = differencesOf(
  ([mean = 0, logVariance = 0, b = 0]) => exactElbo({ ...wrong, a: 0, c: mean, v: Math.exp(logVariance), b }, X),
  at,
)
const ofIwae = differencesOf((params) => exactIwae(wrong, X, 2, params), at, 1e-4)

const gradientOf = ({ mean, logVariance, offset }: ReturnType<typeof momentsOf>) => [
  mean.mean,
  logVariance.mean,
  offset.mean,
]

const UNBIASED = 1e-6

describe('the quadrature', () => {
  it('gives the exact bound and its gradient, of SGVB-A and SGVB-B alike', () => {
    for (const term of [elbo, elboByMonteCarlo]) {
      const found = momentsOf(term, wrong, X, 1)
      expect(found.value).toBeCloseTo(exactElbo(wrong, X), 6)
      expect(distance(gradientOf(found), ofElbo)).toBeLessThan(UNBIASED)
    }
    const found = momentsOf(iwae(logWeight), wrong, X, 2)
    expect(found.value).toBeCloseTo(exactIwae(wrong, X, 2, at), 6)
    expect(distance(gradientOf(found), ofIwae)).toBeLessThan(UNBIASED)
  })
})

describe('stickingTheLanding', () => {
  it('is the bound, with a gradient that is unbiased', () => {
    for (const samples of [1, 2]) {
      const found = momentsOf(stickingTheLanding, wrong, X, samples)
      expect(found.value).toBeCloseTo(exactElbo(wrong, X), 6)
      expect(distance(gradientOf(found), ofElbo)).toBeLessThan(UNBIASED)
    }
    expect(isBound(stickingTheLanding.content)).toBe(true)
    expect(stickingTheLanding.formula).toEqual(elboByMonteCarlo.formula)
  })

  it('has no variance at the true posterior, where the plain gradient has', () => {
    const truth = withTruePosterior(wrong)
    const [stuck, plain, closed] = [stickingTheLanding, elboByMonteCarlo, elbo].map((term) =>
      momentsOf(term, truth, X, 1),
    )
    for (const by of ['mean', 'logVariance'] as const) {
      expect(stuck?.[by].variance).toBeLessThan(1e-12)
      expect(stuck?.[by].mean).toBeCloseTo(0, 6)
    }
    // by μ the plain gradient is ε/σ: its variance is 1/σ² = 1 + w²/s² = 4.515625
    expect(plain?.mean.variance).toBeCloseTo(1 / truth.v, 5)
    expect(1 / truth.v).toBeCloseTo(4.515625, 6)
    // by log σ² it is (1 - ε²)/2
    expect(plain?.logVariance.variance).toBeCloseTo(0.5, 5)
    // with the KL in closed form it is (1/σ² - 1) σ ε: less, and not nothing
    expect(closed?.mean.variance).toBeCloseTo((1 / truth.v - 1) ** 2 * truth.v, 5)
  })

  it('is biased under IWAE, which does not take it', () => {
    const pathOnly = pipe(logLikelihood, plus(logPrior), minus(logPosteriorPathOnly))
    const stuck = pipe(pathOnly, logMeanExp('samples'))
    const found = momentsOf(stuck, wrong, X, 2)
    // the value is that of IWAE and the gradient of p too; that of q is off by a tenth of itself and more
    expect(found.value).toBeCloseTo(exactIwae(wrong, X, 2, at), 6)
    const [mean = 0, logVariance = 0, offset = 0] = gradientOf(found)
    expect(offset).toBeCloseTo(ofIwae[2] ?? 0, 5)
    const bias = Math.hypot(mean - (ofIwae[0] ?? 0), logVariance - (ofIwae[1] ?? 0))
    expect(bias / Math.hypot(ofIwae[0] ?? 0, ofIwae[1] ?? 0)).toBeGreaterThan(0.1)
    const content: readonly '~'[] = stuck.content
    expect(content).toEqual(['~'])
    expect(() => iwae(pathOnly as never)).toThrow(
      new ShapeError('iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x)'),
    )
  })
})

describe('doublyReparameterized', () => {
  it('is IWAE, with a gradient that is unbiased in q and in p', () => {
    const found = momentsOf(doublyReparameterized, wrong, X, 2)
    expect(found.value).toBeCloseTo(exactIwae(wrong, X, 2, at), 6)
    expect(distance(gradientOf(found), ofIwae)).toBeLessThan(UNBIASED)
    expect(isBound(doublyReparameterized.content)).toBe(true)
  })

  it('of one sample is sticking the landing', () => {
    const [one, other] = [doublyReparameterized, stickingTheLanding].map((term) => momentsOf(term, wrong, X, 1))
    for (const by of ['mean', 'logVariance', 'offset'] as const) {
      expect(one?.[by].mean).toBeCloseTo(other?.[by].mean ?? Number.NaN, 8)
      expect(one?.[by].variance).toBeCloseTo(other?.[by].variance ?? Number.NaN, 7)
    }
  })

  it('has no variance at the true posterior, where plain IWAE has, and less beside it', () => {
    const truth = withTruePosterior(wrong)
    const [doubly, plain] = [doublyReparameterized, iwae(logWeight)].map((term) => momentsOf(term, truth, X, 2))
    expect(doubly?.value).toBeCloseTo(logEvidence(truth, X), 6)
    for (const by of ['mean', 'logVariance'] as const) expect(doubly?.[by].variance).toBeLessThan(1e-12)
    // the mean of two draws of ε/σ
    expect(plain?.mean.variance).toBeCloseTo(1 / truth.v / 2, 5)
    expect(plain?.logVariance.variance).toBeCloseTo(0.25, 5)
    const near = { ...truth, c: truth.c + 0.1 }
    const [beside, plainBeside] = [doublyReparameterized, iwae(logWeight)].map((term) => momentsOf(term, near, X, 2))
    expect((beside?.mean.variance ?? 1) / (plainBeside?.mean.variance ?? 1)).toBeLessThan(0.1)
  })
})

describe('scoreFunction', () => {
  it('is the bound, with a gradient that is unbiased, with and without a baseline', () => {
    for (const [baseline, samples] of [
      ['none', 1],
      ['none', 2],
      ['other samples', 2],
    ] as const) {
      const found = momentsOf(scoreFunction(baseline), wrong, X, samples)
      expect(found.value).toBeCloseTo(exactElbo(wrong, X), 6)
      expect(distance(gradientOf(found), ofElbo)).toBeLessThan(UNBIASED)
    }
  })

  it('has far more variance than the pathwise gradient, and less with a baseline', () => {
    const [score, centered, pathwise] = [scoreFunction('none'), scoreFunction('other samples'), elboByMonteCarlo].map(
      (term) => momentsOf(term, wrong, X, 2).mean.variance,
    )
    expect(centered).toBeLessThan(0.7 * (score ?? 0))
    expect(pathwise).toBeLessThan(centered ?? 0)
  })

  it('takes a baseline of the other samples only where there is one', () => {
    const supplied = () => vae.supply(paramsOf(wrong))({ x: examples([X]), key: from(1), samples: 1 })
    expect(() => scoped(() => scoreFunction('other samples').evaluate(supplied()).value.sizes)).toThrow(
      new ShapeError('scoreFunction: a baseline of the other samples takes 2 or more but there is 1'),
    )
    expect(() => scoped(() => logLikelihoodByScore('other samples').evaluate(supplied()).value.sizes)).toThrow(
      new ShapeError('logLikelihoodByScore: a baseline of the other samples takes 2 or more but there is 1'),
    )
  })
})

describe.each([
  ['two bits', bits],
  ['one of three classes', classes],
] as const)('scoreFunction of a latent of %s', (_, model) => {
  const gradient = differencesOf((params) => exactElboOfDiscrete(model, params), atDiscrete(model))

  it.each([
    ['none', 1],
    ['none', 2],
    ['other samples', 2],
    ['other samples', 3],
  ] as const)(
    'is the bound, and its gradient exactly, over every draw: baseline %s, %i samples',
    (baseline, samples) => {
      const found = expected(scoreFunction(baseline), model, samples)
      expect(found.value).toBeCloseTo(exactElboOfDiscrete(model, atDiscrete(model)), 6)
      expect(distance(found.gradient, gradient)).toBeLessThan(UNBIASED)
    },
  )

  it('with the KL in closed form is the bound, and its gradient exactly, too', () => {
    for (const [baseline, samples] of [
      ['none', 1],
      ['other samples', 2],
    ] as const) {
      const term = pipe(logLikelihoodByScore(baseline), minus(kl))
      const found = expected(term, model, samples)
      expect(isBound(term.content)).toBe(true)
      expect(found.value).toBeCloseTo(exactElboOfDiscrete(model, atDiscrete(model)), 6)
      expect(distance(found.gradient, gradient)).toBeLessThan(UNBIASED)
    }
  })

  it('has less variance with the other samples as a baseline', () => {
    const [plain, centered] = (['none', 'other samples'] as const).map((baseline) =>
      expected(scoreFunction(baseline), model, 2).variance(0),
    )
    expect(centered).toBeLessThan(plain ?? 0)
  })
})

describe('every estimator of the gradient, on a model', () => {
  const x = [-2, 0.4, X]
  const numbers = (term: typeof elboByMonteCarlo | typeof doublyReparameterized, samples: number) =>
    scoped(() => {
      const found = T.valueAndGradient((params: ReturnType<typeof paramsOf>) => {
        const observed = { x: examples(x), key: from(4), samples }
        const { value, surrogate } = term.evaluate(vae.supply(params)(observed))
        return [T.meanOfAll(surrogate), T.meanOfAll(value)] as const
      })(paramsOf(wrong))
      const { encoder, decoder } = found.gradient
      return {
        value: valuesOf(found.rest)[0],
        decoder: T.Tree.leaves(decoder).flatMap(({ value }) => [...valuesOf(value)]),
        encoder: T.Tree.leaves(encoder).flatMap(({ value }) => [...valuesOf(value)]),
      }
    })

  it('has the value of the bound and its gradient in p, draw by draw, and another in q', () => {
    for (const [own, plain] of [
      [stickingTheLanding, elboByMonteCarlo],
      [scoreFunction('none'), elboByMonteCarlo],
      [scoreFunction('other samples'), elboByMonteCarlo],
      [doublyReparameterized, iwae(logWeight)],
    ] as const) {
      const [found, wanted] = [numbers(own as typeof elboByMonteCarlo, 5), numbers(plain as typeof elboByMonteCarlo, 5)]
      expect(found.value).toBeCloseTo(wanted.value ?? Number.NaN, 5)
      expect(distance(found.decoder, wanted.decoder)).toBeLessThan(1e-5)
      expect(distance(found.encoder, wanted.encoder)).toBeGreaterThan(0.01)
    }
  })
})

// -----------------------------------------------------------------------------
// every parameter
// -----------------------------------------------------------------------------

const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
const elboOf = meanOf
const iwaeOf = (values: readonly number[]) => Math.log(meanOf(values.map(Math.exp)))
const renyiOf = (alpha: number) => (values: readonly number[]) =>
  Math.log(meanOf(values.map((each) => Math.exp((1 - alpha) * each)))) / (1 - alpha)

const byMonteCarlo = pipe(logLikelihood, average('samples'), minus(klByMonteCarlo))
const groups = piwae(2)(logWeight)

describe.each([
  ['a normal posterior and a learned mixture', normal],
  ['a relaxed bit and another one', relaxedBit],
] as const)('by every parameter of q, p and the prior: %s', (_, latent) => {
  it.each([
    ['SGVB-A', elboByMonteCarlo, elboOf],
    ['the KL by Monte Carlo', byMonteCarlo, elboOf],
    ['its own log-weight', pipe(logLikelihood, plus(logPrior), minus(logPosterior), average('samples')), elboOf],
    ['sticking the landing', stickingTheLanding, elboOf],
    ['its own path', pipe(logLikelihood, plus(logPrior), minus(logPosteriorPathOnly), average('samples')), elboOf],
    ['the score function', scoreFunction('none'), elboOf],
    ['the score function with a baseline', scoreFunction('other samples'), elboOf],
    ['the score of the likelihood', pipe(logLikelihoodByScore('none'), minus(klByMonteCarlo)), elboOf],
    [
      'the score of the likelihood with a baseline',
      pipe(logLikelihoodByScore('other samples'), minus(klByMonteCarlo)),
      elboOf,
    ],
    ['IWAE', iwae(logWeight), iwaeOf],
    ['doubly reparameterized', doublyReparameterized, iwaeOf],
    ['MIWAE', miwae(2)(logWeight), elboOf],
    ['PIWAE of q', groups.q, elboOf],
    ['PIWAE of p', groups.p, iwaeOf],
    ['CIWAE', ciwae(0.25)(logWeight), (w) => 0.25 * elboOf(w) + 0.75 * iwaeOf(w)],
    ['Rényi, 0.5', renyi(0.5)(logWeight), renyiOf(0.5)],
    ['Rényi, 2', renyi(2)(logWeight), renyiOf(2)],
  ] as readonly (readonly [string, unknown, (logWeights: readonly number[]) => number])[])(
    '%s is exact',
    (_, term, of) => {
      const exact = exactGradient(latent, 2, of)
      expect(distance(expectedGradient(latent, 2, term), exact)).toBeLessThan(1e-5)
      // none of them is 0, so that each is held
      expect(Math.min(...exact.map(Math.abs))).toBeGreaterThan(1e-4)
    },
  )
})

it('the score function has no variance at the true posterior, with the other samples as a baseline', () => {
  const truth = withTruePosterior(wrong)
  const [plain, centered] = (['none', 'other samples'] as const).map((baseline) =>
    momentsOf(scoreFunction(baseline), truth, X, 2),
  )
  for (const by of ['mean', 'logVariance'] as const) {
    expect(centered?.[by].variance).toBeLessThan(1e-12)
    expect(centered?.[by].mean).toBeCloseTo(0, 6)
    expect(plain?.[by].variance).toBeGreaterThan(0.1)
  }
})

describe('extremes: means to 1e6 and raw log-variances of ±1e4', () => {
  const ends = [
    [1e6, 1e4],
    [-1e6, -1e4],
    [0, 1e4],
    [0, -1e4],
    [1e6, 0],
  ] as const

  /** The parameters of the linear-Gaussian model, with the heads of q at an end. */
  const at = (mean: number, logVariance: number): ReturnType<typeof paramsOf> => {
    const params = paramsOf({ ...wrong, a: 0, c: mean })
    const [head] = params.encoder
    const bias = pipe(head.logVariance.bias, T.mulScalar(0), T.addScalar(logVariance))
    return { ...params, encoder: [{ ...head, logVariance: { ...head.logVariance, bias } }] }
  }

  it.each([
    ['SGVB-B', elbo],
    ['SGVB-A', elboByMonteCarlo],
    ['sticking the landing', stickingTheLanding],
    ['the score function', scoreFunction('other samples')],
    ['IWAE', iwae(logWeight)],
    ['doubly reparameterized', doublyReparameterized],
    ['MIWAE', miwae(2)(logWeight)],
    ['CIWAE', ciwae(0.5)(logWeight)],
    ['Rényi, 0.5', renyi(0.5)(logWeight)],
    ['Rényi, -1', renyi(-1)(logWeight)],
    ['free bits', elboWithFreeBits(0.5)],
    ['capacity', elboWithCapacity({ gamma: 100, capacity: 25 })],
  ] as const)('%s has finite values and gradients', (_, term) => {
    const found = scoped(() =>
      ends.flatMap(([mean, logVariance]) => {
        const { gradient, rest } = T.valueAndGradient((params: ReturnType<typeof paramsOf>) => {
          const supplied = vae.supply(params)({ x: examples([-2, X]), key: from(4), samples: 4 })
          const { value, surrogate } = erase(term).evaluate(supplied as never)
          return [T.meanOfAll(surrogate), T.meanOfAll(value)] as const
        })(at(mean, logVariance))
        return [...valuesOf(rest), ...T.Tree.leaves(gradient).flatMap(({ value }) => [...valuesOf(value)])]
      }),
    )
    expect(found.filter((each) => !Number.isFinite(each))).toEqual([])
    expect(found.length).toBe(5 * 9)
  })
})
