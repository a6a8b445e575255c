import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIdx, parseIdxArray } from '../../src/files/idx.js'
import { idxBytes } from '../data/real.js'
import { DAMAGED, damaged, expectOneLine, rightOf, wordsOf } from '../support/damage.js'

const parse = (bytes: Uint8Array) => parseIdx({ file: '/x/f', bytes })
const words = (bytes: Uint8Array) => {
  const result = parse(bytes)
  return result._tag === 'Left' ? result.left.message : 'right'
}

describe('parseIdx', () => {
  it('reads a file done by hand', () => {
    const bytes = Uint8Array.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255])
    expect(parse(bytes)).toEqual({
      _tag: 'Right',
      right: { file: '/x/f', sizes: [2, 3], values: Uint8Array.from([1, 2, 3, 4, 5, 255]) },
    })
  })

  it('reads what was written, at any rank and at any place in a buffer', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 5 }), fc.nat(7), (sizes, offset) => {
        const values = Uint8Array.from({ length: sizes.reduce((all, size) => all * size, 1) }, (_, at) => at % 256)
        const bytes = Buffer.concat([Buffer.alloc(offset, 9), idxBytes(sizes, values)]).subarray(offset)
        const result = parse(bytes)
        expect(result._tag === 'Right' && [result.right.sizes, [...result.right.values]]).toEqual([sizes, [...values]])
      }),
    )
  })

  it('refuses other first bytes', () => {
    expect(words(new Uint8Array())).toBe(
      'idx: /x/f needs to start with the bytes 0 0 8 and a rank but starts with nothing',
    )
    for (const [bytes, shown] of [
      [[0, 0, 9, 1, 0, 0, 0, 0], '0 0 9 1'],
      [[1, 0, 8, 1, 0, 0, 0, 0], '1 0 8 1'],
      [[0, 1, 8, 1, 0, 0, 0, 0], '0 1 8 1'],
      [[0, 0, 8, 0], '0 0 8 0'],
      [[0, 0, 8], '0 0 8'],
    ] as const)
      expect(words(Uint8Array.from(bytes))).toBe(
        `idx: /x/f needs to start with the bytes 0 0 8 and a rank but starts with ${shown}`,
      )
  })

  it('refuses a header that is cut', () => {
    expect(words(idxBytes([2, 2], [1, 2, 3, 4]).subarray(0, 9))).toBe(
      'idx: /x/f needs 12 bytes of header for its rank 2 but has 9 bytes',
    )
  })

  it('refuses any other length than the one its sizes say', () => {
    const whole = idxBytes([2, 3], [1, 2, 3, 4, 5, 6])
    expect(words(whole.subarray(0, -1))).toBe('idx: /x/f needs 18 bytes for its sizes 2x3 but has 17')
    expect(words(Buffer.concat([whole, Buffer.from([0])]))).toBe(
      'idx: /x/f needs 18 bytes for its sizes 2x3 but has 19',
    )
    expect(words(idxBytes([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], [1]))).toContain('but has 17')
  })
})

describe('parseIdxArray', () => {
  // headers and numbers by hand, the greatest byte first
  it.each([
    [8, '01ff', [1, 255]],
    [9, '01ff', [1, -1]],
    [11, '0100fffe', [256, -2]],
    [12, '00010000fffffffe', [65536, -2]],
    [13, '3f800000c0200000', [1, -2.5]],
    [14, '3ff0000000000000c004000000000000', [1, -2.5]],
  ])('reads numbers of type %i', (type, hex, values) => {
    const bytes = Buffer.concat([Uint8Array.of(0, 0, type, 2, 0, 0, 0, 1, 0, 0, 0, 2), Buffer.from(hex, 'hex')])
    const found = rightOf(parseIdxArray({ file: 'f', bytes }))
    expect([found.sizes, [...found.values]]).toEqual([[1, 2], values])
  })

  it.each([
    [
      [0, 0, 10, 1, 0, 0, 0, 0],
      'needs to start with the bytes 0 0 8, 9, 11, 12, 13 or 14 and a rank but starts with 0 0 10 1',
    ],
    [[0, 0, 12, 1, 0, 0, 0, 1, 7], 'needs 12 bytes for its sizes 1 but has 9'],
    [[0, 0, 12, 3, 0, 0, 0, 1, 7], 'needs 16 bytes of header for its rank 3 but has 9 bytes'],
  ])('refuses %j', (bytes, message) =>
    expect(wordsOf(parseIdxArray({ file: '/x/f', bytes: Uint8Array.from(bytes) }))).toBe(`idx: /x/f ${message}`),
  )

  it('says in one line what is damaged, or reads as many numbers as the sizes say', () =>
    fc.assert(
      fc.property(damaged(Uint8Array.of(0, 0, 11, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...new Array(12).fill(5))), (bytes) => {
        const found = parseIdxArray({ file: '/x/f', bytes })
        if (found._tag === 'Left') expectOneLine(found.left.message, '/x/f')
        else expect(found.right.values.length).toBe(found.right.sizes.reduce((all, size) => all * size, 1))
      }),
      { numRuns: DAMAGED },
    ))
})
