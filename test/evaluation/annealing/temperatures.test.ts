import { describe, expect, it } from 'vitest'
import { temperatures } from '../../../src/evaluation/annealing/temperatures.js'

describe('temperatures', () => {
  it('rise from 0 to 1, alike from both ends, and slowly there', () => {
    const all = temperatures(9)
    expect([all.length, all[0], all[9]]).toEqual([10, 0, 1])
    for (const [at, value] of all.entries()) expect(value + (all[9 - at] as number)).toBeCloseTo(1, 12)
    const steps = all.slice(1).map((value, at) => value - (all[at] as number))
    expect(Math.min(...steps)).toBe(Math.min(steps[0] as number, steps[8] as number))
    expect(Math.min(...steps)).toBeGreaterThan(0)
  })

  it('are of one step at least', () => {
    expect(temperatures(1)).toEqual([0, 1])
    expect(() => temperatures(0)).toThrow('temperatures: the count must be a whole number above 0, not 0')
    expect(() => temperatures(1.5)).toThrow('not 1.5')
  })
})
