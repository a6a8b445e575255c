import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type NumberType, numbersIn } from '../../src/files/numeric.js'
import { rightOf, wordsOf } from '../support/damage.js'

const WRITE: { readonly [Type in NumberType]: (view: DataView, value: number, little: boolean) => void } = {
  u1: (view, value) => view.setUint8(0, value),
  i1: (view, value) => view.setInt8(0, value),
  u2: (view, value, little) => view.setUint16(0, value, little),
  i2: (view, value, little) => view.setInt16(0, value, little),
  u4: (view, value, little) => view.setUint32(0, value, little),
  i4: (view, value, little) => view.setInt32(0, value, little),
  u8: (view, value, little) => view.setBigUint64(0, BigInt(value), little),
  i8: (view, value, little) => view.setBigInt64(0, BigInt(value), little),
  f2: (view, value, little) => view.setUint16(0, value === 0 ? 0 : 0x3c00, little),
  f4: (view, value, little) => view.setFloat32(0, value, little),
  f8: (view, value, little) => view.setFloat64(0, value, little),
}

const bytesFor = (type: NumberType, value: number, little: boolean): Uint8Array => {
  const bytes = new Uint8Array(Number(type[1]))
  WRITE[type](new DataView(bytes.buffer), value, little)
  return bytes
}

describe('numbersIn', () => {
  it('reads each type in either order, at any place in memory', () =>
    fc.assert(
      fc.property(
        fc.constantFrom<NumberType>('u1', 'u2', 'u4', 'u8', 'i1', 'i2', 'i4', 'i8', 'f2', 'f4', 'f8'),
        fc.boolean(),
        fc.nat(7),
        fc.array(fc.nat(127), { maxLength: 5 }),
        (type, little, offset, values) => {
          const given = type === 'f2' ? values.map((value) => value % 2) : values
          const bytes = Buffer.concat([Buffer.alloc(offset), ...given.map((value) => bytesFor(type, value, little))])
          const found = rightOf(numbersIn(type, little ? 'little' : 'big')(bytes.subarray(offset)))
          expect([...found]).toEqual(given)
        },
      ),
    ))

  it('refuses whole numbers that float64 does not hold, by their place', () => {
    const bytes = new Uint8Array(16)
    new DataView(bytes.buffer).setBigInt64(8, -(2n ** 53n), true)
    expect(wordsOf(numbersIn('i8', 'little')(bytes))).toBe(
      'holds -9007199254740992 as its number 1, which is beyond the whole numbers up to 2^53 - 1',
    )
  })
})
