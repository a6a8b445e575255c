import { describe, expect, it } from 'vitest'
import * as Negative from '../../src/distributions/negativeBinomial.js'
import * as Poisson from '../../src/distributions/poisson.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, onCpu, onEach, onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { logGamma } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { COUNTS, LOG_RATES, matrix, rowwise } from './matrices.js'
import { expectFinite, expectMoments } from './samples.js'
import { FAR_COUNTS, LOG_CONCENTRATIONS, SCIPY_NEGATIVE_BINOMIAL } from './scipy.js'

type Rows = T.Tensor<readonly ['batch', 3]>
const distribution = (logMean: Rows, logConcentration: Rows) =>
  Negative.make<'batch', readonly [3]>(logMean, logConcentration)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const p = () => distribution(of(LOG_RATES), of(LOG_CONCENTRATIONS))

const logProb = (x: number, logMean: number, logConcentration: number): number => {
  const [mean, theta] = [Math.exp(logMean), Math.exp(logConcentration)]
  const ways = logGamma(x + theta) - logGamma(theta) - logGamma(x + 1)
  return ways + theta * Math.log(theta / (theta + mean)) + x * Math.log(mean / (theta + mean))
}

/** A distribution of one number, for as many rows. */
const one = (count: number, logMean: number, logConcentration: number) => {
  const row = (value: number) => tensorOf(['batch', 1], [count, 1], Array<number>(count).fill(value))
  return Negative.make<'batch', readonly [1]>(row(logMean), row(logConcentration))
}
const column = (x: readonly number[]) => tensorOf(['batch', 1], [x.length, 1], x)

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(LOG_RATES), matrix(LOG_CONCENTRATIONS)],
    operation: (logMean, logConcentration) =>
      Negative.logProb(distribution(logMean, logConcentration))<readonly []>(of(COUNTS)),
    gives: [['batch'], [2]],
    reference: (logMean, logConcentration) =>
      rowwise(logProb as never)(COUNTS, logMean as readonly number[], logConcentration as readonly number[]),
    tolerance: { absolute: 0, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('logProb and variance are those of scipy', () =>
    scoped(() => {
      const given = valuesOf(Negative.logProb(p())<readonly []>(of(COUNTS)))
      expectNear(given, SCIPY_NEGATIVE_BINOMIAL.logProb, { absolute: 0, relative: 1e-5 })
      expect(valuesOf(Negative.family.logProb(p())(of(COUNTS)))).toEqual(given)
      expectNear(valuesOf(Negative.variance(p())), SCIPY_NEGATIVE_BINOMIAL.variance, { absolute: 0, relative: 1e-5 })
    }))

  it('by hand: at a concentration of 1 it is geometric', () =>
    scoped(() => {
      const given = valuesOf(Negative.logProb(one(3, Math.log(3), 0))<readonly []>(column([0, 1, 4])))
      expectNear(
        given,
        [0, 1, 4].map((x) => Math.log(0.25 * 0.75 ** x)),
      )
    }))

  it('is that of mpmath at the bounds of a head, where its terms are 2e5 nats', () =>
    scoped(() => {
      for (const [x, logMean, logConcentration, nats] of FAR_COUNTS) {
        const given = valuesOf(Negative.logProb(one(1, logMean, logConcentration))<readonly []>(column([x])))
        expectNear(given, [nats], { absolute: 1e-6 * (1 + x), relative: 1e-6 })
      }
    }))

  it('where the concentration is large it is that of a Poisson distribution', () =>
    scoped(() => {
      const x = column([0, 1, 3, 12, 7, 40])
      const own = valuesOf(Negative.logProb(one(6, 1.5, 25))<readonly []>(x))
      expectNear(own, valuesOf(Poisson.logProb(Poisson.make(one(6, 1.5, 25).logMean))<readonly []>(x)))
    }))

  it('is finite with its gradient at the bounds of a head and at counts of a million; of no mean 0 is certain', () =>
    scoped(() => {
      const own = { mean: of([-10, -10, 10, 10, 10, -10]), concentration: of([10, -10, -10, 10, -10, 10]) }
      const { gradient, rest } = T.valueAndGradient(({ mean, concentration }: typeof own) => {
        const each = Negative.logProb(distribution(mean, concentration))<readonly []>(of([0, 1e6, 3, 1e6, 0, 1]))
        return [T.sum(0)(each), each]
      })(own)
      expectFinite(valuesOf(rest), valuesOf(gradient.mean), valuesOf(gradient.concentration))
      const none = one(2, Number.NEGATIVE_INFINITY, 0)
      expect(valuesOf(Negative.logProb(none)<readonly []>(column([0, 2]))).map(Math.abs)).toEqual([
        0,
        Number.POSITIVE_INFINITY,
      ])
    }))
})

describe('laws', () => {
  onCpu()

  it('the probabilities add up to 1, with the mean and the variance', () =>
    scoped(() => {
      for (const [mean, theta] of [
        [0.01, 1],
        [3, 0.5],
        [8, 30],
        [20, 4],
      ] as const) {
        const counts = Array.from({ length: 400 }, (_, at) => at)
        const nats = valuesOf(Negative.logProb(one(400, Math.log(mean), Math.log(theta)))<readonly []>(column(counts)))
        const moment = (f: (x: number) => number) => nats.reduce((sum, each, at) => sum + Math.exp(each) * f(at), 0)
        expectNear(
          [moment(() => 1), moment((x) => x), moment((x) => (x - mean) ** 2)],
          [1, mean, mean + mean ** 2 / theta],
          { absolute: 0, relative: 5e-5 },
        )
      }
    }))

  it('mean and mode; its family is over counts', () =>
    scoped(() => {
      expectNear(valuesOf(Negative.mean(p())), LOG_RATES.map(Math.exp))
      // (θ - 1) μ / θ is 16 / 2, 15.5 and 0 or less
      const modes = Negative.mode(
        distribution(
          ...([
            [16, 31, 9, 9, 1, 2],
            [2, 2, 1, 0.5, 100, 3],
          ].map((each) => of(each.map(Math.log))) as [Rows, Rows]),
        ),
      )
      expect(valuesOf(modes)).toEqual([8, 15, 0, 0, 0, 1])
      expect([Negative.family.kind, Negative.family.over]).toEqual(['NegativeBinomial', 'integer'])
      expect(Negative.flattenEvent('latent')(p()).logConcentration.shape).toEqual(['batch', 'latent'])
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => Negative.logProb(p())<readonly []>(of(COUNTS)))
    expectNothingKept(() => Negative.draw(from(1), 'samples', 2)(p()))
  })

  runsCompiled(
    'probabilities, means and draws',
    [matrix(LOG_RATES), matrix(LOG_CONCENTRATIONS)],
    (key, mean, other) => [
      Negative.logProb(distribution(mean, other))<readonly []>(of(COUNTS)),
      Negative.mean(distribution(mean, other)),
      Negative.draw(key, 'samples', 2)(distribution(mean, other)),
    ],
  )
})

describe('draws', () => {
  onWebAssembly()

  it('have the moments of the distribution and the probability of 0, below and above a concentration of 1', () =>
    scoped(() => {
      for (const [mean, theta] of [
        [2, 0.3],
        [5, 1.5],
        [30, 40],
      ] as const) {
        const own = valuesOf(Negative.family.sample(from(3))(one(6000, Math.log(mean), Math.log(theta))))
        expect(own.every((x) => Number.isInteger(x) && x >= 0)).toBe(true)
        expectMoments(own, mean, mean + mean ** 2 / theta)
        const none = Math.exp(logProb(0, Math.log(mean), Math.log(theta)))
        if (none > 0.01)
          expectMean(
            own.map((x) => (x === 0 ? 1 : 0)),
            none,
          )
      }
    }))
})
