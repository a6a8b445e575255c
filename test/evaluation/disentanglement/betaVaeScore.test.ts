import { describe, expect, it } from 'vitest'
import { betaVaeScore } from '../../../src/evaluation/disentanglement/betaVaeScore.js'
import { constant, duplicated, type Encode, groupsOf, independent, perfect } from './known.js'

describe('betaVaeScore', () => {
  it('is 1 of a perfect code, and of one that says a factor twice', () => {
    expect(betaVaeScore(groupsOf(perfect))).toBe(1)
    expect(betaVaeScore(groupsOf(duplicated))).toBe(1)
  })

  it('is what is guessed of a code that does not move, or knows nothing', () => {
    expect(betaVaeScore(groupsOf(constant))).toBeCloseTo(1 / 3, 10)
    // 60 groups are tried: 4 standard errors
    expect(Math.abs(betaVaeScore(groupsOf(independent)) - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / 60))
  })

  it('is 1 of a turned code too, in which no latent is one factor: it does not see that', () => {
    // left and top fixed leave one of them still in no latent, yet the sizes of the differences tell them apart
    const turned: Encode = ([left = 0, top = 0, shape = 0]) => [left + 2 * top, 2 * left - top, shape]
    expect(betaVaeScore(groupsOf(turned))).toBe(1)
  })

  it('refuses what it cannot be of', () => {
    expect(() => betaVaeScore([])).toThrow('betaVaeScore: takes 2 groups or more but is given 0')
    expect(() => betaVaeScore(groupsOf(perfect, 2, 1))).toThrow(
      'betaVaeScore: takes groups of 2 examples or more but is given one of 1',
    )
  })
})
