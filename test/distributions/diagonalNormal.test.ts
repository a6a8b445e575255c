import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Normal from '../../src/distributions/diagonalNormal.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { bySample } from '../support/bySample.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, numberOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { normalCdf, normalLogProb } from '../support/reference.js'
import { LOG_VARIANCE, MEAN, matrix, rowwise, TORCH, X } from './matrices.js'

const key = from(7)
const distribution = () =>
  Normal.make<'batch', readonly [3]>(tensorOf(['batch', 3], [2, 3], MEAN), tensorOf(['batch', 3], [2, 3], LOG_VARIANCE))

/** One distribution of one number in every row. */
const rowsOf = (count: number, mean: number, logVariance: number) =>
  Normal.make<'batch', readonly [1]>(
    tensorOf(['batch', 1], [count, 1], Array(count).fill(mean)),
    tensorOf(['batch', 1], [count, 1], Array(count).fill(logVariance)),
  )

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(X), matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (x, mean, logVariance) =>
      Normal.logProb(Normal.make<'batch', readonly [3]>(mean, logVariance))<readonly []>(x),
    gives: [['batch'], [2]],
    reference: rowwise(normalLogProb as never),
  })

  conforms('logProb under samples', {
    inputs: [hostOf(['samples', 'batch', 3], [2, 2, 3], [...X, ...MEAN]), matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (x, mean, logVariance) =>
      Normal.logProb(Normal.make<'batch', readonly [3]>(mean, logVariance))<readonly ['samples']>(x),
    gives: [
      ['samples', 'batch'],
      [2, 2],
    ],
    reference: (x, mean, logVariance) =>
      rowwise(normalLogProb as never)(
        x as readonly number[],
        [...(mean as readonly number[]), ...(mean as readonly number[])],
        [...(logVariance as readonly number[]), ...(logVariance as readonly number[])],
      ),
  })

  conforms('logProb of an event of two axes', {
    inputs: [hostOf(['batch', 2, 3], [1, 2, 3], X), hostOf(['batch', 2, 3], [1, 2, 3], MEAN)],
    operation: (x, mean) =>
      Normal.logProb(Normal.make<'batch', readonly [2, 3]>(mean, T.zerosLike(mean)))<readonly []>(x),
    gives: [['batch'], [1]],
    reference: (x, mean) => [
      (x as readonly number[]).reduce(
        (sum, each, index) => sum + normalLogProb(each, (mean as readonly number[])[index] as number, 0),
        0,
      ),
    ],
  })

  conforms('entropy', {
    inputs: [matrix(LOG_VARIANCE)],
    operation: (logVariance) =>
      Normal.entropy(Normal.make<'batch', readonly [3]>(T.zerosLike(logVariance), logVariance)),
    gives: [['batch'], [2]],
    reference: rowwise(((logVariance: number) => 0.5 * (1 + Math.log(2 * Math.PI) + logVariance)) as never),
  })

  conforms('standardDeviation', {
    inputs: [matrix(LOG_VARIANCE)],
    operation: (logVariance) =>
      Normal.standardDeviation(Normal.make<'batch', readonly [3]>(T.zerosLike(logVariance), logVariance)),
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: (logVariance) => (logVariance as readonly number[]).map((each) => Math.exp(each / 2)),
  })

  const noise = bySample('normal')(key, 4, 6)
  conforms('sample: its gradient is that of mean + σ ε', {
    inputs: [matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (mean, logVariance) =>
      Normal.sample(key, 'samples', 4)(Normal.make<'batch', readonly [3]>(mean, logVariance)),
    gives: [
      ['samples', 'batch', 3],
      [4, 2, 3],
    ],
    reference: (mean, logVariance) =>
      Array.from(
        noise,
        (each, at) =>
          ((mean as readonly number[])[at % 6] as number) +
          Math.exp(((logVariance as readonly number[])[at % 6] as number) / 2) * each,
      ),
  })

  conforms('sample of its family', {
    inputs: [matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (mean, logVariance) => Normal.family.sample(key)(Normal.make<'batch', readonly [3]>(mean, logVariance)),
    gives: [
      ['batch', 3],
      [2, 3],
    ],
    reference: (mean, logVariance) =>
      (mean as readonly number[]).map(
        (each, at) => each + Math.exp(((logVariance as readonly number[])[at] as number) / 2) * (noise[at] as number),
      ),
  })

  it('logProb by hand: at its mean, a standard normal has -½ ln 2π', () =>
    scoped(() => {
      const q = rowsOf(1, 0, 0)
      expectNear(valuesOf(Normal.logProb(q)<readonly []>(tensorOf(['batch', 1], [1, 1], [0]))), [-0.9189385332046727])
      // one σ away is half a nat less, whatever σ is
      const wide = rowsOf(1, 3, 2 * Math.log(5))
      const [at, away] = [3, 8].map((x) =>
        numberOf(Normal.logProb(wide)<readonly []>(tensorOf(['batch', 1], [1, 1], [x]))),
      )
      expectNear([(at as number) - (away as number)], [0.5])
    }))

  it('logProb and entropy are those of torch.distributions', () =>
    scoped(() => {
      expectNear(
        valuesOf(Normal.logProb(distribution())<readonly []>(tensorOf(['batch', 3], [2, 3], X))),
        TORCH.normalLogProb,
      )
      expectNear(valuesOf(Normal.entropy(distribution())), TORCH.normalEntropy)
      const byFamily = Normal.family.logProb(distribution())(tensorOf(['batch', 3], [2, 3], X))
      expectNear(valuesOf(byFamily), TORCH.normalLogProb)
    }))

  it('is finite with its gradient at the bounds of a head and far from its mean', () =>
    scoped(() => {
      const far = [1e6, -1e6, 0]
      const { value, gradient } = T.valueAndGradient(
        ({
          mean,
          logVariance,
        }: {
          mean: T.Tensor<readonly ['batch', 1]>
          logVariance: T.Tensor<readonly ['batch', 1]>
        }) => {
          const q = Normal.make<'batch', readonly [1]>(mean, logVariance)
          return [pipe(Normal.logProb(q)<readonly []>(tensorOf(['batch', 1], [3, 1], [0, 0, 1])), T.sum(0)), null]
        },
      )({ mean: tensorOf(['batch', 1], [3, 1], far), logVariance: tensorOf(['batch', 1], [3, 1], [-10, 10, 10]) })
      const all = [numberOf(value), ...valuesOf(gradient.mean), ...valuesOf(gradient.logVariance)]
      expect(all.every(Number.isFinite)).toBe(true)
    }))
})

describe('laws', () => {
  onCpu()

  it('the density integrates to 1, and its moments are those of the distribution', () =>
    scoped(() => {
      for (const [mean, logVariance] of [
        [0, 0],
        [1.5, -3],
        [-2, 2],
      ] as const) {
        const deviation = Math.exp(logVariance / 2)
        const count = 2001
        const step = (24 * deviation) / (count - 1)
        const grid = Array.from({ length: count }, (_, index) => mean - 12 * deviation + index * step)
        const density = valuesOf(
          Normal.logProb(rowsOf(count, mean, logVariance))<readonly []>(tensorOf(['batch', 1], [count, 1], grid)),
        ).map(Math.exp)
        const moment = (f: (x: number) => number) =>
          density.reduce((sum, each, index) => sum + each * f(grid[index] as number) * step, 0)
        expectNear(
          [moment(() => 1), moment((x) => x), moment((x) => (x - mean) ** 2)],
          [1, mean, Math.exp(logVariance)],
          { absolute: 1e-5, relative: 1e-5 },
        )
      }
    }))

  it('the entropy is minus the mean log-density of samples', () =>
    scoped(() => {
      const q = distribution()
      const draws = valuesOf(
        pipe(Normal.sample(from(11), 'samples', 20_000)(q), Normal.logProb(q)<readonly ['samples']>),
      )
      for (const row of [0, 1])
        expectMean(
          draws.filter((_, index) => index % 2 === row).map((each) => -each),
          TORCH.normalEntropy[row] as number,
        )
    }))

  it('samples have the moments and the quantiles of the distribution', () =>
    scoped(() => {
      const count = 20_000
      const draws = valuesOf(Normal.sample(from(12), 'samples', count)(distribution()))
      for (const at of MEAN.keys()) {
        const [mean, variance] = [MEAN[at] as number, Math.exp(LOG_VARIANCE[at] as number)]
        const own = draws.filter((_, index) => index % 6 === at)
        expect(own).toHaveLength(count)
        expectMean(own, mean)
        expectMean(
          own.map((x) => (x - mean) ** 2),
          variance,
        )
        expectMean(
          own.map((x) => (x < mean + Math.sqrt(variance) ? 1 : 0)),
          normalCdf(1),
        )
      }
      // two numbers of one event are independent
      const pairs = draws.flatMap((x, index) =>
        index % 6 === 0 ? [(x - 0.5) * ((draws[index + 1] as number) + 1.25)] : [],
      )
      expectMean(pairs, 0)
    }))

  it('sampleWithLogProb gives the same samples, each with its log-density', () =>
    scoped(() => {
      const { z, logProb } = Normal.sampleWithLogProb(from(11), 'samples', 50)(distribution())
      expectNear(valuesOf(z), valuesOf(Normal.sample(from(11), 'samples', 50)(distribution())))
      expectNear(valuesOf(logProb), valuesOf(Normal.logProb(distribution())<readonly ['samples']>(z)))
    }))

  it('one key gives one draw, and another key another', () =>
    scoped(() => {
      const draw = (seed: number) => valuesOf(Normal.sample(from(seed), 'samples', 2)(distribution()))
      expect(draw(1)).toEqual(draw(1))
      expect(draw(1)).not.toEqual(draw(2))
    }))

  it('flattenEvent keeps every number under one name', () =>
    scoped(() => {
      const q = Normal.flattenEvent('latent')(
        Normal.make<'batch', readonly [3, 1]>(
          tensorOf(['batch', 3, 1], [2, 3, 1], MEAN),
          tensorOf(['batch', 3, 1], [2, 3, 1], LOG_VARIANCE),
        ),
      )
      expect([q._tag, q.mean.shape, q.mean.sizes, q.logVariance.shape]).toEqual([
        'DiagonalNormal',
        ['batch', 'latent'],
        [2, 3],
        ['batch', 'latent'],
      ])
      expectNear(valuesOf(Normal.entropy(q)), TORCH.normalEntropy)
      expect([valuesOf(q.mean), valuesOf(q.logVariance)]).toEqual([MEAN, LOG_VARIANCE])
    }))

  it('its family is over real data, and its mean is its mean', () =>
    scoped(() => {
      expect([Normal.family.kind, Normal.family.over]).toEqual(['DiagonalNormal', 'real'])
      expect(valuesOf(Normal.family.mean(distribution()))).toEqual(MEAN)
    }))

  it('refuses an x of another size', () =>
    scoped(() => {
      expect(() => Normal.logProb(distribution())<readonly []>(tensorOf(['batch', 3], [1, 3], [1, 2, 3]))).toThrow(
        'sub: batch is 2 in [batch, 3] and 1 in [batch, 3]',
      )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() => {
      const q = distribution()
      return [Normal.entropy(q), pipe(Normal.sample(key, 'samples', 3)(q), Normal.logProb(q)<readonly ['samples']>)]
    })
  })
})

describe('parts that a cast has let past the compiler', () => {
  onCpu()

  it('are refused by `make`', () =>
    scoped(() => {
      const [mean, other] = [tensorOf(['batch', 3], [2, 3], [1, 2, 3, 4, 5, 6]), tensorOf(['batch', 1], [2, 1], [1, 2])]
      expect(() => Normal.make(mean, other as never)).toThrow(
        new ShapeError('DiagonalNormal.make: takes two tensors of one shape but is given [batch, 3] and [batch, 1]'),
      )
    }))
})
