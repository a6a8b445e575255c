import { describe, expect, it } from 'vitest'
import { SIDE } from '../../../src/data/sources/sprite.js'
import { sprites, spritesOf } from '../../../src/data/sources/sprites.js'
import { from } from '../../../src/random/key.js'
import { named } from '../../../src/shapes/named.js'
import { moments } from '../moments.js'
import { range } from '../real.js'

describe('sprites', () => {
  const drawn = sprites({ key: from(7), count: 150, size: 16 })
  const all = range(0, 150)

  it('has its size in its shape', () => {
    expect(drawn.grey).toMatchObject({ count: 150, shape: [256], support: 'unitInterval' })
    expect(drawn.grey.picture).toEqual({ height: 16, width: 16 })
    expect(drawn.binary).toMatchObject({ count: 150, shape: [256], support: 'binary' })
    const underName = sprites({ key: from(7), count: 150, size: named('side', 16) })
    expect(underName.grey.event).toEqual([{ dim: 'side*side', size: 256 }])
    expect(underName.grey.rows(all, from(0))).toEqual(drawn.grey.rows(all, from(0)))
    expect(sprites({ key: from(7), count: 1 }).grey.shape).toEqual([400])
  })

  it('draws what its factors say, whole in the picture', () => {
    const pixels = drawn.grey.rows(all, from(0))
    for (const at of all) {
      const { area, x, y } = moments(pixels.subarray(at * 256, (at + 1) * 256), 16)
      expect(Math.abs(x - (drawn.factors.x.values[at] ?? 0))).toBeLessThan(0.5 / 80 + 0.001)
      expect(Math.abs(y - (drawn.factors.y.values[at] ?? 0))).toBeLessThan(0.5 / 80 + 0.001)
      expect(Math.abs(Math.sqrt(area) - SIDE * (drawn.factors.scale.values[at] ?? 0))).toBeLessThan(1 / 80 + 0.001)
    }
  })

  it('is binary where it says so: at grey above a half', () => {
    const grey = drawn.grey.rows(all, from(0))
    expect(drawn.binary.rows(all, from(0))).toEqual(grey.map((pixel) => (pixel > 0.5 ? 1 : 0)))
    expect(new Set(grey).size).toBeGreaterThan(10) // the edges are soft
  })

  it('draws given factors again, at another size too', () => {
    expect(spritesOf(drawn.factors, 16).grey.rows(all, from(0))).toEqual(drawn.grey.rows(all, from(0)))
    expect(spritesOf(drawn.factors, 24).grey.shape).toEqual([576])
  })

  it('is the same for the same key, and another for another', () => {
    const again = sprites({ key: from(7), count: 150, size: 16 })
    const other = sprites({ key: from(8), count: 150, size: 16 })
    expect(again.factors).toEqual(drawn.factors)
    expect(again.grey.rows(all, from(1))).toEqual(drawn.grey.rows(all, from(2)))
    expect(other.grey.rows(all, from(1))).not.toEqual(drawn.grey.rows(all, from(1)))
  })

  it('refuses counts and sizes that are none', () => {
    expect(() => sprites({ key: from(7), count: 0 })).toThrow(
      'sprites: takes a count that is a whole number above 0 but is given 0',
    )
    expect(() => sprites({ key: from(7), count: 1, size: 0 as 16 })).toThrow(
      'sprites: the size must be a positive whole number, not 0',
    )
  })
})
