import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EpochRecord } from '../../src/training/events.js'
import { isSpent, observe, unseen, watchedOf } from '../../src/training/state.js'

const seen = (...values: readonly number[]) => values.reduce(observe, unseen)

describe('observe', () => {
  it('keeps the best value, and counts since when', () => {
    expect(seen(-5)).toEqual({ best: -5, waited: 0, params: null })
    expect(seen(-5, -4)).toEqual({ best: -4, waited: 0, params: null })
    expect(seen(-5, -4, -6, -4.5)).toEqual({ best: -4, waited: 2, params: null })
  })

  it('waits for better and not for equal, and never takes what is no number', () => {
    expect(seen(-4, -4)).toEqual({ best: -4, waited: 1, params: null })
    expect(seen(-4, Number.NaN, Number.NaN)).toEqual({ best: -4, waited: 2, params: null })
    expect(seen(Number.NaN)).toEqual({ best: Number.NEGATIVE_INFINITY, waited: 1, params: null })
  })

  it('has seen the largest of all, as many ago as it waits', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }), (values) => {
        const { best, waited } = seen(...values)
        expect(best).toBe(Math.max(...values))
        expect(values.indexOf(best)).toBe(values.length - 1 - waited)
      }),
    )
  })
})

describe('watchedOf', () => {
  it('is the objective on held-out data, or else that of training', () => {
    const values = (objective: number) => ({ objective, parts: [] })
    const record: EpochRecord = { epoch: 1, step: 2, seconds: 3, training: values(-5), validation: null }
    expect([watchedOf(record), watchedOf({ ...record, validation: values(-6) })]).toEqual([-5, -6])
  })
})

describe('isSpent', () => {
  it('is so when as many epochs have brought nothing better', () => {
    const [two, three] = [seen(-1, -2, -2), seen(-1, -2, -2, -2)]
    expect(isSpent(two, 3)).toBe(false)
    expect(isSpent(three, 3)).toBe(true)
    expect(isSpent(three, 2)).toBe(true)
    expect(isSpent(three, undefined)).toBe(false)
    expect(isSpent(unseen, 1)).toBe(false)
  })
})
