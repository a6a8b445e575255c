import { describe, expect, it } from 'vitest'
import { make } from '../../../src/evaluation/numbers/matrix.js'
import { classifierTest } from '../../../src/evaluation/samples/classifierTest.js'
import { child, from, normal } from '../../../src/random/key.js'

const cloud = (seed: number, rows: number, shift = 0, scale = 1) => {
  const noise = normal(from(seed), rows)
  return make(rows, 1, (row) => shift + scale * (noise[row] as number))
}

describe('the test by a classifier', () => {
  it('of a shift of 2 is right Φ(1) of the time', () => {
    const { statistic, pValue } = classifierTest(cloud(1, 1000), cloud(2, 1000, 2), { key: from(3) })
    expect(Math.abs(statistic - 0.8413)).toBeLessThan(4 * Math.sqrt((0.84 * 0.16) / 1000))
    expect(pValue).toBeLessThan(1e-6)
  })

  it('sees a scale of the same mean, by the squares', () =>
    expect(classifierTest(cloud(1, 400), cloud(2, 400, 0, 3), { key: from(3) }).pValue).toBeLessThan(1e-6))

  it('of sets that are drawn alike rejects as often as it says', () => {
    const rejected = Array.from(
      { length: 40 },
      (_, seed) => classifierTest(cloud(seed, 60), cloud(500 + seed, 60), { key: child(seed)(from(4)) }).pValue,
    ).filter((p) => p <= 0.25).length
    expect(Math.abs(rejected / 40 - 0.25)).toBeLessThan(4 * Math.sqrt(0.19 / 40))
  })

  it('has the p-value of a normal number: half at an accuracy of half', () => {
    const same = make(20, 1, () => 1)
    const { statistic, pValue } = classifierTest(same, same, { key: from(1) })
    // all are said to be of one set: the accuracy is the share of it among the 20 that are tried
    const z = (statistic - 0.5) * 2 * Math.sqrt(20)
    const tail = Array.from({ length: 80000 }, (_, at) => z + at * 1e-4).reduce(
      (sum, x) => sum + (1e-4 * Math.exp(-(x * x) / 2)) / Math.sqrt(2 * Math.PI),
      0,
    )
    expect(pValue).toBeCloseTo(tail, 3)
  })

  it('refuses few rows', () =>
    expect(() => classifierTest(cloud(1, 19), cloud(2, 30), { key: from(1) })).toThrow(
      'classifierTest: takes 20 rows or more of each but is given 19',
    ))
})
