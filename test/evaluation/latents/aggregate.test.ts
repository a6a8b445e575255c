import { describe, expect, it } from 'vitest'
import type { Estimate } from '../../../src/evaluation/estimate.js'
import { type Aggregate, aggregate } from '../../../src/evaluation/latents/aggregate.js'
import { make, ofRows } from '../../../src/evaluation/numbers/matrix.js'
import { from, normal } from '../../../src/random/key.js'

const of = (means: readonly (readonly number[])[], logVariance: number, samples = 1000): Aggregate =>
  aggregate(
    { means: ofRows(means), logVariances: make(means.length, means[0]?.length ?? 0, () => logVariance) },
    { key: from(3), samples },
  )

/** Within 4 of its own standard errors; a number that never varies must be itself. */
const isNear = ({ mean, standardError }: Estimate, value: number) =>
  expect(Math.abs(mean - value)).toBeLessThan(4 * standardError + 1e-9)

const all = (found: Aggregate) => [
  found.mutualInformation.mean,
  found.totalCorrelation.mean,
  found.dimensionWiseKl.mean,
]

const density = (z: number, mean: number, v: number) =>
  Math.exp(-((z - mean) ** 2) / 2 / v) / Math.sqrt(2 * Math.PI * v)

/** `KL` of a mixture of two normals at ±m with a variance from the standard normal, by quadrature. */
const mixtureKl = (m: number, v: number) =>
  Array.from({ length: 16001 }, (_, at) => -8 + at * 1e-3).reduce((sum, z) => {
    const q = (density(z, m, v) + density(z, -m, v)) / 2
    return sum + 1e-3 * q * Math.log(q / density(z, 0, 1))
  }, 0)

describe('the KL in three parts', () => {
  it('of posteriors that are the prior is 0, each part in every sample', () => {
    const found = of(
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      0,
    )
    for (const part of all(found)) expect(part).toBeCloseTo(0, 12)
    expect(found.kl.standardError).toBeCloseTo(0, 12)
  })

  it('adds up', () => {
    const found = of(
      [
        [1, 0.2],
        [-1, 0.4],
        [0.3, 2],
      ],
      -1,
    )
    const [information = 0, correlation = 0, wise = 0] = all(found)
    expect(information + correlation + wise).toBeCloseTo(found.kl.mean, 10)
    expect(correlation + wise).toBeCloseTo(found.aggregateKl.mean, 10)
  })

  it('has a KL in closed form', () => {
    const means = [
      [1, 0.2],
      [-1, 0.4],
      [0.3, 2],
    ]
    const exact = means.reduce(
      (sum, row) => sum + row.reduce((own, mean) => own + 0.5 * (Math.exp(-1) + mean * mean - 1 + 1), 0),
      0,
    )
    isNear(of(means, -1, 6000).kl, exact / 3)
  })

  it('of two examples far apart tells which it is: log 2', () => {
    const found = of([[4], [-4]], -4)
    expect(found.mutualInformation.mean).toBeCloseTo(Math.log(2), 10)
    expect(found.ceiling).toBe(Math.log(2))
    expect(found.totalCorrelation.mean).toBeCloseTo(0, 12)
  })

  it('has no total correlation where the latents are independent over all, although each is not normal', () => {
    const found = of(
      [
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ],
      Math.log(0.3),
      4000,
    )
    expect(found.totalCorrelation.mean).toBeCloseTo(0, 10)
    isNear(found.dimensionWiseKl, 2 * mixtureKl(1, 0.3))
  })

  it('has a total correlation of log 2 of a latent that says the same bit again', () => {
    const found = of(
      [
        [4, 4],
        [-4, -4],
      ],
      -4,
    )
    expect(found.totalCorrelation.mean).toBeCloseTo(Math.log(2), 10)
    expect(found.mutualInformation.mean).toBeCloseTo(Math.log(2), 10)
  })

  it('of a linear model comes to what its normal aggregate gives', () => {
    // means of variance 0.75 and posteriors of 0.25: the aggregate is the prior, and the information ½ log 4
    const noise = normal(from(8), 3000)
    const means = make(3000, 1, (row) => Math.sqrt(0.75) * (noise[row] as number))
    const found = aggregate({ means, logVariances: make(3000, 1, () => Math.log(0.25)) }, { key: from(2) })
    expect(Math.abs(found.mutualInformation.mean - Math.log(2))).toBeLessThan(
      4 * found.mutualInformation.standardError + 0.005,
    )
    expect(Math.abs(found.aggregateKl.mean)).toBeLessThan(4 * found.aggregateKl.standardError + 0.005)
  })

  it('is refused where there are no examples, or not as many variances', () => {
    expect(() => of([], 0)).toThrow('aggregate: the number of examples and of samples must be 1 or more, not 0')
    expect(() => aggregate({ means: ofRows([[1]]), logVariances: ofRows([[1], [2]]) }, { key: from(1) })).toThrow(
      'aggregate: takes as many rows of each but is given 1 and 2',
    )
  })
})
