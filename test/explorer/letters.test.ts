import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromLetters, toLetters } from '../../src/explorer/letters.js'

describe('bytes as letters', () => {
  test('are the same bytes when they are read', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(fromLetters(toLetters(bytes))).toEqual(Uint8Array.from(bytes))
      }),
    ))

  test('of every kind, and more than are made at once', () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_, at) => (at * 31 + (at >> 8)) & 255)
    expect(Buffer.compare(fromLetters(toLetters(bytes)), bytes)).toBe(0)
  })

  test('hold nothing that a page refuses, or reads as another letter', () => {
    // all pairs of bytes, beginning at each of seven places
    const pairs = Uint8Array.from({ length: 2 * 65_536 }, (_, at) => (at >> (at % 2 === 0 ? 1 : 9)) & 255)
    const bytes = Uint8Array.from(Array.from({ length: 7 }, () => [...pairs]).flat())
    expect(bytes.length % 7).toBe(0)
    expect(pairs.length % 7).not.toBe(0)
    expect(toLetters(bytes)).not.toMatch(/[\0\r<\u0080-\uffff]/)
  })

  test('are a sixth more than the bytes', () => {
    const bytes = randomBytes(70_000)
    expect(Buffer.byteLength(toLetters(bytes)) / bytes.length).toBeLessThan(1.19)
  })
})
