import { describe, expect, it } from 'vitest'
import { noise } from '../../src/random/noise.js'
import { threefry } from '../../src/random/threefry.js'
import { expectMean } from '../support/near.js'
import { normalCdf } from '../support/reference.js'

const COUNT = 200_000
const uniforms = noise('uniform', [1, 2])(COUNT)
const normals = noise('normal', [3, 4])(COUNT)

/** Kolmogorov and Smirnov's statistic times the root of the count: 1.95 is passed once in a thousand keys. */
const kolmogorovSmirnov = (draws: Float32Array, cumulative: (x: number) => number): number => {
  const sorted = draws.toSorted()
  const count = sorted.length
  let most = 0
  for (let index = 0; index < count; index++) {
    const at = cumulative(sorted[index] as number)
    most = Math.max(most, (index + 1) / count - at, at - index / count)
  }
  return most * Math.sqrt(count)
}

const map = (draws: Float32Array, f: (x: number) => number): Float64Array => Float64Array.from(draws, f)

/** The share of draws is within 4 standard errors of a probability. */
const expectShare = (draws: Float32Array, is: (x: number) => boolean, probability: number): void => {
  const share = draws.reduce((total, x) => total + (is(x) ? 1 : 0), 0) / draws.length
  expect(Math.abs(share - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / draws.length))
}

describe('uniform noise', () => {
  it('is in the open interval also at the largest and the smallest word', () => {
    // the first block of these keys begins with 0xffffff.. : 24 bits of it round to 1 in float32
    for (const seed of [17762771, 23373293]) {
      expect(threefry([seed, 0], [0, 0])[0]).toBeGreaterThanOrEqual(0xffffff00)
      expect(noise('uniform', [seed, 0])(1)[0]).toBe(1 - 2 ** -24)
    }
    expect(Math.min(...uniforms.subarray(0, 50_000))).toBeGreaterThan(0)
    expect(uniforms.every((x) => x > 0 && x < 1)).toBe(true)
  })

  it('is the middle of the cell of its word, exactly', () => {
    const [first, second] = threefry([1, 2], [0, 0])
    expect([...uniforms.subarray(0, 2)]).toEqual([first, second].map((word) => ((word >>> 9) + 0.5) / 2 ** 23))
  })

  it('has the moments of the uniform distribution', () => {
    expectMean(uniforms, 1 / 2)
    expectMean(
      map(uniforms, (x) => x ** 2),
      1 / 3,
    )
    expectMean(
      map(uniforms, (x) => x ** 3),
      1 / 4,
    )
  })

  it('passes the test of Kolmogorov and Smirnov', () => {
    expect(kolmogorovSmirnov(uniforms, (x) => x)).toBeLessThan(1.95)
    // and the test would see a distribution that is a little off
    expect(kolmogorovSmirnov(uniforms, (x) => x ** 1.05)).toBeGreaterThan(1.95)
  })

  it('is uncorrelated with its neighbors', () => {
    for (const lag of [1, 2, 3])
      expectMean(
        map(uniforms.subarray(lag), (x) => x - 0.5).map((x, index) => 12 * x * ((uniforms[index] as number) - 0.5)),
        0,
      )
  })
})

describe('normal noise', () => {
  it('is what Box and Muller say of two words', () => {
    const [first, second] = threefry([3, 4], [0, 0])
    const radius = Math.sqrt(-2 * Math.log((first + 0.5) / 2 ** 32))
    const angle = (2 * Math.PI * (second + 0.5)) / 2 ** 32
    expect([...normals.subarray(0, 2)]).toEqual(
      [radius * Math.cos(angle), radius * Math.sin(angle)].map((x) => Math.fround(x)),
    )
  })

  it('has the moments of the standard normal distribution', () => {
    expectMean(normals, 0)
    for (const [power, moment] of [
      [2, 1],
      [3, 0],
      [4, 3],
      [6, 15],
    ] as const)
      expectMean(
        map(normals, (x) => x ** power),
        moment,
      )
  })

  it('passes the test of Kolmogorov and Smirnov', () => {
    expect(kolmogorovSmirnov(normals, normalCdf)).toBeLessThan(1.95)
    expect(kolmogorovSmirnov(normals, (x) => normalCdf(x / 1.05))).toBeGreaterThan(1.95)
  })

  it('has the tails of the standard normal distribution', () => {
    for (const at of [1, 2, 3, 3.5]) {
      expectShare(normals, (x) => x > at, 1 - normalCdf(at))
      expectShare(normals, (x) => x < -at, 1 - normalCdf(at))
    }
    expect(normals.every((x) => Math.abs(x) < 6.8)).toBe(true)
  })

  it('is uncorrelated within the pairs that share a radius, and between them', () => {
    for (const lag of [1, 2, 3])
      expectMean(
        map(normals.subarray(lag), (x) => x).map((x, index) => x * (normals[index] as number)),
        0,
      )
    // the radius is not seen either
    expectMean(
      map(normals.subarray(1), (x) => x ** 2 - 1).map((x, index) => x * ((normals[index] as number) ** 2 - 1)),
      0,
    )
  })

  it('is as many as are wanted, also an odd number', () => {
    for (const count of [0, 1, 2, 7]) {
      const some = noise('normal', [3, 4])(count)
      expect([...some]).toEqual([...normals.subarray(0, count)])
    }
  })

  it('is the same from any number on, also within a pair', () => {
    for (const distribution of ['normal', 'uniform'] as const) {
      const all = [0, 1].map((stream) => noise(distribution, [3, 4])(50, 0, stream))
      for (const stream of [0, 1])
        for (const from of [0, 1, 2, 7, 20])
          for (const count of [0, 1, 2, 5, 30])
            expect(noise(distribution, [3, 4])(count, from, stream)).toEqual(all[stream]?.subarray(from, from + count))
      expect(all[0]).not.toEqual(all[1])
    }
  })

  it('is made of no more words than its pairs have', () => {
    for (const [count, from, words] of [
      [5, 0, 6],
      [5, 1, 6],
      [6, 1, 8],
      [4, 2, 4],
    ] as const)
      expect(noise('normal', [3, 4])(count, from).buffer.byteLength).toBe(4 * words)
  })

  it('is unrelated in neighboring streams', () => {
    const [one, other] = [0, 1].map((stream) => noise('normal', [3, 4])(COUNT, 0, stream))
    expectMean(
      Float64Array.from(one as Float32Array, (x, index) => x * ((other as Float32Array)[index] as number)),
      0,
    )
  })
})
