import { describe, expect, it } from 'vitest'
import { modularity } from '../../../src/evaluation/disentanglement/modularity.js'
import { codesOf, constant, duplicated, independent, perfect, rotated, twoOf } from './known.js'

describe('modularity', () => {
  it('is 1 of a perfect code, and of one that says a factor twice; a latent that stands still has none', () => {
    const found = modularity(codesOf(perfect))
    expect(found.score).toBeCloseTo(1, 10)
    expect(found.latents[3]).toBeNull()
    expect(modularity(codesOf(duplicated)).score).toBeCloseTo(1, 10)
  })

  it('is 0 of a code that is turned: each latent says as much of both factors', () =>
    expect(modularity(twoOf(rotated)).score).toBeLessThan(0.05))

  it('is none of a code that does not move', () => expect(modularity(codesOf(constant)).score).toBeNull())

  it('is small or none of a code that knows nothing', () =>
    expect(modularity(codesOf(independent)).score ?? 0).toBeLessThan(0.9))

  it('by hand: a latent of a whole factor and half of another', () => {
    // the latent is a bit and one of two bits of a second factor: I is log 2 each, over 3 factors 1 - 1/2
    const rows = Array.from({ length: 4096 }, (_, row) => [row % 2, (row >> 1) % 2, (row >> 2) % 2])
    const factor = (at: number) => ({ values: rows.map((row) => row[at] as number), levels: ['no', 'yes'] })
    const values = rows.flatMap(([a = 0, b = 0]) => [2 * a + b])
    const found = modularity({
      codes: { rows: 4096, columns: 1, values },
      factors: { a: factor(0), b: factor(1), c: factor(2) },
    })
    expect(found.score).toBeCloseTo(0.5, 3)
  })
})
