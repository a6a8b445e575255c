/** One sprite: the outlines, and the drawing of one into a picture. */

// -----------------------------------------------------------------------------
// outlines, each of area 1 with its center of mass at (0, 0), and v pointing down
// -----------------------------------------------------------------------------

type Outline = (u: number, v: number) => boolean

const square: Outline = (u, v) => Math.abs(u) <= 0.5 && Math.abs(v) <= 0.5

/** Of axes 2 to 1, so that its turn is seen. */
const ellipse: Outline = (u, v) => u * u + 4 * v * v <= 2 / Math.PI

// a disc whose columns are pushed up by NOTCH sqrt|x|: its area stays pi, whatever the push
const NOTCH = 0.75
const HEART_WIDTH = Math.sqrt(Math.PI)
// the mean push over the disc: NOTCH (2 / pi) B(3/4, 3/2)
const HEART_CENTRE = NOTCH * 0.6102078

const heart: Outline = (u, v) => {
  const x = u * HEART_WIDTH
  const y = HEART_CENTRE - v * HEART_WIDTH - NOTCH * Math.sqrt(Math.abs(x))
  return x * x + y * y <= 1
}

/** The shapes, in the order of their numbers. */
export const SHAPES = ['square', 'ellipse', 'heart'] as const

/** Whether a point is inside the shape of a number. Each is called by its name and not from a list, so that it is inlined: millions are asked. */
const isInside = (shape: number, u: number, v: number): boolean =>
  shape === 1 ? ellipse(u, v) : shape === 2 ? heart(u, v) : square(u, v)

/** The distance of the farthest point of any outline from its center: the tip of the heart. */
export const REACH = (1 + HEART_CENTRE) / HEART_WIDTH

/** The side of the square at scale 1, as a part of the picture's. */
export const SIDE = 0.4

// -----------------------------------------------------------------------------
// drawing
// -----------------------------------------------------------------------------

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

/** How much of the pixel whose points lie so far from the center is inside, 0 to 1. */
const coverage = ({ shape, scale, rotation }: Sprite) => {
  const cos = Math.cos(rotation) / (SIDE * scale)
  const sin = Math.sin(rotation) / (SIDE * scale)
  return (downs: Float64Array, row: number, rights: Float64Array, column: number): number => {
    let inside = 0
    for (let below = row * SAMPLES; below < (row + 1) * SAMPLES; below++) {
      const down = downs[below] as number
      for (let beside = column * SAMPLES; beside < (column + 1) * SAMPLES; beside++) {
        const right = rights[beside] as number
        if (isInside(shape, right * cos + down * sin, down * cos - right * sin)) inside++
      }
    }
    return inside / (SAMPLES * SAMPLES)
  }
}

/** Draws a sprite, white on black, into the bytes from `at` on, which are 0. In place: thousands are drawn. */
export const drawInto = (out: Uint8Array, at: number, size: number, sprite: Sprite): void => {
  const pixel = coverage(sprite)
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
