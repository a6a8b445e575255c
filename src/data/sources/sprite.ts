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

const OUTLINES: readonly Outline[] = [square, ellipse, heart]

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

/** How much of the pixel with this corner is inside, 0 to 1. */
const coverage = ({ shape, scale, rotation, x, y }: Sprite, size: number) => {
  const outline = OUTLINES[shape] ?? square
  const cos = Math.cos(rotation) / (SIDE * scale)
  const sin = Math.sin(rotation) / (SIDE * scale)
  return (row: number, column: number): number => {
    let inside = 0
    for (let point = 0; point < SAMPLES * SAMPLES; point++) {
      const right = (column + ((point % SAMPLES) + 0.5) / SAMPLES) / size - x
      const down = (row + (Math.floor(point / SAMPLES) + 0.5) / SAMPLES) / size - y
      if (outline(right * cos + down * sin, down * cos - right * sin)) inside++
    }
    return inside / (SAMPLES * SAMPLES)
  }
}

/** Draws a sprite, white on black, into the bytes from `at` on, which are 0. In place: thousands are drawn. */
export const drawInto = (out: Uint8Array, at: number, size: number, sprite: Sprite): void => {
  const pixel = coverage(sprite, size)
  const reach = REACH * SIDE * sprite.scale
  const first = (center: number) => Math.max(0, Math.floor((center - reach) * size))
  const last = (center: number) => Math.min(size - 1, Math.floor((center + reach) * size))
  for (let row = first(sprite.y); row <= last(sprite.y); row++)
    for (let column = first(sprite.x); column <= last(sprite.x); column++)
      out[at + row * size + column] = Math.round(255 * pixel(row, column))
}
