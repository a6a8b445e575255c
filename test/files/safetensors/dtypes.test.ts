import { describe, expect, it } from 'vitest'
import { asFloat32, BITS } from '../../../src/files/safetensors/dtypes.js'
import { right } from '../../support/outcome.js'

const bytesOf = (array: Uint16Array | Float32Array | Float64Array) => new Uint8Array(array.buffer)

describe('asFloat32', () => {
  const numbers = [1, -2, 0.5, 2 ** 100]
  it('reads BF16: the upper half of float32', () => {
    const halves = Uint16Array.from(new Uint32Array(Float32Array.from(numbers).buffer), (bits) => bits >>> 16)
    expect([...right(asFloat32('BF16')(bytesOf(halves)))]).toEqual(numbers)
  })

  it('reads F16', () => expect([...right(asFloat32('F16')(bytesOf(Uint16Array.of(0x3c00, 0xc000))))]).toEqual([1, -2]))

  it('reads F32 wherever it lies in memory', () => {
    const shifted = new Uint8Array(17)
    shifted.set(bytesOf(Float32Array.from(numbers)), 1)
    expect([...right(asFloat32('F32')(shifted.subarray(1)))]).toEqual(numbers)
  })

  it('rounds F64 to the nearest float32, infinities and NaN as they are', () => {
    const given = Float64Array.of(0.1, 2 ** -200, Number.NEGATIVE_INFINITY, Number.NaN)
    expect([...right(asFloat32('F64')(bytesOf(given)))]).toEqual([
      Math.fround(0.1),
      0,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ])
  })

  it('refuses an F64 that would become infinite', () =>
    expect(asFloat32('F64')(bytesOf(Float64Array.of(1, -1e39)))).toEqual({
      _tag: 'Left',
      left: 'holds -1e+39, which is beyond the range of float32',
    }))

  it.each([...BITS.keys()].map(String).filter((name) => !/^(B?F16|F32|F64)$/.test(name)))(
    'names %s as not supported',
    (name) =>
      expect(asFloat32(name)(new Uint8Array(8))).toEqual({
        _tag: 'Left',
        left: `is of dtype ${name}, which is not supported: F16, BF16, F32, F64 are read`,
      }),
  )
})
