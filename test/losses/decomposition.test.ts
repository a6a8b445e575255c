import * as fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import { average } from '../../src/losses/axes.js'
import {
  batchWeights,
  marginalKlOfBatch,
  mutualInformationOfBatch,
  totalCorrelationOfBatch,
} from '../../src/losses/decomposition.js'
import { describe as described } from '../../src/losses/term.js'
import { from, normal } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'
import { worth } from '../support/terms.js'

onCpu()

// three examples, two samples each, a latent of two
const [BATCH, SAMPLES, LATENT] = [3, 2, 2]
const MEAN = [0.5, -1, 0.1, 0, 1.5, 0.4]
const LOG_VARIANCE = [0, -1.2, 0.1, 0.4, 0.3, -0.5]
const Z = [0.3, -0.7, 0.2, 0.9, 1.1, 0.1, 0.9, -1.4, -0.6, 0.2, 1.9, -0.3]

const supplied = (mean: readonly number[] = MEAN, z: readonly number[] = Z) => ({
  z: tensorOf(['samples', 'batch', 'latent'], [SAMPLES, BATCH, LATENT], z),
  prior: StandardNormal.standard(named('latent', LATENT)),
  posterior: DiagonalNormal.make<'batch', readonly ['latent']>(
    tensorOf(['batch', 'latent'], [BATCH, LATENT], mean),
    tensorOf(['batch', 'latent'], [BATCH, LATENT], LOG_VARIANCE),
  ),
})

// -----------------------------------------------------------------------------
// the same in float64, by hand
// -----------------------------------------------------------------------------

type Estimator = 'stratified' | 'weighted'

/** The density of one number under the posterior of an example. */
const density = (z: number, row: number, dimension: number, mean = MEAN) => {
  const at = row * LATENT + dimension
  const variance = Math.exp(LOG_VARIANCE[at] ?? Number.NaN)
  return Math.exp(-((z - (mean[at] ?? Number.NaN)) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance)
}

const sumOf = (count: number, of: (at: number) => number) =>
  Array.from({ length: count }, (_, at) => of(at)).reduce((sum, each) => sum + each, 0)

/** `log q(z|x)`, `log q(z)`, `Σ_j log q(z_j)` and `log p(z)` of each code. */
const byHand = (examples: number, estimator: Estimator, mean = MEAN, codes = Z) =>
  Array.from({ length: SAMPLES * BATCH }, (_, code) => {
    const [row, z] = [code % BATCH, [codes[2 * code] ?? Number.NaN, codes[2 * code + 1] ?? Number.NaN] as const]
    const weights = batchWeights({ examples, estimator }, BATCH).slice(row * BATCH, (row + 1) * BATCH)
    const of = (dimension: 0 | 1, other: number) => density(z[dimension], other, dimension, mean)
    const weighed = (each: (other: number) => number) =>
      sumOf(BATCH, (other) => (weights[other] ?? Number.NaN) * each(other))
    return {
      own: Math.log(of(0, row) * of(1, row)),
      joint: Math.log(weighed((other) => of(0, other) * of(1, other))),
      marginals: Math.log(weighed((other) => of(0, other))) + Math.log(weighed((other) => of(1, other))),
      prior: -Math.log(2 * Math.PI) - (z[0] ** 2 + z[1] ** 2) / 2,
    }
  })

interface Moved {
  readonly mean: T.Tensor<readonly ['batch', 'latent']>
  readonly z: T.Tensor<readonly ['samples', 'batch', 'latent']>
}

const KINDS = [
  [10, 'stratified'],
  [3, 'stratified'],
  [10, 'weighted'],
] as const

describe('batchWeights', () => {
  it('stratified: each row sums to 1, whatever the batch and the data', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 1000 }), (batch, more) => {
        const weights = batchWeights({ examples: batch + more, estimator: 'stratified' }, batch)
        for (let row = 0; row < batch; row++) {
          const own = weights.slice(row * batch, (row + 1) * batch)
          expect(own.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 10)
          expect(own.every((each) => each > 0)).toBe(true)
          expect(own[row]).toBe(1 / (batch + more))
        }
      }),
    ))

  it('stratified: of five examples, the mean density over all batches is the density under all five', () => {
    // the density of one code of example 0 under each of the five
    const densities = [0.9, 0.05, 0.3, 0.002, 0.6]
    for (const batch of [2, 3, 4, 5]) {
      const weights = batchWeights({ examples: 5, estimator: 'stratified' }, batch).slice(0, batch)
      const batches = (places: readonly number[]): readonly (readonly number[])[] =>
        places.length === batch
          ? [places]
          : [0, 1, 2, 3, 4].filter((each) => !places.includes(each)).flatMap((each) => batches([...places, each]))
      const all = batches([0])
      const mean =
        sumOf(all.length, (at) =>
          (all[at] ?? []).reduce((sum, each, place) => sum + (weights[place] ?? 0) * (densities[each] ?? 0), 0),
        ) / all.length
      expect(mean).toBeCloseTo(densities.reduce((sum, each) => sum + each, 0) / 5, 12)
    }
  })

  it('weighted: each example is as many as any other', () => {
    expect(batchWeights({ examples: 100, estimator: 'weighted' }, 4)).toEqual(Array.from({ length: 16 }, () => 1 / 400))
  })

  it('refuses batches of one, and more than there are', () => {
    expect(() => batchWeights({ examples: 9, estimator: 'stratified' }, 1)).toThrow(
      new ShapeError('a stratified estimate needs batches of 2 examples or more, not of 1'),
    )
    expect(() => batchWeights({ examples: 9, estimator: 'stratified' }, 10)).toThrow(
      new ShapeError('the examples of the data set must be 10 or more, as many as its batches have, not 9'),
    )
  })
})

describe('the three parts of the KL', () => {
  it.each(KINDS)('of %d examples, %s: are what they are by hand', (examples, estimator) => {
    const wanted = byHand(examples, estimator)
    const given = { examples, estimator }
    const of = (term: Parameters<typeof worth<ReturnType<typeof supplied>>>[0]) => worth(term, supplied()).value
    expect(
      distance(
        of(totalCorrelationOfBatch(given)),
        wanted.map(({ joint, marginals }) => joint - marginals),
      ),
    ).toBeLessThan(1e-5)
    expect(
      distance(
        of(mutualInformationOfBatch(given)),
        wanted.map(({ own, joint }) => own - joint),
      ),
    ).toBeLessThan(1e-5)
    expect(
      distance(
        of(marginalKlOfBatch(given)),
        wanted.map(({ marginals, prior }) => marginals - prior),
      ),
    ).toBeLessThan(1e-5)
  })

  it('add up to log q(z|x) - log p(z)', () => {
    const given = { examples: 1000 } as const
    const parts = [totalCorrelationOfBatch(given), mutualInformationOfBatch(given), marginalKlOfBatch(given)]
    const values = parts.map((term) => worth(term as (typeof parts)[2], supplied()).value)
    const wanted = byHand(1000, 'stratified').map(({ own, prior }) => own - prior)
    expect(
      distance(
        wanted.map((_, at) => values.reduce((sum, each) => sum + (each[at] ?? Number.NaN), 0)),
        wanted,
      ),
    ).toBeLessThan(1e-5)
  })

  it('have the gradients of what they are, by means and by codes', () => {
    const given = { examples: 50, estimator: 'stratified' } as const
    const value = (mean: readonly number[], z: readonly number[]) =>
      byHand(50, 'stratified', [...mean], [...z]).reduce((sum, { joint, marginals }) => sum + joint - marginals, 0) / 6
    const [byMean, byCode] = scoped(() => {
      const { gradient: slopes } = T.valueAndGradient(({ mean, z }: Moved) => {
        const { posterior, prior } = supplied()
        const at = {
          z,
          prior,
          posterior: DiagonalNormal.make<'batch', readonly ['latent']>(mean, posterior.logVariance),
        }
        return [T.meanOfAll(totalCorrelationOfBatch(given).evaluate(at).value), null]
      })({
        mean: tensorOf(['batch', 'latent'], [3, 2], MEAN),
        z: tensorOf(['samples', 'batch', 'latent'], [2, 3, 2], Z),
      })
      return [valuesOf(slopes.mean), valuesOf(slopes.z)] as const
    })
    expect(
      distance(
        byMean,
        differencesOf((mean) => value(mean, Z), MEAN),
      ),
    ).toBeLessThan(1e-4)
    expect(
      distance(
        byCode,
        differencesOf((z) => value(MEAN, z), Z),
      ),
    ).toBeLessThan(1e-4)
  })

  it('of correlated latents: the total correlation is -log(1 - ρ²) / 2', () => {
    const [rho, rows, narrow] = [0.8, 400, Math.log(0.09)]
    const noise = normal(from(5), 4 * rows)
    const at = (place: number) => noise[place] ?? Number.NaN
    const mean = Array.from({ length: 2 * rows }, (_, place) =>
      place % 2 === 0 ? at(place) : rho * at(place - 1) + Math.sqrt(1 - rho ** 2) * at(place),
    )
    const z = mean.map((each, place) => each + 0.3 * at(2 * rows + place))
    const found = worth(totalCorrelationOfBatch({ examples: 100000 }), {
      z: tensorOf(['samples', 'batch', 'latent'], [1, rows, 2], z),
      posterior: DiagonalNormal.make<'batch', readonly ['latent']>(
        tensorOf(['batch', 'latent'], [rows, 2], mean),
        tensorOf(
          ['batch', 'latent'],
          [rows, 2],
          mean.map(() => narrow),
        ),
      ),
    }).mean
    // of the codes: their noise makes the correlation smaller
    const correlation = rho / 1.09
    expect(Math.abs(found + 0.5 * Math.log(1 - correlation ** 2))).toBeLessThan(0.1)
  })

  it('are costs of samples, and nothing is proved of them', () => {
    const term = totalCorrelationOfBatch({ examples: 60000 })
    expect(described(term)).toMatchObject({
      axes: ['samples', 'batch'],
      sense: 'cost',
      guarantee: 'objective',
      needs: ['posterior', 'z'],
    })
    expect(described(pipe(term, average('samples'))).axes).toEqual(['batch'])
  })

  it('refuse a number of examples that is none', () => {
    // @ts-expect-error: the examples of the data set must be a positive whole number, not 0
    expect(() => totalCorrelationOfBatch({ examples: 0 })).toThrow(
      new ShapeError('the examples of the data set must be a positive whole number, not 0'),
    )
    expect(() => mutualInformationOfBatch<number>({ examples: 2.5 })).toThrow(ShapeError)
  })
})
