import { expect, it } from 'vitest'
import { fromHalf } from '../../src/files/half.js'

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
