import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Normal from '../../src/distributions/diagonalNormal.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Standard from '../../src/distributions/standardNormal.js'
import { from, normal } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { normalKl } from '../support/reference.js'
import { LOG_VARIANCE, MEAN, matrix, OTHER_LOG_VARIANCE, OTHER_MEAN, rowwise, TORCH } from './matrices.js'

type Rows = T.Tensor<readonly ['batch', 3]>

const distribution = (mean: Rows, logVariance: Rows) => Normal.make<'batch', readonly [3]>(mean, logVariance)
const of = (values: readonly number[]): Rows => tensorOf(['batch', 3], [values.length / 3, 3], values)
const q = () => distribution(of(MEAN), of(LOG_VARIANCE))
const p = () => distribution(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE))
const prior = Standard.standard(3)

const toStandard = (mean: number, logVariance: number) => normalKl(mean, logVariance, 0, 0)

/** Distributions of one number, one a row. */
const each = (means: readonly number[], logVariances: readonly number[]) =>
  Normal.make<'batch', readonly [1]>(
    tensorOf(['batch', 1], [means.length, 1], means),
    tensorOf(['batch', 1], [means.length, 1], logVariances),
  )

onEach(() => {
  conforms('toStandardNormal', {
    inputs: [matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (mean, logVariance) => Kl.toStandardNormal(prior)(distribution(mean, logVariance)),
    gives: [['batch'], [2]],
    reference: rowwise(toStandard as never),
  })

  conforms('toStandardNormalPerDimension', {
    inputs: [matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (mean, logVariance) => Kl.toStandardNormalPerDimension(distribution(mean, logVariance)),
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: (mean, logVariance) =>
      (mean as readonly number[]).map((x, at) => toStandard(x, (logVariance as readonly number[])[at] as number)),
  })

  conforms('toDiagonalNormal', {
    inputs: [matrix(MEAN), matrix(LOG_VARIANCE), matrix(OTHER_MEAN), matrix(OTHER_LOG_VARIANCE)],
    operation: (mean, logVariance, otherMean, otherLogVariance) =>
      Kl.toDiagonalNormal(distribution(otherMean, otherLogVariance))(distribution(mean, logVariance)),
    gives: [['batch'], [2]],
    reference: rowwise(normalKl as never),
    // differences of numbers that are several times larger
    tolerance: { absolute: 5e-6, relative: 5e-6 },
  })

  conforms('toStandardNormal of an event of two axes', {
    inputs: [hostOf(['batch', 3, 1], [2, 3, 1], MEAN), hostOf(['batch', 3, 1], [2, 3, 1], LOG_VARIANCE)],
    operation: (mean, logVariance) =>
      Kl.toStandardNormal(Standard.standard(3, 1))(Normal.make<'batch', readonly [3, 1]>(mean, logVariance)),
    gives: [['batch'], [2]],
    reference: rowwise(toStandard as never),
  })

  it('by hand', () =>
    scoped(() => {
      // ½ (σ² - ln σ² - 1 + μ²)
      const distributions = each([0, 1, 0, -2], [0, 0, Math.log(4), Math.log(0.25)])
      expectNear(valuesOf(Kl.toStandardNormal(Standard.standard(1))(distributions)), [
        0,
        0.5,
        0.5 * (4 - Math.log(4) - 1),
        0.5 * (0.25 + Math.log(4) - 1 + 4),
      ])
      // of two distributions of one variance: ½ (distance / σ)²
      expectNear(valuesOf(Kl.toDiagonalNormal(each([5], [Math.log(9)]))(each([-1], [Math.log(9)]))), [2])
    }))

  it('is that of torch.distributions, both ways', () =>
    scoped(() => {
      expectNear(valuesOf(Kl.toStandardNormal(prior)(q())), TORCH.klToStandard)
      expectNear(valuesOf(Kl.toDiagonalNormal(p())(q())), TORCH.klToOther)
      expectNear(valuesOf(Kl.toDiagonalNormal(q())(p())), TORCH.klFromOther)
    }))

  it('is 0 at equality, exactly, and so is its gradient', () =>
    scoped(() => {
      expect(valuesOf(Kl.toDiagonalNormal(q())(q()))).toEqual([0, 0])
      expect(valuesOf(Kl.toStandardNormal(prior)(distribution(of([0, 0, 0]), of([0, 0, 0]))))).toEqual([0])
      const { gradient } = T.valueAndGradient((own: { mean: Rows; logVariance: Rows }) => [
        T.sum(0)(Kl.toDiagonalNormal(q())(distribution(own.mean, own.logVariance))),
        null,
      ])({ mean: of(MEAN), logVariance: of(LOG_VARIANCE) })
      expectNear([...valuesOf(gradient.mean), ...valuesOf(gradient.logVariance)], Array(12).fill(0), {
        absolute: 1e-7,
        relative: 0,
      })
    }))

  it('is accurate where the log-variance is tiny', () =>
    scoped(() => {
      const tiny = [2e-4, -2e-4, 1e-3, -1e-3, 1e-2, -1e-2]
      const exact = tiny.map((each) => toStandard(0, Math.fround(each)))
      const zeros = tiny.map(() => 0)
      // exp(v) - 1 - v in float32 is wrong in its first digit here: ½ v² is 2e-8, a rounding of exp(v) is 6e-8
      const tolerance = { absolute: 0, relative: 2e-3 }
      expectNear(valuesOf(Kl.toStandardNormal(Standard.standard(1))(each(zeros, tiny))), exact, tolerance)
      expectNear(valuesOf(Kl.toDiagonalNormal(each(zeros, zeros))(each(zeros, tiny))), exact, tolerance)
      const float32 = Math.fround(Math.fround(Math.exp(Math.fround(2e-4))) - 1) - Math.fround(2e-4)
      expect(Math.abs(float32 / (2 * (exact[0] as number)) - 1)).toBeGreaterThan(0.1)
    }))

  it('is finite with its gradient at the bounds of a head and at means of a million', () =>
    scoped(() => {
      const means = [1e6, -1e6, 0, 0]
      const logVariances = [10, -10, 10, -10]
      const parameters = {
        mean: tensorOf(['batch', 1], [4, 1], means),
        logVariance: tensorOf(['batch', 1], [4, 1], logVariances),
      }
      type Own = typeof parameters
      const other = each([0, 0, 1e6, -1e6], [-10, 10, -10, 10])
      for (const divergence of [Kl.toStandardNormal(Standard.standard(1)), Kl.toDiagonalNormal(other)]) {
        const { gradient, rest } = T.valueAndGradient(({ mean, logVariance }: Own) => {
          const each = divergence(Normal.make<'batch', readonly [1]>(mean, logVariance))
          return [T.sum(0)(each), each] as const
        })(parameters)
        const all = [...valuesOf(rest), ...valuesOf(gradient.mean), ...valuesOf(gradient.logVariance)]
        expect(all.every(Number.isFinite)).toBe(true)
        expect(valuesOf(rest).every((value) => value > 0)).toBe(true)
      }
      expectNear(
        valuesOf(Kl.toStandardNormal(Standard.standard(1))(each(means, logVariances))),
        means.map((mean, at) => toStandard(mean, logVariances[at] as number)),
        { absolute: 0, relative: 1e-5 },
      )
    }))
})

describe('laws', () => {
  onCpu()

  const COUNT = 20_000

  it('is the mean of log q - log p under q: Monte Carlo agrees', () =>
    scoped(() => {
      const own = q()
      const z = Normal.sample(from(21), 'samples', COUNT)(own)
      const logQ = Normal.logProb(own)<readonly ['samples']>(z)
      for (const [logP, exact] of [
        [Standard.logProb(prior)<readonly ['samples', 'batch']>(z), TORCH.klToStandard],
        [Normal.logProb(p())<readonly ['samples']>(z), TORCH.klToOther],
      ] as const) {
        const ratios = valuesOf(pipe(logQ, T.same.sub(logP)))
        for (const row of [0, 1])
          expectMean(
            ratios.filter((_, index) => index % 2 === row),
            exact[row] as number,
          )
      }
    }))

  it('is not symmetric', () =>
    scoped(() => {
      const [there, back] = [valuesOf(Kl.toDiagonalNormal(p())(q())), valuesOf(Kl.toDiagonalNormal(q())(p()))]
      for (const row of [0, 1]) expect(Math.abs((there[row] as number) - (back[row] as number))).toBeGreaterThan(0.9)
    }))

  it('is never negative', () =>
    scoped(() => {
      const draws = [...normal(from(31), 8000)]
      const part = (from: number, scale: number) => draws.slice(from, from + 2000).map((x) => x * scale)
      const [one, other] = [each(part(0, 0.1), part(2000, 0.1)), each(part(4000, 0.1), part(6000, 0.1))]
      expect(Math.min(...valuesOf(Kl.toDiagonalNormal(other)(one)))).toBeGreaterThanOrEqual(0)
      expect(Math.min(...valuesOf(Kl.toStandardNormal(Standard.standard(1))(one)))).toBeGreaterThanOrEqual(0)
      // also where it is next to nothing
      const near = each(part(0, 1e-4), part(2000, 1e-4))
      expect(Math.min(...valuesOf(Kl.toStandardNormal(Standard.standard(1))(near)))).toBeGreaterThanOrEqual(0)
    }))

  it('to a standard normal is that to a diagonal normal of mean 0 and log-variance 0', () =>
    scoped(() => {
      const zeros = of([0, 0, 0, 0, 0, 0])
      expectNear(
        valuesOf(Kl.toDiagonalNormal(distribution(zeros, zeros))(q())),
        valuesOf(Kl.toStandardNormal(prior)(q())),
      )
    }))

  it('does not change when both distributions are shifted and scaled alike', () =>
    scoped(() => {
      const moved = (mean: readonly number[], logVariance: readonly number[]) =>
        distribution(of(mean.map((x) => 3 * x - 2)), of(logVariance.map((v) => v + 2 * Math.log(3))))
      expectNear(
        valuesOf(Kl.toDiagonalNormal(moved(OTHER_MEAN, OTHER_LOG_VARIANCE))(moved(MEAN, LOG_VARIANCE))),
        TORCH.klToOther,
        { absolute: 1e-5, relative: 1e-5 },
      )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => [Kl.toStandardNormal(prior)(q()), Kl.toDiagonalNormal(p())(q())])
  })
})
