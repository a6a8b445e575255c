import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTensor } from '../../../src/files/safetensors/tensorArray.js'
import { DAMAGED, damaged, expectOneLine, rightOf, wordsOf } from '../../support/damage.js'

type Given = readonly [name: string, dtype: string, sizes: readonly number[], hex: string]

/** A file by hand: the length of the header, the header, the numbers. */
const file = (...tensors: readonly Given[]): Uint8Array => {
  let at = 0
  const entries = tensors.map(([name, dtype, shape, hex]) => {
    const begin = at
    at += hex.length / 2
    return [name, { dtype, shape, data_offsets: [begin, at] }]
  })
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  return Buffer.concat([length, header, ...tensors.map(([, , , hex]) => Buffer.from(hex, 'hex'))])
}

const parse = (bytes: Uint8Array, name: string | null = null) => parseTensor(name)({ file: '/x/a', bytes })

describe('parseTensor', () => {
  it.each([
    ['BOOL', '0100', [1, 0]],
    ['U8', '01ff', [1, 255]],
    ['I8', '01ff', [1, -1]],
    ['U16', '0100feff', [1, 65534]],
    ['I16', '0100feff', [1, -2]],
    ['I32', '01000000feffffff', [1, -2]],
    ['I64', '0100000000000000feffffffffffffff', [1, -2]],
    ['F16', '003c00c0', [1, -2]],
    ['BF16', '803f00c0', [1, -2]],
    ['F32', '0000803f000000c0', [1, -2]],
    ['F64', '000000000000f03f00000000000000c0', [1, -2]],
  ])('reads %s', (dtype, hex, values) => {
    const found = rightOf(parse(file(['x', dtype, [2, 1], hex])))
    expect([found.sizes, [...found.values]]).toEqual([[2, 1], values])
  })

  it('reads one of several by its name', () => {
    const two = file(['a', 'U8', [1], '07'], ['b', 'I16', [1], '0100'])
    expect([...rightOf(parse(two, 'b')).values]).toEqual([1])
    expect(wordsOf(parse(two))).toBe('safetensors: /x/a needs a name to read one of its tensors by: a, b')
    expect(wordsOf(parse(two, 'c'))).toBe('safetensors: /x/a needs the tensor c but has a, b')
  })

  it('refuses other dtypes, whole numbers beyond 2^53, and what is no such file', () => {
    expect(wordsOf(parse(file(['x', 'F8_E4M3', [1], '07'])))).toContain('has x, which is of dtype F8_E4M3')
    expect(wordsOf(parse(file(['x', 'I64', [1], '0000000000002000'])))).toBe(
      'safetensors: /x/a has x, which holds 9007199254740992 as its number 0, which is beyond the whole numbers up to 2^53 - 1',
    )
    expect(wordsOf(parse(Uint8Array.of(1)))).toBe('safetensors: /x/a is too short to hold a header')
  })

  it('says in one line what is damaged, or reads as many numbers as the sizes say', () =>
    fc.assert(
      fc.property(
        damaged(file(['a', 'F32', [3], '0000803f000000c00000803f'], ['b', 'U8', [2, 2], '01020304'])),
        (bytes) => {
          const found = parse(bytes, 'b')
          if (found._tag === 'Left') expectOneLine(found.left.message, '/x/a')
          else expect(found.right.values.length).toBe(found.right.sizes.reduce((all, size) => all * size, 1))
        },
      ),
      { numRuns: DAMAGED },
    ))
})
