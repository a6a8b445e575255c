import { describe, expect, it } from 'vitest'
import { dci } from '../../../src/evaluation/disentanglement/dci.js'
import { codesOf, constant, duplicated, independent, perfect, rotated, twoOf } from './known.js'

describe('dci', () => {
  it('is 1 of a perfect code, with a latent that stands still', () => {
    const found = dci(codesOf(perfect))
    expect(found.disentanglement).toBeGreaterThan(0.99)
    expect(found.completeness).toBeGreaterThan(0.99)
    expect(found.informativeness).toBeGreaterThan(0.99)
    expect(found.importances.left?.[1]).toBeCloseTo(1, 2) // all of its variance
  })

  it('of a factor that two latents say alike is less complete: by log 2 of log 4, and as disentangled', () => {
    const found = dci(codesOf(duplicated))
    expect(found.disentanglement).toBeGreaterThan(0.99)
    // the completeness of `left` is 1 - log 2 / log 4, that of the others 1
    expect(found.completeness).toBeCloseTo((0.5 + 1 + 1) / 3, 2)
    expect(found.importances.left?.[0]).toBeCloseTo(found.importances.left?.[1] as number, 12)
  })

  it('of a code that is turned is near 0, although it tells all', () => {
    const found = dci(twoOf(rotated))
    expect(found.disentanglement).toBeLessThan(0.02)
    expect(found.completeness).toBeLessThan(0.02)
    expect(found.informativeness).toBeGreaterThan(0.9)
  })

  it('of a code that does not move is 0, and predicts what there is most of', () => {
    const found = dci(codesOf(constant))
    expect(found).toMatchObject({ disentanglement: 0, completeness: 0 })
    expect(found.informative).toEqual({
      left: expect.closeTo(0, 1),
      top: expect.closeTo(0, 1),
      shape: expect.closeTo(1 / 3, 1),
    })
  })

  it('of a code that knows nothing predicts nothing, and no latent is of one factor', () => {
    const found = dci(codesOf(independent))
    expect(found.informative.left).toBeLessThan(0.05)
    expect(found.disentanglement).toBeLessThan(0.1)
    expect(found.completeness).toBeLessThan(0.1)
  })

  it('leaves out a factor that does not vary', () => {
    const { codes } = codesOf(perfect)
    const still = { values: new Float32Array(codes.rows), levels: null }
    expect(dci({ codes, factors: { still } })).toMatchObject({
      ...{ disentanglement: 0, completeness: null, informativeness: null, importances: {} },
    })
  })
})
