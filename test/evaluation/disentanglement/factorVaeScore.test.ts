import { describe, expect, it } from 'vitest'
import { factorVaeScore } from '../../../src/evaluation/disentanglement/factorVaeScore.js'
import { constant, duplicated, type Encode, groupsOf, independent, perfect } from './known.js'

describe('factorVaeScore', () => {
  it('is 1 of a perfect code, and of one that says a factor twice', () => {
    expect(factorVaeScore(groupsOf(perfect))).toBe(1)
    expect(factorVaeScore(groupsOf(duplicated))).toBe(1)
  })

  it('is what is guessed of a code that does not move, or knows nothing', () => {
    expect(factorVaeScore(groupsOf(constant))).toBeCloseTo(1 / 3, 10)
    // 60 groups are tried: 4 standard errors
    expect(Math.abs(factorVaeScore(groupsOf(independent)) - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / 60))
  })

  it('does not let a latent vote that is nearly still', () => {
    // its variance is 1e-4 of noise: over nothing but noise it would win or lose at random, and where it stood still always win
    const still: Encode = (factors, row) => [...perfect(factors, row), 0.001 * (independent(factors, row)[0] as number)]
    expect(factorVaeScore(groupsOf(still))).toBe(1)
  })

  it('is what is guessed between two factors that a code mixes evenly', () => {
    const turned: Encode = ([left = 0, top = 0, shape = 0]) => [left + top, left - top, shape]
    const found = factorVaeScore(groupsOf(turned))
    // shape is always right, left and top as chance has it: 2/3, of 40 groups that are guessed
    expect(Math.abs(found - 2 / 3)).toBeLessThan((4 * Math.sqrt(1 / 4 / 40) * 2) / 3)
  })

  it('refuses what it cannot be of', () => {
    expect(() => factorVaeScore([])).toThrow('factorVaeScore: takes 2 groups or more but is given 0')
    expect(() => factorVaeScore(groupsOf(perfect, 2, 1))).toThrow(
      'factorVaeScore: takes groups of 2 examples or more but is given one of 1',
    )
  })
})
