import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fromHalf, fromHalves, toHalf } from '../../src/files/half.js'

// the numbers of IEEE 754, binary16
it.each([
  [0x0000, 0],
  [0x0001, 2 ** -24],
  [0x03ff, 1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3555, 0.333251953125],
  [0x3c00, 1],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x7c00, Number.POSITIVE_INFINITY],
  [0x8000, -0],
  [0xfc00, Number.NEGATIVE_INFINITY],
  [0x7e00, Number.NaN],
])('%i is %f', (bits, value) => expect(fromHalf(bits)).toBe(value))

it('grows with its bits', () => {
  const all = Array.from({ length: 0x7c00 }, (_, bits) => fromHalf(bits))
  expect(all.every((number, index) => index === 0 || number > (all[index - 1] ?? 0))).toBe(true)
})

describe('toHalf', () => {
  test('every one of them is itself again', () => {
    for (let half = 0; half < 0x10000; half++) {
      const value = fromHalf(half)
      if (!Number.isNaN(value) && toHalf(value) !== half) expect([half, toHalf(value)]).toEqual([half, half])
    }
  })

  test('many are as one by one', () => {
    const all = Uint16Array.from({ length: 65_536 }, (_, bits) => bits)
    const numbers = Float32Array.from(all, fromHalf)
    expect(fromHalves(all)).toEqual(numbers)
    expect(fromHalves(Uint16Array.of(1, ...all)).subarray(1)).toEqual(numbers)
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
