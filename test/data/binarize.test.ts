import fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { relaxed, sample, threshold } from '../../src/data/binarize.js'
import { eventOf } from '../../src/data/dataset.js'
import { fromPixels } from '../../src/data/images.js'
import { child, from, type Key, uniform } from '../../src/random/key.js'

const bytes = Uint8Array.from([0, 1, 25, 64, 127, 128, 200, 254, 255, 255, 0, 100])
const grey = fromPixels({
  name: 'grey',
  support: 'unitInterval',
  picture: { height: 1, width: 6 },
  pixels: bytes,
  ...eventOf('test', [6]),
})
const all = Uint32Array.from([0, 1])

describe('sample', () => {
  const data = sample(grey)

  it('is binary and keeps all else', () => {
    expect(data).toMatchObject({ support: 'binary', count: 2, shape: [6], picture: { height: 1, width: 6 } })
    for (let seed = 0; seed < 50; seed++)
      for (const pixel of data.rows(all, from(seed))) expect([0, 1]).toContain(pixel)
  })

  it('has the grey pixel as its mean, within 4 standard errors', () => {
    const draws = 20_000
    const sums = new Float64Array(bytes.length)
    for (let draw = 0; draw < draws; draw++)
      data.rows(all, child(draw)(from(5))).forEach((pixel, at) => {
        sums[at] = (sums[at] ?? 0) + pixel
      })
    bytes.forEach((byte, at) => {
      const mean = byte / 255
      const error = Math.sqrt((mean * (1 - mean)) / draws)
      expect(Math.abs((sums[at] ?? 0) / draws - mean)).toBeLessThanOrEqual(4 * error)
    })
  })

  it('draws the pixels of one picture independently', () => {
    // two halves of grey 128: how often both are 1 is a quarter, within 4 standard errors
    const draws = 20_000
    const pixels = Uint8Array.from([128, 128])
    const pair = sample(
      fromPixels({ name: 'pair', support: 'unitInterval', picture: null, pixels, ...eventOf('test', [2]) }),
    )
    const both = Array.from({ length: draws }, (_, draw) => pair.rows(Uint32Array.of(0), child(draw)(from(6))))
    const share = both.filter(([one, other]) => one === 1 && other === 1).length / draws
    expect(Math.abs(share - (128 / 255) ** 2)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / draws))
  })

  it('draws independently of data that is itself drawn from the key', () => {
    const drawn = { ...grey, rows: (indices: Uint32Array, key: Key) => uniform(key, indices.length * 6) }
    const many = Uint32Array.from({ length: 2000 }, (_, at) => at)
    const pixels = sample(drawn).rows(many, from(3))
    const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / pixels.length))
  })

  it('gives an example its own bits, whatever is beside it', () => {
    const half = sample(
      fromPixels({
        name: 'half',
        support: 'unitInterval',
        picture: null,
        pixels: new Uint8Array(50 * 7).fill(128),
        ...eventOf('test', [7]),
      }),
    )
    const all = half.rows(
      Uint32Array.from({ length: 50 }, (_, at) => at),
      from(4),
    )
    const examples = [...Array(50).keys()].map((at) => all.subarray(7 * at, 7 * at + 7))
    for (const indices of [[3], [49, 0], [17, 17, 2, 31]])
      expect([...half.rows(Uint32Array.from(indices), from(4))]).toEqual(
        indices.flatMap((at) => [...(examples[at] as Float32Array)]),
      )
    // of 50 examples with 128 possible ones, so many differ
    expect(new Set(examples.map(String)).size).toBeGreaterThan(30)
  })

  it('writes into the memory it is lent, and into no other', () => {
    const into = new Float32Array(12)
    expect(data.rows(all, from(1), into)).toBe(into)
    expect(into).toEqual(data.rows(all, from(1)))
    const own = Float32Array.from([0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    const kept = sample({ ...grey, rows: () => own })
    kept.rows(Uint32Array.of(0), from(1))
    expect([...own]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
  })

  it('gives the same bits for the same key and others for another', () => {
    const many = Uint32Array.from({ length: 64 }, (_, at) => at % 2)
    expect(data.rows(many, from(1))).toEqual(data.rows(many, from(1)))
    expect(data.rows(many, from(1))).not.toEqual(data.rows(many, from(2)))
  })
})

describe('threshold', () => {
  it('is at a half when nothing is said', () => {
    const data = pipe(grey, threshold())
    expect(data.support).toBe('binary')
    expect([...data.rows(all, from(1))]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0])
  })

  it('is 1 above its level and 0 at it, whatever the key', () => {
    fc.assert(
      fc.property(fc.nat(254), fc.nat(), (level, seed) => {
        const pixels = pipe(grey, threshold({ level: Math.fround(level / 255) })).rows(all, from(seed))
        expect([...pixels]).toEqual([...bytes].map((byte) => (byte > level ? 1 : 0)))
      }),
    )
  })

  it('writes into the memory it is lent, and into no other', () => {
    const data = pipe(grey, threshold())
    const into = new Float32Array(12)
    expect(data.rows(all, from(1), into)).toBe(into)
    expect([...into]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0])
    const own = Float32Array.from([0.2, 0.7, 0.5, 0.5, 0.5, 0.9])
    const kept = pipe({ ...grey, rows: () => own }, threshold())
    expect([...kept.rows(Uint32Array.of(0), from(1), new Float32Array(6))]).toEqual([0, 1, 0, 0, 0, 1])
    expect([...own].map((pixel) => pixel.toFixed(1))).toEqual(['0.2', '0.7', '0.5', '0.5', '0.5', '0.9'])
  })

  it('refuses a level that no pixel or every pixel would pass', () => {
    for (const level of [1, -0.1, Number.NaN])
      expect(() => threshold({ level })(grey)).toThrow(
        `threshold: takes a level of at least 0 and below 1 but is given ${level}`,
      )
  })
})

describe('relaxed', () => {
  it('declares the same numbers to be probabilities', () => {
    expect(relaxed(grey).support).toBe('relaxed')
    expect(relaxed(grey).rows(all, from(1))).toEqual(grey.rows(all, from(1)))
  })
})
