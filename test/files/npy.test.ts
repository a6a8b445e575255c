import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNpy, toNpy } from '../../src/files/npy.js'
import { DAMAGED, damaged, expectOneLine, rightOf, wordsOf } from '../support/damage.js'

/** An NPY file of version 1, as NumPy 2.4 pads it. */
const npy = (dictionary: string, numbers: Uint8Array): Uint8Array => {
  const header = Buffer.from(`${dictionary.padEnd(117)}\n`)
  return Buffer.concat([Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0]), header, numbers])
}

const of = (descr: string, shape: string, hex: string, order = 'False'): Uint8Array =>
  npy(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`, Buffer.from(hex, 'hex'))

const parse = (bytes: Uint8Array) => parseNpy({ file: '/x/a.npy', bytes })

// the numbers of numpy.lib.format.write_array of NumPy 2.4.6: 1 to 6, signed ones negative, floating ones halved less 2
const WRITTEN = [
  ['|b1', '000100010001', [0, 1, 0, 1, 0, 1]],
  ['|u1', '010203040506', [1, 2, 3, 4, 5, 6]],
  ['|i1', 'fffefdfcfbfa', [-1, -2, -3, -4, -5, -6]],
  ['<u2', '010002000300040005000600', [1, 2, 3, 4, 5, 6]],
  ['>u2', '000100020003000400050006', [1, 2, 3, 4, 5, 6]],
  ['<i2', 'fffffefffdfffcfffbfffaff', [-1, -2, -3, -4, -5, -6]],
  ['>i2', 'fffffffefffdfffcfffbfffa', [-1, -2, -3, -4, -5, -6]],
  ['<u4', '010000000200000003000000040000000500000006000000', [1, 2, 3, 4, 5, 6]],
  ['>i4', 'fffffffffffffffefffffffdfffffffcfffffffbfffffffa', [-1, -2, -3, -4, -5, -6]],
  [
    '<u8',
    '010000000000000002000000000000000300000000000000040000000000000005000000000000000600000000000000',
    [1, 2, 3, 4, 5, 6],
  ],
  [
    '>i8',
    'fffffffffffffffffffffffffffffffefffffffffffffffdfffffffffffffffcfffffffffffffffbfffffffffffffffa',
    [-1, -2, -3, -4, -5, -6],
  ],
  ['<f2', '00be00bc00b800000038003c', [-1.5, -1, -0.5, 0, 0.5, 1]],
  ['>f2', 'be00bc00b800000038003c00', [-1.5, -1, -0.5, 0, 0.5, 1]],
  ['<f4', '0000c0bf000080bf000000bf000000000000003f0000803f', [-1.5, -1, -0.5, 0, 0.5, 1]],
  ['>f4', 'bfc00000bf800000bf000000000000003f0000003f800000', [-1.5, -1, -0.5, 0, 0.5, 1]],
  [
    '<f8',
    '000000000000f8bf000000000000f0bf000000000000e0bf0000000000000000000000000000e03f000000000000f03f',
    [-1.5, -1, -0.5, 0, 0.5, 1],
  ],
  [
    '>f8',
    'bff8000000000000bff0000000000000bfe000000000000000000000000000003fe00000000000003ff0000000000000',
    [-1.5, -1, -0.5, 0, 0.5, 1],
  ],
] as const

describe('parseNpy', () => {
  it.each(WRITTEN)('reads %s as NumPy writes it', (descr, hex, values) => {
    const found = rightOf(parse(of(descr, '(2, 3)', hex)))
    expect([found.sizes, [...found.values]]).toEqual([[2, 3], values])
  })

  it('reads the order of Fortran as rows', () => {
    // numpy.asfortranarray(numpy.arange(24).reshape(2, 3, 4))
    const hex = '00000c00040010000800140001000d00050011000900150002000e00060012000a00160003000f00070013000b001700'
    expect([...rightOf(parse(of('<i2', '(2, 3, 4)', hex, 'True'))).values]).toEqual([...new Array(24).keys()])
  })

  it('reads versions 2 and 3, one axis, none, and an order of fields of its own', () => {
    const header = "{'shape': (2,), 'descr': '|u1', 'fortran_order': False}\n"
    for (const version of [2, 3]) {
      const bytes = [0x93, ...Buffer.from('NUMPY'), version, 0, header.length, 0, 0, 0, ...Buffer.from(header), 7, 8]
      expect(rightOf(parse(Uint8Array.from(bytes)))).toMatchObject({ sizes: [2], values: Uint8Array.of(7, 8) })
    }
    expect(rightOf(parse(of('<f8', '()', '0000000000000840')))).toMatchObject({ sizes: [], values: Float64Array.of(3) })
  })

  it('reads what it writes, whose numbers begin at a multiple of 64', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 4 }), fc.float({ noNaN: true }), (sizes, value) => {
        const values = new Float32Array(sizes.reduce((all, size) => all * size, 1)).fill(value)
        const bytes = toNpy({ sizes, values })
        expect((bytes.length - values.byteLength) % 64).toBe(0)
        expect(rightOf(parse(bytes))).toEqual({ file: '/x/a.npy', sizes, values })
      }),
    ))

  it('writes as NumPy does', () => {
    expect(Buffer.from(toNpy({ sizes: [2, 3], values: Float32Array.of(-1.5, -1, -0.5, 0, 0.5, 1) }))).toEqual(
      Buffer.from(of('<f4', '(2, 3)', '0000c0bf000080bf000000bf000000000000003f0000803f')),
    )
    expect(() => toNpy({ sizes: [3], values: new Float32Array(2) })).toThrow(
      'toNpy: the values must be 3 numbers, as the sizes say, not 2',
    )
  })

  it.each([
    ['no magic', Buffer.from('PK34'), 'does not begin with \\x93NUMPY'],
    [
      'version 4',
      Buffer.from([0x93, ...Buffer.from('NUMPY'), 4, 0]),
      'must be of version 1, 2 or 3 of the format, not 4',
    ],
    ['a header that is cut', of('|u1', '(1,)', '07').subarray(0, 30), 'ends in its header'],
    ['two numbers too few', of('|u1', '(3,)', '07'), 'needs 131 bytes for its sizes 3 but has 129'],
    ['a number too many', of('|u1', '(1,)', '0708'), 'needs 129 bytes for its sizes 1 but has 130'],
    [
      'complex numbers',
      of('<c8', '(1,)', '0'.repeat(16)),
      'must hold booleans, whole numbers or numbers of floating point, not "<c8"',
    ],
    [
      'text',
      of('<U3', '(1,)', '0'.repeat(24)),
      'must hold booleans, whole numbers or numbers of floating point, not "<U3"',
    ],
    ['objects', of('|O', '(1,)', '80'), 'must hold booleans, whole numbers or numbers of floating point, not "|O"'],
    ['a boolean of 2', of('|b1', '(2,)', '0102'), 'needs booleans of 0 or 1 but its number 1 is 2'],
    [
      'sizes beyond all files',
      of('|u1', '(9007199254740993, 9)', '07'),
      'has the sizes 9007199254740992x9, which are too large',
    ],
    [
      'a record',
      npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", Buffer.alloc(4)),
      `needs a header with descr, fortran_order and shape but has "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"`,
    ],
  ])('refuses %s', (_, bytes, words) => expect(wordsOf(parse(bytes))).toBe(`npy: /x/a.npy ${words}`))

  it('says in one line what is damaged, or reads as many numbers as the sizes say', () => {
    const whole = of('<f4', '(2, 3)', '0000c0bf000080bf000000bf000000000000003f0000803f')
    fc.assert(
      fc.property(damaged(whole), (bytes) => {
        const found = parse(bytes)
        if (found._tag === 'Left') expectOneLine(found.left.message, '/x/a.npy')
        else expect(found.right.values.length).toBe(found.right.sizes.reduce((all, size) => all * size, 1))
      }),
      { numRuns: DAMAGED },
    )
  })
})
