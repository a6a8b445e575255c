import { describe, expect, it } from 'vitest'
import { activeVariances, factorsOf, halves } from '../../../src/evaluation/disentanglement/groups.js'
import { groupsOf, perfect } from './known.js'

const groups = groupsOf(perfect, 5, 8)

describe('groups', () => {
  it('have factors, and halves with as many of each', () => {
    expect(factorsOf(groups)).toEqual(['left', 'top', 'shape'])
    expect(halves(groups).map((half) => half.length)).toEqual([9, 6])
    expect(new Set(halves(groups)[1].map(({ factor }) => factor)).size).toBe(3)
  })

  it('have a variance of each active latent over all', () =>
    expect(activeVariances(groups).map((variance) => variance !== null)).toEqual([true, true, true, false]))
})
