import { describe, expect, it } from 'vitest'
import * as Negative from '../../src/distributions/negativeBinomial.js'
import * as Zero from '../../src/distributions/zeroInflatedNegativeBinomial.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, onCpu, onEach, onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { logGamma, sigmoid } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { COUNTS, LOG_RATES, matrix, rowwise } from './matrices.js'
import { expectFinite, expectMoments } from './samples.js'
import { LOG_CONCENTRATIONS, SCIPY_NEGATIVE_BINOMIAL, ZERO_LOGITS } from './scipy.js'

type Rows = T.Tensor<readonly ['batch', 3]>
const distribution = (logMean: Rows, logConcentration: Rows, logits: Rows) =>
  Zero.make<'batch', readonly [3]>(logMean, logConcentration, logits)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const p = () => distribution(of(LOG_RATES), of(LOG_CONCENTRATIONS), of(ZERO_LOGITS))

const logProb = (x: number, logMean: number, logConcentration: number, logit: number): number => {
  const [mean, theta, zero] = [Math.exp(logMean), Math.exp(logConcentration), sigmoid(logit)]
  const ways = logGamma(x + theta) - logGamma(theta) - logGamma(x + 1)
  const nats = ways + theta * Math.log(theta / (theta + mean)) + x * Math.log(mean / (theta + mean))
  return x === 0 ? Math.log(zero + (1 - zero) * Math.exp(nats)) : Math.log(1 - zero) + nats
}

const one = (count: number, ...parameters: readonly [number, number, number]) => {
  const row = (value: number) => tensorOf(['batch', 1], [count, 1], Array<number>(count).fill(value))
  const [logMean, logConcentration, logits] = parameters.map(row) as [Row, Row, Row]
  return Zero.make<'batch', readonly [1]>(logMean, logConcentration, logits)
}
type Row = T.Tensor<readonly ['batch', 1]>
const column = (x: readonly number[]) => tensorOf(['batch', 1], [x.length, 1], x)

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(LOG_RATES), matrix(LOG_CONCENTRATIONS), matrix(ZERO_LOGITS)],
    operation: (logMean, logConcentration, logits) =>
      Zero.logProb(distribution(logMean, logConcentration, logits))<readonly []>(of([0, 1, 0, 12, 0, 0])),
    gives: [['batch'], [2]],
    reference: (...parameters) =>
      rowwise(logProb as never)([0, 1, 0, 12, 0, 0], ...(parameters as never as number[][])),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('logProb is that of scipy, mixed by hand', () =>
    scoped(() => {
      const given = valuesOf(Zero.logProb(p())<readonly []>(of(COUNTS)))
      expectNear(given, SCIPY_NEGATIVE_BINOMIAL.zeroInflated, { absolute: 0, relative: 1e-5 })
      expect(valuesOf(Zero.family.logProb(p())(of(COUNTS)))).toEqual(given)
    }))

  it('by hand: a quarter of zeros beside a half of those of a geometric distribution', () =>
    scoped(() => {
      const given = valuesOf(Zero.logProb(one(2, 0, 0, Math.log(1 / 3)))<readonly []>(column([0, 1])))
      expectNear(given, [Math.log(1 / 4 + 3 / 8), Math.log(3 / 4 / 4)])
    }))

  it('keeps the digits of a 0 that is certain, that has two causes, and whose count never is 0', () =>
    scoped(() => {
      // p(0) of the counts is e^-15267 at the ends of a head: the logit alone counts
      for (const logit of [-30, -1, 0, 1, 30]) {
        const given = valuesOf(Zero.logProb(one(1, 10, 10, logit))<readonly []>(column([0])))
        expectNear(given, [-Math.log1p(Math.exp(-logit))], { absolute: 0, relative: 2e-6 })
      }
      const rare = valuesOf(Zero.logProb(one(1, -10, 0, -40))<readonly []>(column([0])))
      expectNear(rare, [-Math.log1p(Math.exp(-10))], { absolute: 0, relative: 2e-6 })
    }))

  it('with no more zeros it is negative binomial', () =>
    scoped(() => {
      const { logMean, logConcentration } = one(4, 1, 0.5, 0)
      const x = column([0, 1, 5, 20])
      const own = valuesOf(Zero.logProb(one(4, 1, 0.5, -40))<readonly []>(x))
      expectNear(own, valuesOf(Negative.logProb(Negative.make(logMean, logConcentration))<readonly []>(x)))
    }))

  it('is finite with its gradient at the bounds of a head', () =>
    scoped(() => {
      const own = {
        mean: of([-10, -10, 10, 10, 10, -10]),
        concentration: of([10, -10, -10, 10, -10, 10]),
        logits: of([1e4, -1e4, 1e4, -1e4, 1e4, 1e4]),
      }
      const { gradient, rest } = T.valueAndGradient(({ mean, concentration, logits }: typeof own) => {
        const each = Zero.logProb(distribution(mean, concentration, logits))<readonly []>(of([0, 1e6, 3, 0, 0, 1]))
        return [T.sum(0)(each), each]
      })(own)
      expectFinite(valuesOf(rest), valuesOf(gradient.mean), valuesOf(gradient.concentration), valuesOf(gradient.logits))
    }))
})

describe('laws', () => {
  onCpu()

  it('the probabilities add up to 1, with the mean', () =>
    scoped(() => {
      for (const [mean, theta, logit] of [
        [0.01, 1, 2],
        [3, 0.5, 0],
        [20, 4, -3],
      ] as const) {
        const counts = Array.from({ length: 400 }, (_, at) => at)
        const own = one(400, Math.log(mean), Math.log(theta), logit)
        const nats = valuesOf(Zero.logProb(own)<readonly []>(column(counts)))
        const moment = (f: (x: number) => number) => nats.reduce((sum, each, at) => sum + Math.exp(each) * f(at), 0)
        const wanted = [1, mean * sigmoid(-logit)]
        expectNear([moment(() => 1), moment((x) => x)], wanted, { absolute: 0, relative: 5e-5 })
        expectNear([valuesOf(Zero.mean(own))[0] as number], wanted.slice(1), { absolute: 0, relative: 2e-6 })
      }
    }))

  it('its mode is the most probable count', () =>
    scoped(() => {
      for (const [logMean, logConcentration, logit] of [
        [3, 3, -8],
        [3, 3, -1],
        [1, -1, -8],
        [0, 5, -8],
      ] as const) {
        const counts = Array.from({ length: 60 }, (_, at) => at)
        const nats = counts.map((x) => logProb(x, logMean, logConcentration, logit))
        const best = nats.indexOf(Math.max(...nats))
        expect(valuesOf(Zero.mode(one(1, logMean, logConcentration, logit)))).toEqual([best])
      }
    }))

  it('its family is over counts, and leaves no tensor', () => {
    expect([Zero.family.kind, Zero.family.over]).toEqual(['ZeroInflatedNegativeBinomial', 'integer'])
    scoped(() => expect(Zero.flattenEvent('latent')(p()).logits.shape).toEqual(['batch', 'latent']))
    expectNothingKept(() => Zero.logProb(p())<readonly []>(of(COUNTS)))
    expectNothingKept(() => Zero.draw(from(1), 'samples', 2)(p()))
  })

  runsCompiled(
    'probabilities, means and draws',
    [matrix(LOG_RATES), matrix(LOG_CONCENTRATIONS), matrix(ZERO_LOGITS)],
    (key, ...parameters) => [
      Zero.logProb(distribution(...parameters))<readonly []>(of(COUNTS)),
      Zero.mean(distribution(...parameters)),
      Zero.draw(key, 'samples', 2)(distribution(...parameters)),
    ],
  )
})

describe('draws', () => {
  onWebAssembly()

  it('have the moments of the distribution and the probability of 0', () =>
    scoped(() => {
      const [mean, theta, zero] = [5, 1.5, 0.4]
      const logit = Math.log(zero / (1 - zero))
      const own = valuesOf(Zero.family.sample(from(3))(one(6000, Math.log(mean), Math.log(theta), logit)))
      const second = mean + mean ** 2 / theta + mean ** 2
      expectMoments(own, (1 - zero) * mean, (1 - zero) * second - ((1 - zero) * mean) ** 2)
      expectMean(
        own.map((x) => (x === 0 ? 1 : 0)),
        Math.exp(logProb(0, Math.log(mean), Math.log(theta), logit)),
      )
    }))
})
