import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bits, threefry, type Words } from '../../src/random/threefry.js'

/** The known answers that Random123 1.14 ships for threefry2x32 with 20 rounds, in its file kat_vectors. */
const KNOWN = [
  { key: [0, 0], counter: [0, 0], gives: [0x6b200159, 0x99ba4efe] },
  { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff], gives: [0x1cb996fc, 0xbb002be7] },
  { key: [0x13198a2e, 0x03707344], counter: [0x243f6a88, 0x85a308d3], gives: [0xc4923a9c, 0x483df7a0] },
] as const

const words = fc.tuple(fc.nat({ max: 0xffffffff }), fc.nat({ max: 0xffffffff }))

/** The rounds as the paper writes them, on whole numbers without overflow. */
const slowly = ([k0, k1]: Words, [c0, c1]: Words): readonly number[] => {
  const mod = (value: bigint) => value & 0xffffffffn
  const [a, b] = [BigInt(k0), BigInt(k1)]
  const keys = [a, b, 0x1bd11bdan ^ a ^ b]
  const rotations = [13n, 15n, 26n, 6n, 17n, 29n, 16n, 24n]
  let [x, y] = [mod(BigInt(c0) + a), mod(BigInt(c1) + b)]
  for (let round = 0; round < 20; round++) {
    const by = rotations[round % 8] as bigint
    x = mod(x + y)
    y = (mod(y << by) | (y >> (32n - by))) ^ x
    if (round % 4 === 3) {
      const at = (round + 1) / 4
      x = mod(x + (keys[at % 3] as bigint))
      y = mod(y + (keys[(at + 1) % 3] as bigint) + BigInt(at))
    }
  }
  return [Number(x), Number(y)]
}

const setBits = (word: number): number => word.toString(2).replaceAll('0', '').length

describe('threefry', () => {
  it.each(KNOWN)('of $key and $counter is the known answer', ({ key, counter, gives }) => {
    expect(threefry(key, counter)).toEqual(gives)
  })

  it('is what the paper writes', () => {
    fc.assert(
      fc.property(words, words, (key, counter) => {
        expect(threefry(key, counter)).toEqual(slowly(key, counter))
      }),
    )
  })

  it('changes half of the 64 bits when one bit of the key or the counter changes', () => {
    const draws: number[] = []
    for (let bit = 0; bit < 128; bit++) {
      const given = [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3]
      const moved = given.map((word, index) => (index === bit >> 5 ? (word ^ (1 << (bit & 31))) >>> 0 : word))
      const [a, b, c, d] = given as [number, number, number, number]
      const [e, f, g, h] = moved as [number, number, number, number]
      const [one, other] = [threefry([a, b], [c, d]), threefry([e, f], [g, h])]
      draws.push(setBits((one[0] ^ other[0]) >>> 0) + setBits((one[1] ^ other[1]) >>> 0))
    }
    // each of 128 counts is binomial with mean 32 and variance 16
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length
    expect(Math.abs(mean - 32)).toBeLessThan(4 * Math.sqrt(16 / draws.length))
    expect(Math.min(...draws)).toBeGreaterThan(12)
  })
})

describe('bits', () => {
  it('are the blocks of the counters from 0, cut to the count', () => {
    const key = [5, 6] as const
    const blocks = [0, 1, 2].flatMap((counter) => threefry(key, [counter, 0]))
    for (const count of [0, 1, 2, 3, 5, 6]) expect([...bits(key)(count)]).toEqual(blocks.slice(0, count))
  })

  it('begin alike whatever the count', () => {
    fc.assert(
      fc.property(words, fc.nat({ max: 50 }), fc.nat({ max: 50 }), (key, few, more) => {
        const [short, long] = [bits(key)(Math.min(few, more)), bits(key)(Math.max(few, more))]
        expect([...long.subarray(0, short.length)]).toEqual([...short])
      }),
    )
  })

  it('are the same from any word on, in streams that differ', () => {
    const all = [0, 1, 2].map((stream) => bits([5, 6])(40, 0, stream))
    fc.assert(
      fc.property(fc.nat(2), fc.nat(20), fc.nat(20), (stream, from, count) => {
        expect(bits([5, 6])(count, from, stream)).toEqual(all[stream]?.subarray(from, from + count))
      }),
    )
    expect([...bits([5, 6])(2, 8, 3)]).toEqual(threefry([5, 6], [4, 3]))
    expect(new Set(all.flatMap((each) => [...each])).size).toBe(120)
  })

  it('go on beyond the counters of one word, where no other stream is', () => {
    const beyond = 2 ** 33
    expect([...bits([5, 6])(2, beyond, 1)]).toEqual(threefry([5, 6], [0, 1 + 2 ** 24]))
    expect([...bits([5, 6])(4, beyond - 2)]).toEqual([
      ...threefry([5, 6], [0xffffffff, 0]),
      ...threefry([5, 6], [0, 2 ** 24]),
    ])
  })
})
