import { describe, expect, it } from 'vitest'
import { clusterAccuracy } from '../../../src/evaluation/clusters/clusterAccuracy.js'
import { from, uniform } from '../../../src/random/key.js'

const classes = Array.from({ length: 300 }, (_, row) => row % 3)

describe('clusterAccuracy', () => {
  it('is 1 of clusters that are the classes, whatever their numbers', () =>
    expect(
      clusterAccuracy(
        classes.map((label) => [7, 0, 4][label] as number),
        classes,
      ),
    ).toBe(1))

  it('is a third of one cluster, and of as many clusters as examples next to nothing', () => {
    expect(
      clusterAccuracy(
        classes.map(() => 0),
        classes,
      ),
    ).toBeCloseTo(1 / 3, 12)
    expect(
      clusterAccuracy(
        classes.slice(0, 30).map((_, row) => row),
        classes.slice(0, 30),
      ),
    ).toBeCloseTo(3 / 30, 12)
  })

  it('gives a class to one cluster alone: of a class in two halves one half counts', () =>
    // clusters 0 and 3 are both class 0, 50 each
    expect(
      clusterAccuracy(
        classes.map((label, row) => (label === 0 && row < 150 ? 3 : label)),
        classes,
      ),
    ).toBeCloseTo(250 / 300, 12))

  it('of clusters at random is little more than a third', () => {
    const draws = uniform(from(1), 300)
    const found = clusterAccuracy(
      classes.map((_, row) => Math.floor(3 * (draws[row] as number))),
      classes,
    )
    expect(found).toBeGreaterThanOrEqual(1 / 3)
    expect(found).toBeLessThan(0.45)
  })

  it('refuses other numbers of examples', () =>
    expect(() => clusterAccuracy([1], [1, 2])).toThrow(
      'clusterAccuracy: takes as many rows of each but is given 1 and 2',
    ))
})
