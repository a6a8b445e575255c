import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import { codeSize, kl, logLikelihood, logPosterior, logPrior, squaredError } from '../../src/losses/atoms.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, tensorOf, tensorsAlive, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'
import { worth } from '../support/terms.js'

onCpu()

// two examples, a latent of two, three samples of each
const MEAN = [0.5, -1, 2, 0]
const LOG_VARIANCE = [0, -1.2, 0.7, 2e-4]
const Z = [0.1, 0.2, -1, 2, 0, 0, 1, -1, 0.5, -0.5, 3, -2]

const prior = StandardNormal.standard(named('latent', 2))
const posterior = () =>
  DiagonalNormal.make<'batch', readonly ['latent']>(
    tensorOf(['batch', 'latent'], [2, 2], MEAN),
    tensorOf(['batch', 'latent'], [2, 2], LOG_VARIANCE),
  )
const z = () => tensorOf(['samples', 'batch', 'latent'], [3, 2, 2], Z)

const logNormal = (x: number, mean: number, logVariance: number) =>
  -0.5 * (Math.log(2 * Math.PI) + logVariance + (x - mean) ** 2 / Math.exp(logVariance))

const klOf = (mean: readonly number[], logVariance: readonly number[]) =>
  mean.reduce((sum, m, at) => {
    const v = logVariance[at] ?? Number.NaN
    return sum + 0.5 * (Math.expm1(v) - v + m * m)
  }, 0)

describe('logLikelihood', () => {
  it('is what the model supplies', () => {
    const supplied = { logLikelihood: tensorOf(['samples', 'batch'], [2, 1], [-3, -5]) }
    expect(worth(logLikelihood, supplied)).toEqual({
      value: [-3, -5],
      shape: ['samples', 'batch'],
      sizes: [2, 1],
      parts: [-4],
      mean: -4,
    })
    expect(logLikelihood).toMatchObject({ sense: 'gain', axes: ['samples', 'batch'], needs: ['logLikelihood'] })
  })
})

describe('logPrior', () => {
  it('is the standard normal density of each sample, summed over the latent', () => {
    const { value, sizes } = worth(logPrior, { prior, z: z() })
    expect(sizes).toEqual([3, 2])
    const wanted = Array.from(
      { length: 6 },
      (_, at) => logNormal(Z[2 * at] ?? 0, 0, 0) + logNormal(Z[2 * at + 1] ?? 0, 0, 0),
    )
    expect(distance(value, wanted)).toBeLessThan(1e-6)
    expect(logPrior).toMatchObject({ sense: 'gain', axes: ['samples', 'batch'], needs: ['prior', 'z'] })
  })
})

describe('logPosterior', () => {
  it('is the density of each sample under the distribution of its example', () => {
    const { value, sizes } = worth(logPosterior, { posterior: posterior(), z: z() })
    expect(sizes).toEqual([3, 2])
    // row-major: sample, example, latent
    const wanted = Array.from({ length: 6 }, (_, at) =>
      [0, 1].reduce((sum, latent) => {
        const distribution = (at % 2) * 2 + latent
        return sum + logNormal(Z[2 * at + latent] ?? 0, MEAN[distribution] ?? 0, LOG_VARIANCE[distribution] ?? 0)
      }, 0),
    )
    expect(distance(value, wanted)).toBeLessThan(1e-6)
    expect(logPosterior).toMatchObject({ sense: 'cost', axes: ['samples', 'batch'], needs: ['posterior', 'z'] })
  })
})

describe('kl', () => {
  it('is ½ Σ (exp v - 1 - v + m²), by hand', () => {
    const { value, shape, parts } = worth(kl, { posterior: posterior(), prior })
    expect(shape).toEqual(['batch'])
    expect(value[0]).toBeCloseTo(0.5 * 0.25 + 0.5 * (Math.exp(-1.2) - 1 + 1.2 + 1), 6)
    expect(value[1]).toBeCloseTo(0.5 * (Math.exp(0.7) - 1 - 0.7 + 4) + 1e-8, 6)
    expect(parts[0]).toBeCloseTo(klOf(MEAN, LOG_VARIANCE) / 2, 6)
    expect(kl).toMatchObject({ sense: 'cost', axes: ['batch'], needs: ['posterior', 'prior'] })
  })

  it('is 0 at the prior and never negative', () => {
    const at = (mean: number, logVariance: number) =>
      worth(kl, {
        posterior: DiagonalNormal.make<'batch', readonly ['latent']>(
          tensorOf(['batch', 'latent'], [1, 1], [mean]),
          tensorOf(['batch', 'latent'], [1, 1], [logVariance]),
        ),
        prior: StandardNormal.standard(named('latent', 1)),
      }).value[0] ?? Number.NaN
    expect(at(0, 0)).toBe(0)
    for (const logVariance of [-9, -1, -1e-4, 1e-4, 1, 9]) expect(at(0, logVariance)).toBeGreaterThan(0)
  })

  it('has the gradient of its formula', () => {
    const { gradient } = scoped(() => {
      const found = T.valueAndGradient((q: ReturnType<typeof posterior>) => {
        const { value } = kl.evaluate({ posterior: q, prior })
        return [T.meanOfAll(value), null] as const
      })(posterior())
      return { gradient: [...valuesOf(found.gradient.mean), ...valuesOf(found.gradient.logVariance)] }
    })
    const wanted = differencesOf((all) => klOf(all.slice(0, 4), all.slice(4)) / 2, [...MEAN, ...LOG_VARIANCE])
    expect(distance(gradient, wanted)).toBeLessThan(1e-6)
  })
})

describe('squaredError', () => {
  it('is the squared distance, summed over the features', () => {
    const supplied = {
      x: tensorOf(['batch', 'features'], [2, 3], [1, 2, 3, 0, 0, 0]),
      reconstruction: tensorOf(['batch', 'features'], [2, 3], [1, 0, 4, 0.5, -0.5, 2]),
    }
    expect(worth(squaredError, supplied)).toEqual({
      value: [5, 4.5],
      shape: ['batch'],
      sizes: [2],
      parts: [4.75],
      mean: 4.75,
    })
    expect(squaredError).toMatchObject({ sense: 'cost', needs: ['x', 'reconstruction'] })
  })
})

describe('codeSize', () => {
  const code = [1, -2, 0.5, 0, 3, 0]

  it('is half the squared length of a code', () => {
    const supplied = { code: tensorOf(['batch', 'latent'], [2, 3], code) }
    // (1 + 4 + 0.25) / 2 and 9 / 2
    expect(worth(codeSize, supplied)).toMatchObject({ value: [2.625, 4.5], shape: ['batch'], mean: 3.5625 })
    expect(codeSize).toMatchObject({ sense: 'cost', needs: ['code'] })
  })

  it('is minus the log-density of a standard normal distribution, but for its constant', () => {
    const rows = tensorOf(['batch', 'latent'], [2, 3], code)
    const density = valuesOf(StandardNormal.logProb(StandardNormal.standard(named('latent', 3)))(rows))
    const { value } = worth(codeSize, { code: rows })
    value.forEach((each, at) => {
      expect(each).toBeCloseTo(-(density[at] as number) - 1.5 * Math.log(2 * Math.PI), 5)
    })
  })

  it('has the code as its gradient', () => {
    const { gradient } = T.valueAndGradient((given: T.Tensor<readonly ['batch', 'latent']>) => [
      T.sum('batch')(codeSize.evaluate({ code: given }).value),
      null,
    ])(tensorOf(['batch', 'latent'], [2, 3], code))
    expect(valuesOf(gradient)).toEqual(code)
  })
})

describe('atoms', () => {
  it('leave no tensor but those of the test', () => {
    const supplied = { posterior: posterior(), prior, z: z() }
    const before = tensorsAlive()
    for (const term of [logPosterior, kl, logPrior]) worth<typeof supplied>(term, supplied)
    expect(tensorsAlive()).toBe(before)
  })
})
