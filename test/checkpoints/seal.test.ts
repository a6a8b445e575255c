import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../src/checkpoints/safetensors.js'
import { sealedHeader, unbroken, withoutSeal } from '../../src/checkpoints/seal.js'

const leaves = [{ path: '0', value: { shape: [3], sizes: [3], values: Float32Array.of(1, 2, 3) } }]
const bytes = encode(leaves, { 7: 'a name that is a number', seed: '1' })

describe('a sealed file', () => {
  it('has the SHA-256 of all its bytes, with zeros in the place of it, before all other names', () => {
    const text = new TextDecoder().decode(bytes.subarray(8))
    const [whole = '', seal = ''] = /^\{"__metadata__":\{"shapebound\.sha256":"([0-9a-f]{64})"/.exec(text) ?? []
    expect(whole.length).toBe(38 + 64 + 1)
    const blank = Buffer.from(bytes)
    blank.write('0'.repeat(64), 8 + 38)
    expect(createHash('sha256').update(blank).digest('hex')).toBe(seal)
    expect(unbroken(bytes)).toEqual({ _tag: 'Right', right: bytes })
    expect(decode(bytes)).toMatchObject({ right: { metadata: { 7: 'a name that is a number', seed: '1' } } })
  })

  it('is refused with any byte changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const damaged = bytes.slice()
        damaged[at] = (damaged[at] as number) ^ by
        const read = decode(damaged)
        expect(read).toMatchObject({ _tag: 'Left', left: { _tag: 'Damaged' } })
      }),
      { numRuns: 2000 },
    )
  })

  it('is refused when it is cut, or longer', () => {
    for (const odd of [bytes.subarray(0, bytes.length - 4), new Uint8Array([...bytes, 0, 0, 0, 0])]) {
      expect(decode(odd)).toMatchObject({ left: { _tag: 'Damaged' } })
      expect(unbroken(odd)).toEqual({ _tag: 'Left', left: 'has other bytes than were saved: its SHA-256 is another' })
    }
  })
})

describe('withoutSeal', () => {
  it('leaves the metadata of the caller, and refuses what only a sealed file has', () => {
    expect(
      withoutSeal({ 'shapebound.sha256': 'f', 'shapebound.format': '1', 'shapebound.state': '{}', a: 'b' }),
    ).toMatchObject({
      right: { 'shapebound.state': '{}', a: 'b' },
    })
    expect(withoutSeal({ a: 'b' })).toMatchObject({ right: { a: 'b' } })
    expect(withoutSeal({ 'shapebound.format': '1', a: 'b' })).toEqual({
      _tag: 'Left',
      left: 'has lost the SHA-256 that it was saved with',
    })
  })
})

describe('sealedHeader', () => {
  it('is the JSON of the metadata and the entries', () => {
    const seal = { 'shapebound.sha256': '0'.repeat(64), 'shapebound.format': '1' }
    for (const [metadata, entries] of [
      [{}, {}],
      [{ 1: 'a', b: 'c' }, {}],
      [{}, { 5: { x: [1] } }],
      [{ b: 'c' }, { w: 1 }],
    ] as const)
      expect(JSON.parse(sealedHeader(metadata, entries))).toEqual({
        __metadata__: { ...seal, ...metadata },
        ...entries,
      })
  })
})
