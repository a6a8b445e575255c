import { describe, expect, it } from 'vitest'
import { sample } from '../../src/data/binarize.js'
import { eventOf } from '../../src/data/dataset.js'
import { BadData } from '../../src/data/errors.js'
import { fromPixels } from '../../src/data/images.js'
import { from } from '../../src/random/key.js'

describe('fromPixels', () => {
  const about = { name: 'masks', picture: null, ...eventOf('masks', [16]) } as const

  it('refuses bytes that make no whole number of examples, and none', () => {
    const pixels = (count: number) => () =>
      fromPixels({ ...about, support: 'unitInterval', pixels: new Uint8Array(count) })
    expect(pixels(33)).toThrow(new BadData('masks: pixels must be a multiple of 16 bytes, not 33'))
    expect(pixels(0)).toThrow('masks: pixels must be a multiple of 16 bytes, not 0')
    expect(pixels(32)().count).toBe(2)
  })

  it('refuses a binary pixel that is neither 0 nor 1, with its row and column', () => {
    const pixels = new Uint8Array(48).fill(1)
    pixels[37] = 255
    expect(() => fromPixels({ ...about, support: 'binary', pixels })).toThrow(
      'masks: row 2, column 5 must be 0 or 1, not 255',
    )
    expect(fromPixels({ ...about, support: 'unitInterval', pixels }).count).toBe(3)
  })

  it('refuses an index beyond the last example', () => {
    const pixels = Uint8Array.from([1, 0, 1, 0])
    const data = fromPixels({ name: 'four', support: 'binary', picture: null, pixels, ...eventOf('test', [2]) })
    expect(data.count).toBe(2)
    expect(() => data.rows(Uint32Array.from([2]), from(1))).toThrow('rows: four has 2 examples')
  })
})

describe('rows', () => {
  const indices = Uint32Array.from([2, 0, 1])
  const pixels = Uint8Array.of(0, 255, 90, 200, 30, 140)
  const data = fromPixels({ name: 'three', support: 'unitInterval', picture: null, pixels, ...eventOf('test', [2]) })

  it.each([
    ['of bytes', data],
    ['drawn anew', sample(data)],
  ])('%s are written into the array that is at hand, when it is of their size', (_, each) => {
    const expected = each.rows(indices, from(3))
    const into = new Float32Array(6).fill(7)
    expect(each.rows(indices, from(3), into)).toBe(into)
    expect(into).toEqual(expected)
    const other = new Float32Array(5)
    expect(each.rows(indices, from(3), other)).toEqual(expected)
    expect(other).toEqual(new Float32Array(5))
  })
})
