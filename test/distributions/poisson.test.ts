import { describe, expect, it } from 'vitest'
import * as Poisson from '../../src/distributions/poisson.js'
import { poissonDraw } from '../../src/distributions/poissonDraw.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { COUNTS, LOG_RATES, matrix, rowwise, TORCH_POISSON } from './matrices.js'
import { expectFinite } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
const distribution = (logRates: Rows) => Poisson.make<'batch', readonly [3]>(logRates)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const logFactorial = (x: number): number => (x < 2 ? 0 : Math.log(x) + logFactorial(x - 1))

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(LOG_RATES)],
    operation: (logRates) => Poisson.logProb(distribution(logRates))<readonly []>(of(COUNTS)),
    gives: [['batch'], [2]],
    reference: (logRates) =>
      rowwise(((x: number, each: number) => x * each - Math.exp(each) - logFactorial(x)) as never)(
        COUNTS,
        logRates as readonly number[],
      ),
    tolerance: { absolute: 0, relative: 1e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('logProb and mean are those of torch.distributions', () =>
    scoped(() => {
      const given = valuesOf(Poisson.logProb(distribution(of(LOG_RATES)))<readonly []>(of(COUNTS)))
      expectNear(given, TORCH_POISSON.logProb, { absolute: 0, relative: 1e-5 })
      expect(valuesOf(Poisson.family.logProb(distribution(of(LOG_RATES)))(of(COUNTS)))).toEqual(given)
      expectNear(valuesOf(Poisson.mean(distribution(of(LOG_RATES)))), TORCH_POISSON.mean)
    }))

  it('by hand: of no event, minus the rate', () =>
    scoped(() => {
      const given = valuesOf(
        Poisson.logProb(distribution(of([0, 0, 0, Math.LN2, 0, 0])))<readonly []>(of([0, 0, 0, 0, 0, 0])),
      )
      expectNear(given, [-3, -4])
    }))

  it('is finite with its gradient at the bounds of a head and at counts of a million', () =>
    scoped(() => {
      const { gradient, rest } = T.valueAndGradient((logRates: Rows) => {
        const each = Poisson.logProb(distribution(logRates))<readonly []>(of([0, 1e6, 3, 1e6, 0, 1]))
        return [T.sum(0)(each), each]
      })(of([-10, -10, 10, 10, 10, 0]))
      expectFinite(valuesOf(rest), valuesOf(gradient))
    }))
})

describe('laws', () => {
  onCpu()

  it('the probabilities add up to 1, and their moments are the rate', () =>
    scoped(() => {
      for (const rate of [0.01, 1, 8, 60]) {
        const counts = Array.from({ length: 200 }, (_, at) => at)
        const p = Poisson.make<'batch', readonly [1]>(tensorOf(['batch', 1], [1, 1], [Math.log(rate)]))
        const nats = valuesOf(
          Poisson.logProb(p)<readonly ['counts']>(tensorOf(['counts', 'batch', 1], [200, 1, 1], counts)),
        )
        const moment = (f: (x: number) => number) => nats.reduce((sum, each, at) => sum + Math.exp(each) * f(at), 0)
        expectNear([moment(() => 1), moment((x) => x), moment((x) => (x - rate) ** 2)], [1, rate, rate], {
          absolute: 0,
          relative: 5e-5,
        })
      }
    }))

  it('mean and mode; its family is over counts', () =>
    scoped(() => {
      const p = distribution(of([0, Math.log(2.5), Math.log(0.5), 1, 2, 3]))
      expectNear(valuesOf(Poisson.mean(p)).slice(0, 3), [1, 2.5, 0.5])
      expect(valuesOf(Poisson.mode(p))).toEqual([1, 2, 0, 2, 7, 20])
      expect([Poisson.family.kind, Poisson.family.over]).toEqual(['Poisson', 'integer'])
      expect(valuesOf(Poisson.family.sample(from(7))(p))).toEqual(valuesOf(poissonDraw(from(7))(p.logRates)))
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => Poisson.logProb(distribution(of(LOG_RATES)))<readonly []>(of(COUNTS)))
  })

  runsCompiled('probabilities and means', [matrix(LOG_RATES), matrix(COUNTS)], (_, logRates, x) => [
    Poisson.logProb(distribution(logRates))<readonly []>(x),
    Poisson.mean(distribution(logRates)),
  ])
})
