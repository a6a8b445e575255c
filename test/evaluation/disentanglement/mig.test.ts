import { describe, expect, it } from 'vitest'
import { mig } from '../../../src/evaluation/disentanglement/mig.js'
import { codesOf, constant, duplicated, independent, perfect, rotated, twoOf } from './known.js'

describe('mig', () => {
  it('is 1 of a perfect code, whatever its order and scale, with a latent that stands still', () => {
    const { score, factors } = mig(codesOf(perfect))
    expect(score).toBeCloseTo(1, 10)
    expect(Object.keys(factors)).toEqual(['left', 'top', 'shape'])
  })

  it('is near 0 of a code that knows nothing, and 0 of one that does not move', () => {
    expect(mig(codesOf(independent)).score).toBeLessThan(0.06)
    expect(mig(codesOf(constant)).score).toBe(0)
  })

  it('is 0 of a factor that two latents say alike, and 1 of the others', () =>
    expect(mig(codesOf(duplicated)).factors).toEqual({
      ...{ left: expect.closeTo(0, 10), top: expect.closeTo(1, 10), shape: expect.closeTo(1, 10) },
    }))

  it('is near 0 of a code that is turned: both latents say as much', () =>
    expect(mig(twoOf(rotated)).score).toBeLessThan(0.05))

  it('by hand: half of the entropy of two bits in one latent', () => {
    // v takes 0 to 3, the first latent is its high bit, and the second knows nothing: log 2 of log 4
    const values = Array.from({ length: 4000 }, (_, row) => row % 4)
    const codes = { rows: 4000, columns: 2, values: values.flatMap((v, row) => [v >> 1, (row >> 2) % 2]) }
    const found = mig({ codes, factors: { v: { values, levels: ['a', 'b', 'c', 'd'] } } })
    // the correction of entropies: 1 / 8000 of 3 levels against 1, and of the joint
    expect(found.score).toBeCloseTo(0.5, 3)
  })

  it('says nothing of a factor that does not vary', () => {
    const { codes, factors } = codesOf(perfect)
    const still = { values: new Float32Array(codes.rows), levels: null }
    expect(mig({ codes, factors: { ...factors, still } })).toEqual({
      ...mig({ codes, factors }),
      factors: { ...mig({ codes, factors }).factors, still: null },
    })
    expect(mig({ codes, factors: { still } }).score).toBeNull()
  })

  it('is not moved by one code that lies far off', () => {
    const { codes, factors } = codesOf(perfect)
    const values = Float64Array.from(codes.values)
    values[2] = 1e9
    expect(mig({ codes: { ...codes, values }, factors }).score).toBeGreaterThan(0.97)
  })

  it('refuses factors of other examples', () =>
    expect(() => mig({ ...codesOf(perfect), factors: { left: { values: [1, 2], levels: null } } })).toThrow(
      'mig: takes as many rows of each but is given 432 and 2',
    ))
})
