import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { dataUri, draw, examplesOf, greyOf, inLines, interleaved, png } from '../../src/reports/picture.js'

const picture = { height: 2, width: 3 }
const [a, b, c] = [
  [0, 0.2, 0.4, 0.6, 0.8, 1],
  [1, 1, 1, 0, 0, 0],
  [0.5, 0, 0, 0, 0, 0.5],
].map((row) => Float32Array.from(row)) as [Float32Array, Float32Array, Float32Array]

describe('greyOf', () => {
  it.each([
    [0, 0],
    [1, 255],
    [0.2, 51],
    [0.5, 128],
    [-3, 0],
    [7, 255],
    [Number.NaN, 0],
  ])('shows %d as %d', (value, grey) => expect(greyOf(value)).toBe(grey))
})

describe('lines', () => {
  it('cut rows into examples, and leave out a part of one', () => {
    expect(examplesOf(picture)(Float32Array.from([...a, ...b, 1, 2]))).toEqual([a, b])
  })

  it('have as many columns, and a shorter one at the end', () => {
    expect(inLines(2)([a, b, c])).toEqual([[a, b], [c]])
    expect(inLines(2)([])).toEqual([])
  })

  it('alternate', () => {
    expect(interleaved([[a], [b]], [[c], [a]])).toEqual([[a], [c], [b], [a]])
    expect(interleaved([[a]], [])).toEqual([[a], []])
  })
})

describe('draw', () => {
  it('puts tiles side by side with white around them', () => {
    const { width, height, values } = draw({ picture, gap: 1, scale: 1 })([[a, b]])
    expect([width, height]).toEqual([9, 4])
    const lines = [0, 1, 2, 3].map((line) => [...values.slice(line * 9, line * 9 + 9)])
    const white = Array(9).fill(255)
    expect(lines).toEqual([
      white,
      [255, 0, 51, 102, 255, 255, 255, 255, 255],
      [255, 153, 204, 255, 255, 0, 0, 0, 255],
      white,
    ])
  })

  it('makes each pixel a square', () => {
    const { width, height, values } = draw({ picture, gap: 0, scale: 2 })([[a]])
    expect([width, height]).toEqual([6, 4])
    expect([...values]).toEqual(
      [
        [0, 0, 51, 51, 102, 102],
        [0, 0, 51, 51, 102, 102],
        [153, 153, 204, 204, 255, 255],
        [153, 153, 204, 204, 255, 255],
      ].flat(),
    )
  })

  it('leaves what is missing in a short line white', () => {
    const { width, height, values } = draw({ picture, gap: 0, scale: 1 })([[a, c], [c]])
    expect([width, height]).toEqual([6, 4])
    expect([...values.slice(2 * 6, 3 * 6)]).toEqual([128, 0, 0, 255, 255, 255])
  })

  it('draws nothing as white', () => {
    expect(draw({ picture, gap: 2, scale: 3 })([])).toEqual({
      width: 2,
      height: 2,
      channels: 1,
      values: new Uint8Array(4).fill(255),
    })
  })
})

describe('pictures in colors', () => {
  const colored = { height: 1, width: 2, channels: 3 } as const
  /** A red pixel beside one that is a fifth green and all blue. */
  const two = Float32Array.of(1, 0, 0, 0, 0.2, 1)

  it('have three numbers a pixel', () => {
    expect(examplesOf(colored)(Float32Array.of(...two, ...two, 1))).toEqual([two, two])
    const { width, height, channels, values } = draw({ picture: colored, gap: 0, scale: 2 })([[two]])
    expect([width, height, channels]).toEqual([4, 2, 3])
    const line = [255, 0, 0, 255, 0, 0, 0, 51, 255, 0, 51, 255]
    expect([...values]).toEqual([...line, ...line])
  })

  it('are on white, and decode to the same colors', () => {
    const pixels = draw({ picture: colored, gap: 1, scale: 1 })([[two]])
    const { width, height, channels, data } = decode(png(pixels))
    expect({ width, height, channels }).toEqual({ width: 4, height: 3, channels: 3 })
    expect([...data]).toEqual([
      ...Array(12).fill(255),
      ...[255, 255, 255, 255, 0, 0, 0, 51, 255, 255, 255, 255],
      ...Array(12).fill(255),
    ])
  })
})

describe('png', () => {
  it('decodes to the same pixels, 8 bits of grey', () => {
    const pixels = draw({ picture, gap: 2, scale: 3 })([[a, b], [c]])
    const { width, height, depth, channels, data } = decode(png(pixels))
    expect({ width, height, depth, channels }).toEqual({ width: 24, height: 18, depth: 8, channels: 1 })
    expect([...data]).toEqual([...pixels.values])
  })

  it('is the same inside an address', () => {
    const bytes = png(draw({ picture, gap: 0, scale: 1 })([[a]]))
    const [head, body = ''] = dataUri(bytes).split(',')
    expect(head).toBe('data:image/png;base64')
    expect([...Buffer.from(body, 'base64')]).toEqual([...bytes])
  })
})
