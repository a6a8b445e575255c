import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromScaled, toScaled } from '../../src/explorer/rounded.js'

describe('int8', () => {
  test('the largest of a column is 127, and zeros stay', () => {
    const { values, scales } = toScaled([127, 0, -63.5, 0, 1, 0], 2)
    expect([...values]).toEqual([127, 0, -63, 0, 1, 0].map((each) => (each === -63 ? Math.round(-63.5) : each)))
    expect([...scales]).toEqual([1, 0])
    expect([...fromScaled({ values, scales })].slice(0, 2)).toEqual([127, 0])
  })

  test('a number is within half a scale of itself', () =>
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 6, maxLength: 60 }),
        (given) => {
          const scaled = toScaled(given, 3)
          for (const [at, value] of fromScaled(scaled).entries())
            expect(Math.abs(value - (given[at] as number))).toBeLessThanOrEqual(
              (scaled.scales[at % 3] as number) * 0.501 + 1e-40,
            )
        },
      ),
    ))
})
