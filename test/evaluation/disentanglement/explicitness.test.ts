import { describe, expect, it } from 'vitest'
import { explicitness } from '../../../src/evaluation/disentanglement/explicitness.js'
import { codesOf, constant, independent, perfect, twoOf } from './known.js'

describe('explicitness', () => {
  it('is 1 of a code that has a number for each value', () =>
    expect(
      explicitness(codesOf(([, top = 0, shape = 0]) => [...[0, 1, 2].map((at) => (at === shape ? 1 : 0)), top])).score,
    ).toBeCloseTo(1, 10))

  it('is 2/3 of three values along a line: that in the middle is told from one of the others alone', () => {
    const found = explicitness(codesOf(perfect))
    expect(found.score).toBeCloseTo(2 / 3, 2)
    expect(found.factors).toEqual({ left: null, top: null, shape: found.score })
  })

  it('is near 0 of a code that knows nothing, and 0 of one that does not move', () => {
    expect(Math.abs(explicitness(codesOf(independent)).score ?? 1)).toBeLessThan(0.2)
    expect(explicitness(codesOf(constant)).score).toBeCloseTo(0, 10)
  })

  it('is none of continuous factors, or of one that does not vary', () => {
    expect(explicitness(twoOf(perfect))).toEqual({ score: null, factors: { left: null, top: null } })
    const { codes } = codesOf(perfect)
    const still = { values: new Uint8Array(codes.rows), levels: ['a', 'b'] }
    expect(explicitness({ codes, factors: { still } }).score).toBeNull()
  })

  it('by hand: of codes 0 to 3 of values no, yes, no, yes, three of four pairs are in order', () => {
    const yes = { values: [0, 1, 0, 1], levels: ['no', 'yes'] }
    const found = explicitness({ codes: { rows: 4, columns: 1, values: [0, 1, 2, 3] }, factors: { yes } })
    expect(found.score).toBeCloseTo(0.5, 10)
  })
})
