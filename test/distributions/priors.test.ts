import { pipe } from 'fp-ts/lib/function.js'
import { expect, it } from 'vitest'
import { ofNumbers } from '../../src/distributions/coordinates.js'
import { record } from '../../src/distributions/family.js'
import * as Distributions from '../../src/distributions/index.js'
import type { PriorsOver } from '../../src/distributions/kinds.js'
import {
  drawPrior,
  initOf,
  isPrior,
  logPriorOf,
  type PriorKind,
  priorDistribution,
} from '../../src/distributions/priors.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import * as Mobius from './mobius.js'

onCpu()

const temperature = 0.5

const REAL = [0.5, -1.5, 2, 0, 0.25, -3]
const UNIT = [0.2, 0.9, 0.5, 0.01, 0.6, 0.75]
const BITS = [1, 0, 1, 1, 0, 0]
const ONE_HOT = [0, 1, 0, 1, 0, 0]
const COUNTS = [0, 3, 1, 2, 0, 5]
const SIMPLEX = [0.2, 0.5, 0.3, 0.7, 0.05, 0.25]
const UNIT_BALL = [0.2, -0.5, 0.3, 0.7, 0.05, -0.25]
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
const sums = (of: (z: number) => number) => (z: readonly number[]) =>
  [0, 3].map((from) => z.slice(from, from + 3).reduce((sum, each) => sum + of(each), 0))
const half = 0.5 * Math.log(2 * Math.PI)

/** With x the logit of z, the density of `sigmoid(logistic / t)` is `t e^(-tx) / (1 + e^(-tx))² / (z (1 - z))`. */
const relaxedBit = (z: number) => {
  const x = Math.log(z / (1 - z))
  return Math.log(temperature) - temperature * x - 2 * Math.log1p(Math.exp(-temperature * x)) - Math.log(z * (1 - z))
}

/** Equation 10 of the Concrete paper, with all logits 0: `2! t² Π z^(-t-1) / (Σ z^-t)³`. */
const relaxedClasses = (z: readonly number[]) =>
  [0, 3].map((from) => {
    const own = z.slice(from, from + 3)
    return (
      Math.log(2) +
      2 * Math.log(temperature) -
      own.reduce((sum, each) => sum + (temperature + 1) * Math.log(each), 0) -
      3 * Math.log(own.reduce((sum, each) => sum + each ** -temperature, 0))
    )
  })

/** At the center of the ball, of variances 1 and curvature -1/2. */
const ball = (z: readonly number[]) =>
  [0, 3].map((from) =>
    Mobius.logProb(z.slice(from, from + 3), { location: [0, 0, 0], logVariance: [0, 0, 0], curvature: 0.5 }),
  )

const cases: readonly (readonly [
  PriorsOver<readonly [3]>[PriorKind],
  readonly number[],
  (z: readonly number[]) => readonly number[],
])[] = [
  [Distributions.DiagonalNormal.standard(3), REAL, sums((z) => -half - 0.5 * z * z)],
  [Distributions.Laplace.standard(3), REAL, sums((z) => -Math.abs(z) - Math.LN2)],
  // of one degree it is the Cauchy distribution
  [Distributions.StudentT.standard({ degrees: 1 })(3), REAL, sums((z) => -Math.log(Math.PI * (1 + z * z)))],
  [Distributions.PowerSpherical.uniform(3), SIMPLEX, () => Array(2).fill(-Math.log(4 * Math.PI))],
  [Distributions.WrappedNormal.standard({ curvature: 0.5 })(3), UNIT_BALL, ball],
  [Distributions.Bernoulli.standard(3), BITS, sums(() => -Math.LN2)],
  [Distributions.ContinuousBernoulli.standard(3), UNIT, sums(() => 0)],
  [Distributions.Categorical.standard(3), ONE_HOT, () => [-Math.log(3), -Math.log(3)]],
  [Distributions.Poisson.standard(3), COUNTS, sums((z) => -1 - Math.log(factorial(z)))],
  [Distributions.RelaxedBernoulli.standard({ temperature })(3), UNIT, sums(relaxedBit)],
  [Distributions.RelaxedCategorical.standard({ temperature })(3), SIMPLEX, relaxedClasses],
]

it.each(cases.map((each) => [each[0]._tag, each] as const))(
  '%s has its density, and draws of its event',
  (_tag, [prior, z, by]) =>
    scoped(() => {
      const distribution = priorDistribution(prior as never, undefined)
      const at = { z: tensorOf(['samples', 'batch', 'latent'], [1, 2, 3], z) }
      const found = pipe(logPriorOf(distribution)(at), ofNumbers(distribution[record].coordinate)(at))
      expect([found.shape, found.sizes]).toEqual([
        ['samples', 'batch'],
        [1, 2],
      ])
      expectNear(valuesOf(found), by(z), { absolute: 2e-5, relative: 2e-5 })
      expect(isPrior(prior)).toBe(true)
      expect(initOf(prior)).toBeNull()
      const drawn = drawPrior(from(1), 'rows', 5)(prior, undefined)
      expect([drawn.shape, drawn.sizes]).toEqual([
        ['rows', 3],
        [5, 3],
      ])
    }),
)

it('keeps the classes of several distributions apart', () =>
  scoped(() => {
    const distribution = priorDistribution(Distributions.Categorical.standard(2, 3) as never, undefined)
    expect(distribution).toMatchObject({ shape: ['variables', 'classes'] })
    const z = tensorOf(['samples', 'batch', 'latent'], [1, 1, 6], [0, 1, 0, 1, 0, 0])
    expectNear(valuesOf(logPriorOf(distribution)({ z })), [-2 * Math.log(3)])
  }))

it('makes of the parameters of a learned mixture its distribution, with log-variances that are bounded', () =>
  scoped(() => {
    const prior = Distributions.MixturePrior.learned({ components: 2 })(2)
    expect(initOf(prior)).toBe(prior.init)
    const params = {
      logits: tensorOf(['components'], [2], [Math.log(3), 0]),
      mean: tensorOf(['components', 2], [2, 2], [0, 0, 2, -1]),
      logVariance: tensorOf(['components', 2], [2, 2], [0, 0, 1e6, 0]),
    }
    const distribution = priorDistribution(prior as never, params)
    expect(distribution._tag).toBe('MixturePrior')
    const [z1, z2] = [0.5, -0.5]
    const normal = (x: number, mean: number, logVariance: number) =>
      -half - 0.5 * (logVariance + (x - mean) ** 2 / Math.exp(logVariance))
    const wanted = Math.log(
      0.75 * Math.exp(normal(z1, 0, 0) + normal(z2, 0, 0)) + 0.25 * Math.exp(normal(z1, 2, 10) + normal(z2, -1, 0)),
    )
    expectNear(
      valuesOf(logPriorOf(distribution)({ z: tensorOf(['samples', 'batch', 'latent'], [1, 1, 2], [z1, z2]) })),
      [wanted],
    )
    expect(drawPrior(from(1), 'rows', 5)(prior, params).sizes).toEqual([5, 2])
    const { gradient } = T.valueAndGradient(
      (own: typeof params) =>
        [
          T.meanOfAll(
            logPriorOf(priorDistribution(prior as never, own))({
              z: tensorOf(['samples', 'batch', 'latent'], [1, 1, 2], [z1, z2]),
            }),
          ),
          null,
        ] as const,
    )(params)
    for (const part of [gradient.logits, gradient.mean])
      expect(valuesOf(part).some((each) => Math.abs(each) > 1e-3)).toBe(true)
  }))

it('is told from what is no prior', () => {
  for (const given of [null, undefined, 20, {}, { _tag: 'MixturePrior' }, { _tag: 'toString' }])
    expect(isPrior(given)).toBe(false)
})
