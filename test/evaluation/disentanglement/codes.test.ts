import { describe, expect, it } from 'vitest'
import { binnedFactor, informedBy, meanOfKnown } from '../../../src/evaluation/disentanglement/codes.js'
import { codesOf, perfect } from './known.js'

describe('codes and factors', () => {
  it('have an information of each with each: of a perfect code the entropy of its factor, else 0', () => {
    const { names, entropies, information } = informedBy(codesOf(perfect), {})
    expect(names).toEqual(['left', 'top', 'shape'])
    // of 12 values and of 3, corrected by 11 and by 2 over twice the 432 examples
    expect(entropies[0]).toBeCloseTo(Math.log(12) + 11 / 864, 10)
    expect(entropies[2]).toBeCloseTo(Math.log(3) + 2 / 864, 10)
    expect(information[0]).toEqual([0, expect.closeTo(entropies[0] as number, 10), 0, 0])
  })

  it('of a factor of levels has each level as a bin', () =>
    expect(binnedFactor({ values: [0, 2, 1, 2], levels: ['a', 'b', 'c'] }, 2).count).toBe(3))

  it('has a mean of what is known', () => {
    expect(meanOfKnown([1, null, 2])).toBe(1.5)
    expect(meanOfKnown([null])).toBeNull()
  })
})
