import { describe, expect, it } from 'vitest'
import { irs } from '../../../src/evaluation/disentanglement/irs.js'
import { constant, duplicated, type Encode, groupsOf, independent, perfect } from './known.js'

describe('irs', () => {
  it('is 1 of a perfect code, and says which factor each latent holds to', () => {
    const found = irs(groupsOf(perfect))
    expect(found.score).toBeCloseTo(1, 10)
    expect(found.latents.map((latent) => latent?.factor ?? null)).toEqual(['shape', 'left', 'top', null])
  })

  it('is 1 of a code that says a factor twice', () => expect(irs(groupsOf(duplicated)).score).toBeCloseTo(1, 10))

  it('is near 0 of a code that knows nothing', () =>
    // the largest of three differences of means over 40 groups, whose reach is 2.2 ± 0.4
    expect(Math.abs(irs(groupsOf(independent)).score as number)).toBeLessThan(4 * 0.18 * Math.sqrt(2 / 40)))

  it('is none of a code that does not move, which nothing moves either', () =>
    expect(irs(groupsOf(constant)).score).toBeNull())

  it('of a sum of two bits is half: either is still moved by the other', () => {
    // with both at 0 and 1 the reach of a + b from its mean is 1, and with one of them fixed 1/2
    const sum: Encode = ([left = 0, top = 0]) => [(left > 0.5 ? 1 : 0) + (top > 0.5 ? 1 : 0)]
    expect(irs(groupsOf(sum, 200, 64)).score).toBeCloseTo(0.5, 1)
  })

  it('refuses groups that do not compare', () => {
    const groups = groupsOf(perfect)
    expect(() => irs(groups.filter(({ factor }) => factor !== null))).toThrow(
      'irs: takes groups that share nothing (factor: null) too but is given none',
    )
    expect(() => irs([...groups, ...groupsOf(perfect, 2, 10)])).toThrow(
      'irs: takes groups of one size but is given several',
    )
  })
})
