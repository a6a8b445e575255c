import { describe, expect, it } from 'vitest'
import * as Even from '../../src/distributions/evenMixture.js'
import * as Mixture from '../../src/distributions/normalMixture.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { MIXTURE_LOG_VARIANCE, MIXTURE_MEAN, X } from './matrices.js'
import { expectIntegral } from './samples.js'

type Parts = T.Tensor<readonly ['batch', 'components', 1]>

/** A mixture of one number in some rows, from its components. */
const mixture = (mean: readonly number[], logVariance: readonly number[], rows = 1) => {
  const of = (values: readonly number[]): Parts =>
    tensorOf(['batch', 'components', 1], [rows, mean.length, 1], Array.from({ length: rows }, () => values).flat())
  return { mean: of(mean), logVariance: of(logVariance) }
}
const evenOf = ({ mean, logVariance }: ReturnType<typeof mixture>) =>
  Even.make<'batch', readonly [1]>(mean, logVariance)
const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

onEach(() => {
  it('has the mean of the densities of its components, by hand', () =>
    scoped(() => {
      const q = evenOf(mixture([0, 3], [0, 1]))
      const normal = (x: number, mean: number, variance: number) =>
        Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)
      const x = tensorOf(['batch', 1], [1, 1], [1])
      expect(valuesOf(Even.logProb(q)<readonly []>(x))[0]).toBeCloseTo(
        Math.log(0.5 * normal(1, 0, 1) + 0.5 * normal(1, 3, Math.E)),
        5,
      )
      expect([...valuesOf(Even.mean(q))]).toEqual([1.5])
    }))

  it('draws as many samples of each component where the samples are a multiple of them, the first of the first', () =>
    scoped(() => {
      const z = valuesOf(Even.sample(from(1), 'samples', 6)(evenOf(mixture([-100, 0, 100], [0, 0, 0], 2))))
      expect(z.map((each) => Math.round(each / 100))).toEqual([-1, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 1])
    }))
})

describe('laws', () => {
  onCpu()

  it('is a mixture of equal weights', () =>
    scoped(() => {
      const [mean, logVariance] = [MIXTURE_MEAN, MIXTURE_LOG_VARIANCE].map((values) =>
        tensorOf(['batch', 'components', 3], [2, 2, 3], values),
      ) as [T.Tensor<readonly ['batch', 'components', 3]>, T.Tensor<readonly ['batch', 'components', 3]>]
      const x = tensorOf(['batch', 3], [2, 3], X)
      const equal = tensorOf(['batch', 'components'], [2, 2], [4, 4, -1, -1])
      expectNear(
        valuesOf(Even.logProb(Even.make<'batch', readonly [3]>(mean, logVariance))<readonly []>(x)),
        valuesOf(Mixture.logProb(Mixture.make<'batch', readonly [3]>(equal, mean, logVariance))<readonly []>(x)),
      )
    }))

  it('the density integrates to 1', () =>
    scoped(() => {
      const q = evenOf(mixture([-2, 0, 3], [-1, 0.5, 1]))
      expectIntegral(
        (points) =>
          valuesOf(
            Even.logProb(q)<readonly ['points']>(tensorOf(['points', 'batch', 1], [points.length, 1, 1], points)),
          ),
        [-20, 25],
      )
    }))

  it.each([1, 3, 5])('%i samples of many rows are of each component as often as of another', (samples) =>
    scoped(() => {
      const rows = 8000
      const z = valuesOf(Even.sample(from(3), 'samples', samples)(evenOf(mixture([-50, 50], [0, 0], rows))))
      const share = meanOf(z.map((each) => (each > 0 ? 1 : 0)))
      // each row alone is of both in expectation: at most half a sample more of one
      expect(Math.abs(share - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(rows))
    }),
  )

  it.each([1, 2, 3])('the gradient of the mean of z² over %i samples is that of the second moment', (samples) =>
    scoped(() => {
      const rows = 20_000
      const at = mixture([-1, 2], [0.4, -0.6], rows)
      const of = (parts: ReturnType<typeof mixture>) =>
        [
          T.sum('batch', 1)(T.mean('samples')(T.square(Even.sample(from(5), 'samples', samples)(evenOf(parts))))),
          null,
        ] as const
      const { gradient } = T.valueAndGradient(of)(at)
      // E z² = ½ Σ (μ² + σ²): by each mean μ, and by each log-variance ½ σ²
      const wanted = { mean: [-1, 2], logVariance: [0.5 * Math.exp(0.4), 0.5 * Math.exp(-0.6)] }
      for (const name of ['mean', 'logVariance'] as const)
        for (const component of [0, 1]) {
          const each = valuesOf(gradient[name]).filter((_, place) => place % 2 === component)
          const mean = meanOf(each)
          const error = Math.sqrt(meanOf(each.map((value) => (value - mean) ** 2)) / rows)
          expect(Math.abs(mean - (wanted[name][component] as number))).toBeLessThan(4 * error)
        }
    }),
  )

  it('the gradient of the log-density is that of finite differences', () =>
    scoped(() => {
      const x = tensorOf(['batch', 1], [1, 1], [0.7])
      const at = (mean: readonly number[]) =>
        valuesOf(Even.logProb(evenOf(mixture(mean, [0.2, -0.3])))<readonly []>(x))[0] as number
      const of = (parts: ReturnType<typeof mixture>) =>
        [T.sum('batch')(Even.logProb(evenOf(parts))<readonly []>(x)), null] as const
      const { gradient } = T.valueAndGradient(of)(mixture([0, 1.5], [0.2, -0.3]))
      const step = 1e-2
      expect(valuesOf(gradient.mean)[0]).toBeCloseTo((at([step, 1.5]) - at([-step, 1.5])) / (2 * step), 3)
      expect(valuesOf(gradient.mean)[1]).toBeCloseTo((at([0, 1.5 + step]) - at([0, 1.5 - step])) / (2 * step), 3)
    }))
})
