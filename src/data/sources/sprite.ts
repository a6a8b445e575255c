/** One sprite: the drawing of one into a picture. */

import { isInside, REACH, wholeOf } from './outlines.js'

/** The side of the square at scale 1, as a part of the picture's. */
export const SIDE = 0.4

export interface Sprite {
  /** Its number in `SHAPES`. */
  readonly shape: number
  /** Its area is the square of this times `SIDE`, for every shape. */
  readonly scale: number
  /** Units: radians, clockwise as seen. */
  readonly rotation: number
  /** The center of mass, from the left. Units: pictures. */
  readonly x: number
  /** The center of mass, from the top. Units: pictures. */
  readonly y: number
}

/** Points along each side of a pixel: 25 a pixel, so greys are steps of 4%. */
const SAMPLES = 5

/** How far the points of some pixels in a line lie from a center. Units: pictures. */
const distances = (first: number, last: number, size: number, center: number): Float64Array => {
  const found = new Float64Array(Math.max(0, last - first + 1) * SAMPLES)
  for (let at = 0; at < found.length; at++)
    found[at] = (first + Math.floor(at / SAMPLES) + ((at % SAMPLES) + 0.5) / SAMPLES) / size - center
  return found
}

/** The point in the middle of a pixel. */
const MIDDLE = (SAMPLES - 1) / 2

/** Half the diagonal of the points of a pixel, and a little for what rounding does. Units: pixels. */
const RADIUS = (Math.SQRT1_2 * (SAMPLES - 1)) / SAMPLES + 1e-6

/** How much of the pixel whose points lie so far from the center is inside, 0 to 1: point by point only at the outline. */
const coverage = (size: number, { shape, scale, rotation }: Sprite) => {
  const cos = Math.cos(rotation) / (SIDE * scale)
  const sin = Math.sin(rotation) / (SIDE * scale)
  const radius = RADIUS / (size * SIDE * scale)
  // named here too: where modules are not bundled, an import is looked up at every call
  const [inOutline, ofDisc] = [isInside, wholeOf]
  const pointsInside = (downs: Float64Array, row: number, rights: Float64Array, column: number): number => {
    let inside = 0
    for (let below = row * SAMPLES; below < (row + 1) * SAMPLES; below++) {
      const down = downs[below] as number
      for (let beside = column * SAMPLES; beside < (column + 1) * SAMPLES; beside++) {
        const right = rights[beside] as number
        if (inOutline(shape, right * cos + down * sin, down * cos - right * sin)) inside++
      }
    }
    return inside
  }
  return (downs: Float64Array, row: number, rights: Float64Array, column: number): number => {
    const down = downs[row * SAMPLES + MIDDLE] as number
    const right = rights[column * SAMPLES + MIDDLE] as number
    const found = ofDisc(shape, right * cos + down * sin, down * cos - right * sin, radius)
    return Number.isNaN(found) ? pointsInside(downs, row, rights, column) / (SAMPLES * SAMPLES) : found
  }
}

/** Draws a sprite, white on black, into the bytes from `at` on, which are 0. In place: thousands are drawn. */
export const drawInto = (out: Uint8Array, at: number, size: number, sprite: Sprite): void => {
  const pixel = coverage(size, sprite)
  const reach = REACH * SIDE * sprite.scale
  const first = (center: number) => Math.max(0, Math.floor((center - reach) * size))
  const last = (center: number) => Math.min(size - 1, Math.floor((center + reach) * size))
  const [top, bottom] = [first(sprite.y), last(sprite.y)]
  const [left, right] = [first(sprite.x), last(sprite.x)]
  const downs = distances(top, bottom, size, sprite.y)
  const rights = distances(left, right, size, sprite.x)
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++)
      out[at + row * size + column] = Math.round(255 * pixel(downs, row - top, rights, column - left))
}
