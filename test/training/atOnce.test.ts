import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elbo, elboWithFreeBits } from '../../src/losses/estimators.js'
import { erase } from '../../src/losses/term.js'
import { atOnce, samplesAtOnce } from '../../src/training/atOnce.js'

const objective = erase(elbo)

describe('atOnce', () => {
  it('takes as many examples as are asked for, where their samples fit', () => {
    expect(atOnce(objective, { samples: 1, batch: 128, widths: [784] })).toBe(128)
    expect(atOnce(objective, { samples: 20, batch: 128, widths: [784] })).toBe(128)
  })

  it('takes 2 of 128 examples of 784 pixels with 1,000 samples: 1.6 of 2.1 million numbers', () => {
    expect(atOnce(objective, { samples: 1000, batch: 128, widths: [784] })).toBe(2)
    expect(atOnce(objective, { samples: 500, batch: 3, widths: [784] })).toBe(3)
    // the numbers of all fields
    expect(atOnce(objective, { samples: 500, batch: 128, widths: [784, 784] })).toBe(2)
  })

  it('takes one example where the samples of one are too many', () => {
    expect(atOnce(objective, { samples: 1e6, batch: 128, widths: [784] })).toBe(1)
  })

  it('takes all of an objective that is no mean over examples', () => {
    expect(atOnce(erase(elboWithFreeBits(0.5)), { samples: 5000, batch: 128, widths: [784] })).toBe(128)
  })

  it('never takes more than are asked for, nor more numbers than fit, nor no example', () => {
    const wholes = (max: number) => fc.integer({ min: 1, max })
    fc.assert(
      fc.property(
        wholes(1e6),
        wholes(1e5),
        fc.array(wholes(1e5), { minLength: 1, maxLength: 3 }),
        (samples, batch, widths) => {
          const found = atOnce(objective, { samples, batch, widths })
          const each = samples * widths.reduce((sum, width) => sum + width, 0)
          expect(found).toBeGreaterThanOrEqual(1)
          expect(found).toBeLessThanOrEqual(batch)
          expect(found === 1 || found * each <= 2 ** 21).toBe(true)
          // as many as fit
          expect(found === batch || (found + 1) * each > 2 ** 21).toBe(true)
        },
      ),
    )
  })
})

describe('samplesAtOnce', () => {
  it('takes all that fit together', () =>
    expect(samplesAtOnce({ samples: 2000, widths: [784] })).toEqual([{ first: 0, count: 2000, of: 2000 }]))

  it('takes all of them once, in as few pieces of two sizes or one as fit', () => {
    const wholes = (max: number) => fc.integer({ min: 1, max })
    fc.assert(
      fc.property(wholes(2e4), wholes(1e5), (samples, width) => {
        const pieces = samplesAtOnce({ samples, widths: [width] })
        const most = Math.max(1, Math.floor(2 ** 21 / width))
        expect(pieces.length).toBe(Math.ceil(samples / most))
        expect(
          pieces.every(({ first, count, of }, at) => {
            const before = pieces[at - 1]
            return first === (before ? before.first + before.count : 0) && count >= 1 && count <= most && of === samples
          }),
        ).toBe(true)
        const last = pieces.at(-1)
        expect((last?.first ?? 0) + (last?.count ?? 0)).toBe(samples)
        expect(new Set(pieces.map(({ count }) => count)).size).toBeLessThanOrEqual(2)
      }),
      { numRuns: 50 },
    )
  })
})
