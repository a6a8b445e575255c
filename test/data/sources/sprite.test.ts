import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawInto, SIDE, type Sprite } from '../../../src/data/sources/sprite.js'
import { moments } from '../moments.js'
import { range } from '../real.js'

const picture = (sprite: Sprite, size = 20): Float32Array => {
  const bytes = new Uint8Array(size * size)
  drawInto(bytes, 0, size, sprite)
  return Float32Array.from(bytes, (byte) => byte / 255)
}

const sprite = fc.record({
  shape: fc.nat(2),
  scale: fc.double({ min: 0.6, max: 1, noNaN: true }),
  rotation: fc.double({ min: 0, max: 6.28, noNaN: true }),
  x: fc.double({ min: 0.34, max: 0.66, noNaN: true }),
  y: fc.double({ min: 0.34, max: 0.66, noNaN: true }),
})

const difference = (one: Float32Array, other: Float32Array): number =>
  one.reduce((most, pixel, at) => Math.max(most, Math.abs(pixel - (other[at] ?? 0))), 0)

describe('drawInto', () => {
  it('puts the center of mass at x and y, and the area at the square of the scale, for every shape and turn', () => {
    fc.assert(
      fc.property(sprite, (drawn) => {
        const { area, x, y } = moments(picture(drawn), 20)
        // half the distance of two sample points, on each side: the worst case is a square hardly turned
        expect(Math.abs(x - drawn.x)).toBeLessThan(0.5 / 100 + 0.003)
        expect(Math.abs(y - drawn.y)).toBeLessThan(0.5 / 100 + 0.003)
        expect(Math.abs(Math.sqrt(area) - SIDE * drawn.scale)).toBeLessThan(1 / 100 + 0.004)
      }),
      { numRuns: 300 },
    )
  })

  it('looks the same after the turns that the shape allows, and not after others', () => {
    const turned = (shape: number, by: number) => {
      const drawn = { shape, scale: 0.9, rotation: 0.4, x: 0.5, y: 0.47 }
      return difference(picture(drawn), picture({ ...drawn, rotation: 0.4 + by }))
    }
    // points on the very border may fall to either side: at most one of the 25 of a pixel
    expect(turned(0, Math.PI / 2)).toBeLessThan(0.05)
    expect(turned(0, Math.PI / 4)).toBeGreaterThan(0.3)
    expect(turned(1, Math.PI)).toBeLessThan(0.05)
    expect(turned(1, Math.PI / 2)).toBeGreaterThan(0.9)
    expect(turned(2, 2 * Math.PI)).toBeLessThan(0.05)
    expect(turned(2, Math.PI)).toBeGreaterThan(0.5)
  })

  it('writes its own picture alone, also where the sprite is cut by the border', () => {
    const bytes = new Uint8Array(300)
    drawInto(bytes, 100, 10, { shape: 0, scale: 1, rotation: 0, x: 0, y: 1 })
    expect(bytes.subarray(0, 100).every((byte) => byte === 0)).toBe(true)
    expect(bytes.subarray(200).every((byte) => byte === 0)).toBe(true)
    expect(bytes.subarray(100, 200).reduce((sum, byte) => sum + byte, 0)).toBe(4 * 255)
  })

  it('turns the whole picture with the sprite, to the tip of the heart on each side', () => {
    // the middle of an odd picture is a column of sample points, so the tip, which has no width, is seen
    const turned = (quarters: number) =>
      picture({ shape: 2, scale: 1, rotation: (quarters * Math.PI) / 2, x: 0.5, y: 0.5 }, 81)
    const clockwise = (pixels: Float32Array) =>
      pixels.map((_, at) => pixels[(80 - (at % 81)) * 81 + Math.floor(at / 81)] ?? 0)
    // it lies (1 + 0.75 x 0.6102078) / sqrt(pi) x 0.4 x 81 = 26.65 pixels below the middle: in row 67, at 67.15
    expect(turned(0)[67 * 81 + 40]).toBeGreaterThan(0)
    expect(
      turned(0)
        .subarray(68 * 81)
        .every((pixel) => pixel === 0),
    ).toBe(true)
    for (const quarters of [0, 1, 2, 3])
      expect(difference(turned(quarters + 1), clockwise(turned(quarters)))).toBeLessThan(0.05)
    expect(turned(2)[13 * 81 + 40]).toBeGreaterThan(0)
    expect(turned(1)[40 * 81 + 13]).toBeGreaterThan(0)
  })

  it('asks 25 points of each pixel: greys are steps of 4 %', () => {
    const steps = picture({ shape: 1, scale: 1, rotation: 0.3, x: 0.5, y: 0.5 }, 60).map((grey) => grey * 25)
    expect(new Set(steps.map((step) => Math.round(step))).size).toBeGreaterThan(12)
    for (const step of steps) expect(Math.abs(step - Math.round(step))).toBeLessThan(0.05)
  })

  it('draws a square of 8 x 8 pixels by hand', () => {
    const pixels = picture({ shape: 0, scale: 1, rotation: 0, x: 0.5, y: 0.4 })
    const expected = Array.from({ length: 400 }, (_, at) => {
      const [row, column] = [Math.floor(at / 20), at % 20]
      return row >= 4 && row < 12 && column >= 6 && column < 14 ? 1 : 0
    })
    expect([...pixels]).toEqual(expected)
  })

  it('lays an ellipse flat, and turns it clockwise', () => {
    const ink = (rotation: number, right: number, down: number) =>
      picture({ shape: 1, scale: 1, rotation, x: 0.5, y: 0.5 })[(10 + down) * 20 + 10 + right]
    expect([ink(0, 4, 0), ink(0, 0, 4)]).toEqual([1, 0])
    expect([ink(Math.PI / 2, 4, 0), ink(Math.PI / 2, 0, 4)]).toEqual([0, 1])
    expect([ink(Math.PI / 4, 3, 3), ink(Math.PI / 4, 3, -4)]).toEqual([1, 0])
  })

  it('stands a heart on its tip, its lobes above its notch', () => {
    const pixels = picture({ shape: 2, scale: 1, rotation: 0, x: 0.5, y: 0.5 }, 80)
    const ink = (row: number, column: number) => pixels[row * 80 + column] ?? 0
    const column = (at: number) => [...range(0, 80)].filter((row) => ink(row, at) > 0.5)
    // the middle begins lower than the lobes beside it, and ends lower than they do
    expect(column(39)[0]).toBeGreaterThan((column(30)[0] ?? 80) + 2)
    expect(column(39).at(-1)).toBeGreaterThan((column(30).at(-1) ?? 0) + 4)
    expect(column(24)[0]).toBeGreaterThan((column(30)[0] ?? 80) + 2)
    for (const row of range(0, 80))
      for (const column of range(0, 40)) expect(ink(row, column)).toBe(ink(row, 79 - column))
  })
})
