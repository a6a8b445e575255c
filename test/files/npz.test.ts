import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { toNpy } from '../../src/files/npy.js'
import { parseNpz } from '../../src/files/npz.js'
import { DAMAGED, damaged, expectOneLine, rightOf, wordsOf } from '../support/damage.js'

/** numpy.savez_compressed of NumPy 2.4.6: points, 1 to 6 as float32 in two rows, and labels, 0 and 1 as bytes. */
const WRITTEN = Buffer.from(
  'UEsDBC0AAAAIAAAAIQB8nN6i//////////8KABQAcG9pbnRzLm5weQEAEACYAAAAAAAAAFgAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKxpo6CrUKZAMuBoYGewYGBgcgAuIGIF4AxAccAFBLAwQtAAAACAAAACEAmWJ33///////////CgAUAGxhYmVscy5ucHkBABAAggAAAAAAAABGAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF5Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoKtQoUAC4GRgBQSwECLQMtAAAACAAAACEAfJzeolgAAACYAAAACgAAAAAAAAAAAAAAgAEAAAAAcG9pbnRzLm5weVBLAQItAy0AAAAIAAAAIQCZYnffRgAAAIIAAAAKAAAAAAAAAAAAAACAAZQAAABsYWJlbHMubnB5UEsFBgAAAAACAAIAcAAAABYBAAAAAA==',
  'base64',
)

const parse = (name: string | null, bytes: Uint8Array) => parseNpz(name)({ file: '/x/a.npz', bytes })
const one = zipSync({ 'points.npy': [toNpy({ sizes: [2], values: Float32Array.of(3, 4) }), { level: 0 }] })

describe('parseNpz', () => {
  it('reads what NumPy writes', () => {
    expect(rightOf(parse('points', WRITTEN))).toEqual({
      file: '/x/a.npz/points.npy',
      sizes: [2, 3],
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
    })
    expect([...rightOf(parse('labels', WRITTEN)).values]).toEqual([0, 1])
  })

  it('reads the only array without a name, at any place in memory', () => {
    expect([...rightOf(parse(null, one)).values]).toEqual([3, 4])
    expect([...rightOf(parse(null, Buffer.concat([Buffer.alloc(3), one]).subarray(3))).values]).toEqual([3, 4])
  })

  it('asks for a name where there are several, and names those that there are', () => {
    expect(wordsOf(parse(null, WRITTEN))).toBe(
      'npz: /x/a.npz needs a name to read one of its arrays by: points, labels',
    )
    expect(wordsOf(parse('point', WRITTEN))).toBe(
      'npz: /x/a.npz needs one array of the name point but has points, labels',
    )
  })

  it('refuses what is no archive, and one whose numbers have changed', () => {
    expect(wordsOf(parse(null, Buffer.alloc(100)))).toBe(
      'npz: /x/a.npz is not a whole zip archive: it has no directory at its end',
    )
    const changed = Uint8Array.from(one)
    const at = Buffer.from(one).indexOf(Buffer.from(Float32Array.of(3, 4).buffer))
    changed[at] = 1
    expect(wordsOf(parse(null, changed))).toBe(
      'npz: /x/a.npz has a file points.npy whose checksum is not the one it was written with',
    )
  })

  it('says in one line what is damaged: no other number is read than those that were written', () =>
    fc.assert(
      fc.property(damaged(WRITTEN), (bytes) => {
        const found = parse('points', bytes)
        if (found._tag === 'Left') expectOneLine(found.left.message, '/x/a.npz')
        else expect([...found.right.values]).toEqual([1, 2, 3, 4, 5, 6])
      }),
      { numRuns: DAMAGED },
    ))
})
