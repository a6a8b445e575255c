import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHalf, fromScaled, toHalf, toScaled } from '../../src/explorer/rounded.js'

describe('float16', () => {
  test('every one of them is itself again', () => {
    for (let half = 0; half < 0x10000; half++) {
      const value = fromHalf(half)
      if (!Number.isNaN(value) && toHalf(value) !== half) expect([half, toHalf(value)]).toEqual([half, half])
    }
  })

  test('what is not a number is none', () => expect(fromHalf(toHalf(Number.NaN))).toBeNaN())

  test('of two as near it is the even one', () => {
    const between = (low: number, high: number) => (fromHalf(low) + fromHalf(high)) / 2
    expect(toHalf(between(0x3c00, 0x3c01))).toBe(0x3c00)
    expect(toHalf(between(0x3c01, 0x3c02))).toBe(0x3c02)
    expect(toHalf(between(0x0001, 0x0002))).toBe(0x0002)
  })

  test('a number is within half a step of itself', () =>
    fc.assert(
      fc.property(fc.float({ min: -60000, max: 60000, noNaN: true }), (value) => {
        const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value) || 1e-9)) - 10))
        expect(Math.abs(fromHalf(toHalf(value)) - value)).toBeLessThanOrEqual(step / 2)
      }),
    ))
})

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
