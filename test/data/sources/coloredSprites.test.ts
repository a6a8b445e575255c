import { describe, expect, it } from 'vitest'
import { coloredSprites, colorOf } from '../../../src/data/sources/coloredSprites.js'
import { sprites } from '../../../src/data/sources/sprites.js'
import { from } from '../../../src/random/key.js'

const all = Uint32Array.from({ length: 20 }, (_, at) => at)

describe('colorOf', () => {
  it.each([
    [0, [1, 0, 0]],
    [1 / 6, [1, 1, 0]],
    [1 / 3, [0, 1, 0]],
    [1 / 2, [0, 1, 1]],
    [2 / 3, [0, 0, 1]],
    [5 / 6, [1, 0, 1]],
    [1 / 12, [1, 0.5, 0]],
  ])('of %d is %j', (hue, color) => {
    for (const [at, each] of colorOf(hue).entries()) expect(each).toBeCloseTo(color[at] ?? 0, 9)
  })
})

describe('coloredSprites', () => {
  const { rgb, factors, hue } = coloredSprites({ key: from(3), count: 20, size: 24 })

  it('are the sprites of the same key, each in its color', () => {
    const { grey, factors: same } = sprites({ key: from(3), count: 20, size: 24 })
    expect([rgb.shape, rgb.count, factors]).toEqual([[24, 24, 3], 20, same])
    expect(rgb.picture).toEqual({ height: 24, width: 24, channels: 3 })
    const [colors, plain] = [rgb.rows(all, from(0)), grey.rows(all, from(0))]
    colors.forEach((value, at) => {
      const pixel = Math.floor(at / 3)
      const color = colorOf(hue.values[Math.floor(pixel / 576)] ?? 0)
      expect(Math.abs(value - (plain[pixel] ?? 0) * (color[at % 3] ?? 0))).toBeLessThan(0.5 / 255 + 1e-6)
    })
  })

  it('have hues that differ, from 0 to 1', () => {
    expect(new Set(hue.values).size).toBe(20)
    expect(hue.values.every((each) => each > 0 && each < 1)).toBe(true)
  })

  it('refuse a count and a size that are none', () => {
    expect(() => coloredSprites({ key: from(1), count: 0, size: 8 })).toThrow(
      'coloredSprites: the count must be a whole number above 0, not 0',
    )
    expect(() => coloredSprites({ key: from(1), count: 1, size: 0 as never })).toThrow('coloredSprites: the size')
  })
})
