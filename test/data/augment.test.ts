import { describe, expect, it } from 'vitest'
import { fromNumbers } from '../../src/data/arrays.js'
import { dequantize, flip, noise, shift } from '../../src/data/augment.js'
import { eventOf } from '../../src/data/dataset.js'
import { fromPixels } from '../../src/data/images.js'
import { read } from '../../src/data/reading.js'
import { from } from '../../src/random/key.js'

const many = (count: number) => Uint32Array.from({ length: count }, (_, at) => at)

/** As many pictures of 3 x 4 pixels, the pixel in row 1, column 1 alone white. */
const dots = (count: number) => {
  const pixels = new Uint8Array(count * 12)
  for (let at = 0; at < count; at++) pixels[at * 12 + 5] = 255
  const about = { name: 'dots', support: 'unitInterval', picture: { height: 3, width: 4 }, pixels } as const
  return fromPixels({ ...about, ...eventOf('dots', [12]) })
}

const placesOf = (rows: Float32Array) =>
  Array.from({ length: rows.length / 12 }, (_, at) => rows.subarray(at * 12, (at + 1) * 12).indexOf(1))

describe('shift', () => {
  const data = shift({ most: 1 })(dots(4000))

  it('moves each picture by each step alike, and nothing else', () => {
    const places = placesOf(data.rows(many(4000), from(1)))
    // row 1, column 1 is place 5: a step down is 4 places, a step to the right 1
    for (const place of [0, 1, 2, 4, 5, 6, 8, 9, 10]) {
      const found = places.filter((each) => each === place).length
      expect(Math.abs(found - 4000 / 9)).toBeLessThan(4 * Math.sqrt((4000 / 9) * (8 / 9)))
    }
    expect(places.filter((each) => ![0, 1, 2, 4, 5, 6, 8, 9, 10].includes(each))).toEqual([])
  })

  it('gives an example what the key and its number say, whatever is beside it', () => {
    const rows = data.rows(Uint32Array.of(7, 3), from(1))
    expect([...data.rows(Uint32Array.of(3), from(1))]).toEqual([...rows.subarray(12)])
    expect(placesOf(data.rows(many(50), from(1)))).not.toEqual(placesOf(data.rows(many(50), from(2))))
  })

  it('brings in nothing from the other side', () => {
    const corner = fromNumbers({ name: 'corner', support: 'real', numbers: [5, 0, 0, 0], ...eventOf('c', [2, 2]) })
    const sums = Array.from({ length: 50 }, (_, seed) =>
      shift({ most: 1 })(corner)
        .rows(Uint32Array.of(0), from(seed))
        .reduce((sum, each) => sum + each, 0),
    )
    expect(new Set(sums)).toEqual(new Set([0, 5]))
  })

  it('writes into memory at hand, and not into that of the data', () => {
    const numbers = Float32Array.of(1, 2, 3, 4)
    const own = {
      ...fromNumbers({ name: 'own', support: 'real', numbers, ...eventOf('o', [2, 2]) }),
      rows: () => numbers,
    }
    shift({ most: 1 })(own).rows(Uint32Array.of(0), from(1))
    expect([...numbers]).toEqual([1, 2, 3, 4])
    const into = new Float32Array(12)
    expect(data.rows(Uint32Array.of(0), from(1), into)).toBe(into)
  })

  it('refuses what is no picture, and steps that are none', () => {
    const plain = fromNumbers({ name: 'plain', support: 'real', numbers: [1, 2], ...eventOf('p', [2]) })
    expect(() => shift({ most: 1 })(plain)).toThrow(
      'shifted: plain must be of pictures, [height, width] or [height, width, channels], not [2]',
    )
    for (const most of [0, -1, 0.5, Number.NaN])
      expect(() => shift({ most })(dots(1))).toThrow(`shift: the most must be a whole number above 0, not ${most}`)
  })
})

describe('flip', () => {
  it('exchanges left and right of half of the pictures, channels and all', () => {
    const numbers = new Array(1000).fill([1, 2, 3, 4, 5, 6]).flat()
    const data = flip(fromNumbers({ name: 'colors', support: 'integer', numbers, ...eventOf('c', [1, 3, 2]) }))
    const rows = data.rows(many(1000), from(1))
    const texts = Array.from({ length: 1000 }, (_, at) => rows.subarray(at * 6, (at + 1) * 6).join())
    const turned = texts.filter((each) => each === '5,6,3,4,1,2').length
    expect(texts.filter((each) => each === '1,2,3,4,5,6').length + turned).toBe(1000)
    expect(Math.abs(turned - 500)).toBeLessThan(4 * Math.sqrt(250))
  })
})

describe('noise', () => {
  it('has the deviation that is asked for, and is new at each visit', () => {
    const numbers = new Float32Array(4000).fill(3)
    const data = noise({ deviation: 0.5 })(fromNumbers({ name: 'n', support: 'real', numbers, ...eventOf('n', [4]) }))
    const rows = data.rows(many(1000), from(1))
    const mean = rows.reduce((sum, each) => sum + each, 0) / 4000
    const square = rows.reduce((sum, each) => sum + (each - 3) ** 2, 0) / 4000
    expect(Math.abs(mean - 3)).toBeLessThan((4 * 0.5) / Math.sqrt(4000))
    expect(Math.abs(square - 0.25)).toBeLessThan(4 * 0.25 * Math.sqrt(2 / 4000))
    expect([...rows]).not.toEqual([...data.rows(many(1000), from(2))])
    expect(data.support).toBe('real')
    for (const deviation of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => noise({ deviation })(data)).toThrow(
        `noise: the deviation must be a finite number above 0, not ${deviation}`,
      )
  })
})

describe('dequantize', () => {
  it('draws evenly from the interval of each level', () => {
    const numbers = new Array(4000).fill([0, 0.5, 1]).flat()
    const data = dequantize({ levels: 3 })(
      fromNumbers({ name: 'd', support: 'unitInterval', numbers, ...eventOf('d', [3]) }),
    )
    const rows = read(data as never)(many(4000), from(1))
    for (const level of [0, 1, 2]) {
      const those = rows.filter((_, at) => at % 3 === level)
      expect([Math.min(...those) >= level / 3, Math.max(...those) <= Math.fround((level + 1) / 3)]).toEqual([
        true,
        true,
      ])
      const mean = those.reduce((sum, each) => sum + each, 0) / 4000
      expect(Math.abs(mean - (level + 0.5) / 3)).toBeLessThan((4 * (1 / 3)) / Math.sqrt(12 * 4000))
    }
    expect(() => dequantize({ levels: 1 })(data)).toThrow(
      'dequantize: the levels must be a whole number above 1, not 1',
    )
  })
})
