import { describe, expect, it } from 'vitest'
import { numbersOf } from '../../src/data/pixels.js'
import { rightOf, wordsOf } from '../support/damage.js'

const image = (most: 255 | 65535, ...pixels: readonly number[]) => ({
  file: '/x/a',
  width: pixels.length / 4,
  height: 1,
  most,
  pixels: most === 255 ? Uint8Array.from(pixels) : Uint16Array.from(pixels),
})

describe('numbersOf', () => {
  it('keeps what is asked for', () => {
    const grey = image(255, 7, 7, 7, 255, 9, 9, 9, 255)
    expect(rightOf(numbersOf('grey')(grey))).toEqual(Uint8Array.of(7, 9))
    expect(rightOf(numbersOf('rgb')(grey))).toEqual(Uint8Array.of(7, 7, 7, 9, 9, 9))
    expect(rightOf(numbersOf('rgba')(image(65535, 1, 2, 3, 4)))).toEqual(Uint16Array.of(1, 2, 3, 4))
  })

  it('drops neither a color nor an opacity', () => {
    const colored = image(255, 7, 7, 7, 255, 9, 8, 9, 255)
    expect(wordsOf(numbersOf('grey')(colored))).toBe(
      'image: /x/a is not as asked: the pixel in row 0, column 1 must be grey, as colors says, not 9, 8, 9',
    )
    expect(wordsOf(numbersOf('rgb')(image(255, 9, 9, 9, 254)))).toBe(
      'image: /x/a is not as asked: the pixel in row 0, column 0 must be opaque, as colors is not rgba, not of opacity 254',
    )
  })
})
