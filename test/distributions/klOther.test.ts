import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as Categorical from '../../src/distributions/categorical.js'
import * as Continuous from '../../src/distributions/continuousBernoulli.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Laplace from '../../src/distributions/laplace.js'
import * as Poisson from '../../src/distributions/poisson.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { onEach, onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { logSumExp, sigmoid } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import {
  LOG_RATES,
  LOG_VARIANCE,
  LOGITS,
  MEAN,
  matrix,
  OTHER_LOG_RATES,
  OTHER_LOG_VARIANCE,
  OTHER_LOGITS,
  OTHER_MEAN,
  rowwise,
  TORCH_CATEGORICAL,
  TORCH_LAPLACE,
  TORCH_POISSON,
} from './matrices.js'
import { columns, expectFinite } from './samples.js'

type Rows = T.Tensor<readonly ['batch', 3]>
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const laplace = (mean: Rows, logScale: Rows) => Laplace.make<'batch', readonly [3]>(mean, logScale)
const categorical = (logits: Rows) => Categorical.make<'batch', readonly [3]>(logits)
const bernoulli = (logits: Rows) => Bernoulli.make<'batch', readonly [3]>(logits)
const COUNT = 20_000

const logSoftmax = (values: readonly number[] | undefined, at: number) => {
  const row = (values as readonly number[]).slice(at, at + 3)
  return row.map((each) => each - logSumExp(row))
}

const continuous = (logits: Rows) => Continuous.make<'batch', readonly [3]>(logits)

/** By the means of `x(q - p) - C(q) + C(p)`, with C the logarithm of the normalizer. */
const continuousKl = (logit: number, other: number) => {
  const normalizer = (eta: number) => (eta === 0 ? 0 : Math.log(Math.expm1(eta) / eta))
  const mean = logit === 0 ? 0.5 : -1 / Math.expm1(-logit) - 1 / logit
  return normalizer(other) - normalizer(logit) - (other - logit) * mean
}

const poisson = (logRates: Rows) => Poisson.make<'batch', readonly [3]>(logRates)

const poissonKl = (logRate: number, other: number) =>
  Math.exp(logRate) * (logRate - other) - Math.exp(logRate) + Math.exp(other)

const bernoulliKl = (logit: number, other: number) => {
  const [q, p] = [sigmoid(logit), sigmoid(other)]
  return q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p))
}

const laplaceKl = (mean: number, logScale: number, otherMean: number, otherLogScale: number) => {
  const [scale, away] = [Math.exp(logScale), Math.abs(mean - otherMean)]
  return otherLogScale - logScale + (scale * Math.exp(-away / scale) + away) / Math.exp(otherLogScale) - 1
}

onEach(() => {
  conforms('toLaplace', {
    inputs: [matrix(MEAN), matrix(LOG_VARIANCE), matrix(OTHER_MEAN), matrix(OTHER_LOG_VARIANCE)],
    operation: (mean, logScale, otherMean, otherLogScale) =>
      Kl.toLaplace(laplace(otherMean, otherLogScale))(laplace(mean, logScale)),
    gives: [['batch'], [2]],
    reference: rowwise(laplaceKl as never),
    tolerance: { absolute: 5e-6, relative: 5e-6 },
  })

  conforms('toContinuousBernoulli', {
    inputs: [matrix(LOGITS), matrix(OTHER_LOGITS)],
    operation: (logits, other) => Kl.toContinuousBernoulli(continuous(other))(continuous(logits)),
    gives: [['batch'], [2]],
    reference: rowwise(continuousKl as never),
    tolerance: { absolute: 5e-6, relative: 5e-6 },
  })

  it('of continuous Bernoulli distributions to the uniform one is 0.84236 at logits 2, -1, 5, and keeps its digits near 0', () =>
    scoped(() => {
      const q = of([2, -1, 5, 1e-3, -1e-5, 0])
      const found = valuesOf(Kl.closedForm(continuous(q), Continuous.standard(3)))
      expect(found[0]).toBeCloseTo(0.84236, 5)
      expectNear(found, [continuousKl(2, 0) + continuousKl(-1, 0) + continuousKl(5, 0), (1e-3 ** 2 + 1e-5 ** 2) / 24], {
        absolute: 0,
        relative: 1e-5,
      })
      expectNear(valuesOf(Kl.toContinuousBernoulli(continuous(of([0, 0, 0, 0, 0, 0])))(continuous(q))), found, {
        absolute: 1e-6,
        relative: 1e-6,
      })
    }))

  it('of continuous Bernoulli distributions in the tails is that of the exponential distributions that they are at their ends', () =>
    scoped(() => {
      const ends = [1e4, -1e4, 3e6, 1e4, -1e4, 1e5]
      const others = [2e4, -3e4, 3e6, -1e4, 1e4, 0]
      const exponential = (rate: number, other: number) => Math.log(rate / other) + other / rate - 1
      // across: the mean of q is 1e-4 from its own end, where log p is -2e4 below its largest
      const across = 1e4 * (1 - 1e-4) - 1
      const found = valuesOf(Kl.toContinuousBernoulli(continuous(of(others)))(continuous(of(ends))))
      expectNear(found, [exponential(1e4, 2e4) + exponential(1e4, 3e4), 2 * across + Math.log(1e5) - 1], {
        absolute: 1e-5,
        relative: 1e-5,
      })
    }))

  it('of continuous Bernoulli distributions has its gradient at logits of 0: the variance 1/12 times their difference', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient(
        ([q, p]: readonly [Rows, Rows]) =>
          [T.sum(0)(Kl.toContinuousBernoulli(continuous(p))(continuous(q))), null] as const,
      )([of([0, 0, 0, 0, 0, 0]), of([0.01, -0.01, 0, 0.01, 0, 0])])
      const twelfth = 0.01 / 12
      expectNear(valuesOf(gradient[0]), [-twelfth, twelfth, 0, -twelfth, 0, 0], { absolute: 1e-6, relative: 1e-3 })
      expectNear(valuesOf(gradient[1]), [twelfth, -twelfth, 0, twelfth, 0, 0], { absolute: 1e-6, relative: 1e-3 })
    }))

  conforms('toCategorical', {
    inputs: [matrix(LOGITS), matrix(OTHER_LOGITS)],
    operation: (logits, others) =>
      Kl.toCategorical(Categorical.make<'batch', readonly [3]>(others))(categorical(logits)),
    gives: [['batch'], [2]],
    reference: (logits, others) =>
      [0, 3].map((at) => {
        const [q, p] = [logSoftmax(logits, at), logSoftmax(others, at)]
        return q.reduce((sum, each, k) => sum + Math.exp(each) * (each - (p[k] as number)), 0)
      }),
  })

  conforms('toBernoulli', {
    inputs: [matrix(LOGITS), matrix(OTHER_LOGITS)],
    operation: (logits, others) => Kl.toBernoulli(bernoulli(others))(bernoulli(logits)),
    gives: [['batch'], [2]],
    reference: rowwise(bernoulliKl as never),
  })

  conforms('toPoisson', {
    inputs: [matrix(LOG_RATES), matrix(OTHER_LOG_RATES)],
    operation: (logRates, others) => Kl.toPoisson(poisson(others))(poisson(logRates)),
    gives: [['batch'], [2]],
    reference: rowwise(poissonKl as never),
    tolerance: { absolute: 1e-5, relative: 1e-5 },
  })

  it('toPoisson is that of torch.distributions, and 0 at equality', () =>
    scoped(() => {
      const q = poisson(of(LOG_RATES))
      expectNear(valuesOf(Kl.toPoisson(poisson(of(OTHER_LOG_RATES)))(q)), TORCH_POISSON.kl, {
        absolute: 0,
        relative: 1e-5,
      })
      expectNear(valuesOf(Kl.toPoisson(q)(poisson(of(OTHER_LOG_RATES)))), TORCH_POISSON.klBack, {
        absolute: 0,
        relative: 1e-5,
      })
      expectNear(valuesOf(Kl.toPoisson(q)(q)), [0, 0], { absolute: 0, relative: 0 })
    }))

  it('toCategorical and toBernoulli are those of torch.distributions, and 0 at equality', () =>
    scoped(() => {
      const [q, p] = [categorical(of(LOGITS)), categorical(of(OTHER_LOGITS))]
      expectNear(valuesOf(Kl.toCategorical(p)(q)), TORCH_CATEGORICAL.kl)
      expectNear(valuesOf(Kl.toCategorical(q)(p)), TORCH_CATEGORICAL.klBack)
      expectNear(valuesOf(Kl.toCategorical(q)(q)), [0, 0], { absolute: 0, relative: 0 })
      const [own, other] = [bernoulli(of(LOGITS)), bernoulli(of(OTHER_LOGITS))]
      expectNear(valuesOf(Kl.toBernoulli(other)(own)), TORCH_CATEGORICAL.bernoulliKl)
      expectNear(valuesOf(Kl.toBernoulli(own)(other)), TORCH_CATEGORICAL.bernoulliKlBack)
      expectNear(valuesOf(Kl.toBernoulli(own)(own)), [0, 0], { absolute: 0, relative: 0 })
    }))

  it('both are finite with their gradients at logits of ±10000, and infinite at none', () =>
    scoped(() => {
      const far = { q: of([1e4, -1e4, 0, 1e4, 1e4, -1e4]), p: of([-1e4, 1e4, 0, 1e4, 0, 1e4]) }
      for (const divergence of [
        ({ q, p }: typeof far) => Kl.toCategorical(categorical(p))(categorical(q)),
        ({ q, p }: typeof far) => Kl.toBernoulli(bernoulli(p))(bernoulli(q)),
      ]) {
        const { gradient, rest } = T.valueAndGradient((own: typeof far) => {
          const each = divergence(own)
          return [T.sum(0)(each), each]
        })(far)
        expectFinite(valuesOf(rest), valuesOf(gradient.q), valuesOf(gradient.p))
        expect(Math.min(...valuesOf(rest))).toBeGreaterThanOrEqual(0)
      }
      // of sure distributions that differ, the whole distance of the logits
      expectNear(
        valuesOf(Kl.toBernoulli(bernoulli(of([-1e4, 0, 0, 0, 0, 0])))(bernoulli(of([1e4, 0, 0, 0, 0, 0])))),
        [1e4, 0],
      )
    }))

  it('toLaplace is that of torch.distributions, and 0 at equality', () =>
    scoped(() => {
      const q = laplace(of(MEAN), of(LOG_VARIANCE))
      const p = laplace(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE))
      expectNear(valuesOf(Kl.toLaplace(p)(q)), TORCH_LAPLACE.kl)
      expectNear(valuesOf(Kl.toLaplace(q)(p)), TORCH_LAPLACE.klBack)
      expectNear(valuesOf(Kl.toLaplace(q)(q)), [0, 0], { absolute: 0, relative: 0 })
    }))
})

describe('laws', () => {
  onWebAssembly()

  it('toLaplace is the mean of log q - log p under q', () =>
    scoped(() => {
      const [q, p] = [laplace(of(MEAN), of(LOG_VARIANCE)), laplace(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE))]
      const z = Laplace.sample(from(21), 'samples', COUNT)(q)
      const ratios = pipe(
        Laplace.logProb(q)<readonly ['samples']>(z),
        T.same.sub(Laplace.logProb(p)<readonly ['samples']>(z)),
      )
      for (const [row, own] of columns(valuesOf(ratios), 2).entries()) expectMean(own, TORCH_LAPLACE.kl[row] as number)
    }))

  it('toCategorical is the exact sum, and the mean of log q - log p under q', () =>
    scoped(() => {
      const [q, p] = [categorical(of(LOGITS)), categorical(of(OTHER_LOGITS))]
      const x = Categorical.draw(from(21), 'samples', COUNT)(q)
      const ratios = pipe(
        Categorical.logProb(q)<readonly ['samples']>(x),
        T.same.sub(Categorical.logProb(p)<readonly ['samples']>(x)),
      )
      for (const [row, own] of columns(valuesOf(ratios), 2).entries())
        expectMean(own, TORCH_CATEGORICAL.kl[row] as number)
    }))

  it('toBernoulli is the mean of log q - log p under q', () =>
    scoped(() => {
      const rows = (logit: number) =>
        Bernoulli.make<'batch', readonly [1]>(tensorOf(['batch', 1], [COUNT, 1], Array(COUNT).fill(logit)))
      const [q, p] = [rows(0.5), rows(-1.5)]
      const x = Bernoulli.family.sample(from(22))(q)
      expectMean(valuesOf(pipe(Bernoulli.logProb(q)(x), T.same.sub(Bernoulli.logProb(p)(x)))), bernoulliKl(0.5, -1.5))
    }))

  it('toPoisson is the mean of log q - log p under q', () =>
    scoped(() => {
      const rows = (logRate: number) =>
        Poisson.make<'batch', readonly [1]>(tensorOf(['batch', 1], [COUNT, 1], Array(COUNT).fill(logRate)))
      for (const [own, other] of [
        [0.5, -0.5],
        [3, 2.5],
      ] as const) {
        const [q, p] = [rows(own), rows(other)]
        const x = Poisson.family.sample(from(22))(q)
        const ratios = pipe(Poisson.logProb(q)<readonly []>(x), T.same.sub(Poisson.logProb(p)<readonly []>(x)))
        expectMean(valuesOf(ratios), poissonKl(own, other))
      }
    }))

  runsCompiled('toPoisson', [matrix(LOG_RATES), matrix(OTHER_LOG_RATES)], (_, logRates, others) => [
    Kl.toPoisson(poisson(others))(poisson(logRates)),
  ])

  runsCompiled('toCategorical and toBernoulli', [matrix(LOGITS), matrix(OTHER_LOGITS)], (_, logits, others) => [
    Kl.toCategorical(categorical(others))(categorical(logits)),
    Kl.toBernoulli(bernoulli(others))(bernoulli(logits)),
  ])

  runsCompiled(
    'toLaplace',
    [matrix(MEAN), matrix(LOG_VARIANCE), matrix(OTHER_MEAN), matrix(OTHER_LOG_VARIANCE)],
    (_, mean, logScale, otherMean, otherLogScale) => [
      Kl.toLaplace(laplace(otherMean, otherLogScale))(laplace(mean, logScale)),
    ],
  )
})
