import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checked, md5Of, sha256Of, uncompressed } from '../../src/files/bytes.js'
import { left, right } from '../data/real.js'

const plain = Buffer.from('some bytes that are long enough to be cut in half')

describe('uncompressed', () => {
  it('undoes gzip, known by its first bytes and not by the name', async () => {
    expect(Buffer.from((await right(uncompressed({ file: 'plain.txt', bytes: gzipSync(plain) }))).bytes)).toEqual(plain)
    expect((await right(uncompressed({ file: 'lies.gz', bytes: plain }))).bytes).toBe(plain)
  })

  it('gives back any bytes that were gzipped', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        const { bytes: back } = await right(uncompressed({ file: 'f', bytes: gzipSync(bytes) }))
        expect([...back]).toEqual([...bytes])
      }),
      { numRuns: 30 },
    ))

  it('refuses gzip that is cut short, at every length', async () => {
    const whole = gzipSync(plain)
    for (let length = 2; length < whole.length; length++) {
      const error = await left(uncompressed({ file: '/x/cut.gz', bytes: whole.subarray(0, length) }))
      expect(error._tag).toBe('FileDamaged')
      expect(error.message).toContain('/x/cut.gz')
    }
  })

  it('refuses gzip with one bit changed in its data', async () => {
    const flipped = gzipSync(plain)
    flipped[20] = (flipped[20] ?? 0) ^ 1
    expect((await left(uncompressed({ file: 'f', bytes: flipped })))._tag).toBe('FileDamaged')
  })
})

describe('checked', () => {
  it('knows the published SHA-256 of "abc" (FIPS 180-2, appendix B.1)', () => {
    const abc = { file: 'abc', bytes: Buffer.from('abc') }
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect(sha256Of(abc.bytes)).toBe(sha256)
    expect(checked(sha256)(abc)).toEqual({ _tag: 'Right', right: abc })
    expect(checked(sha256.toUpperCase())(abc)._tag).toBe('Right')
    expect(checked(null)(abc)._tag).toBe('Right')
  })

  it('refuses one bit of difference, and says both', () => {
    const result = checked(sha256Of(Buffer.from([0])))({ file: '/x/f', bytes: Buffer.from([1]) })
    expect(result._tag === 'Left' && result.left.message).toBe(
      `sha256: /x/f needs uncompressed bytes of SHA-256 ${sha256Of(Buffer.from([0]))} but has ${sha256Of(Buffer.from([1]))}`,
    )
  })
})

it('md5Of gives the digests of RFC 1321, appendix A.5', () => {
  expect(md5Of(new Uint8Array())).toBe('d41d8cd98f00b204e9800998ecf8427e')
  expect(md5Of(Buffer.from('message digest'))).toBe('f96b697d7cb7938d525a2f31aaf161d0')
})
