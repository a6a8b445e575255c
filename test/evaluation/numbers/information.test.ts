import { describe, expect, it } from 'vitest'
import { binned, entropyOf, informationOf } from '../../../src/evaluation/numbers/information.js'
import { from, normal } from '../../../src/random/key.js'

describe('bins', () => {
  it('have as many numbers each, and an outlier is alone in none', () => {
    const { bins, count } = binned(4)([...Array.from({ length: 7 }, (_, at) => at), 1e9])
    expect(count).toBe(4)
    expect([...Array.from(bins)]).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
  })

  it('are one for each number where there are few', () => {
    expect([...Array.from(binned(20)([3, 1, 3, 7]).bins)]).toEqual([1, 0, 1, 2])
    expect(binned(20)([5, 5]).count).toBe(1)
  })

  it('keep equal numbers together', () => {
    const { bins } = binned(2)([0, 0, 0, 0, 0, 1, 2, 3])
    expect([...Array.from(bins)].slice(0, 5)).toEqual([0, 0, 0, 0, 0])
  })
})

describe('information', () => {
  const bits = (all: readonly number[]) => binned(2)(all)

  it('by hand: of two bits with probabilities 3/8, 1/8, 1/8, 3/8', () => {
    const [a, b] = [
      [0, 0, 0, 0, 1, 1, 1, 1],
      [0, 0, 0, 1, 0, 1, 1, 1],
    ].map((all) => bits(Array(500).fill(all).flat()))
    const joint = -2 * (0.375 * Math.log(0.375) + 0.125 * Math.log(0.125))
    // 4000 numbers: corrections of 1 / 8000 each for two bits, and of 3 / 8000 for four cells
    expect(informationOf(a as never)(b as never)).toBeCloseTo(2 * Math.LN2 - joint + (1 + 1 - 3) / 8000, 10)
    expect(entropyOf(a as never)).toBeCloseTo(Math.LN2 + 1 / 8000, 10)
  })

  it('of normal numbers of a correlation comes to -½ log(1 - r²), less what bins lose', () => {
    const [x, e] = [normal(from(1), 20000), normal(from(2), 20000)]
    const y = x.map((value, at) => 0.8 * value + 0.6 * (e[at] as number))
    const found = informationOf(binned(20)(x))(binned(20)(y))
    expect(found).toBeLessThan(-0.5 * Math.log(0.36) + 0.02)
    expect(found).toBeGreaterThan(-0.5 * Math.log(0.36) - 0.04)
  })

  it('of independent numbers is near 0, which it is not without the correction: 0.18 nats', () => {
    const all = Array.from({ length: 20 }, (_, seed) =>
      informationOf(binned(20)(normal(from(seed), 1000)))(binned(20)(normal(from(100 + seed), 1000))),
    )
    expect(all.reduce((sum, each) => sum + each, 0) / 20).toBeLessThan(0.05)
  })
})
