/** The outlines of sprites: each of area 1 with its center of mass at (0, 0), and v pointing down. */

/** Whether a point is inside. */
type Outline = (u: number, v: number) => boolean

/** How a disc about a point lies: 1 where all of it is inside, 0 where none is, and `NaN` where some may be. */
type Whole = (u: number, v: number, radius: number) => number

/** As much, of what lies between two distances. */
const whole = (nearest: number, farthest: number, limit: number): number =>
  farthest <= limit ? 1 : nearest > limit ? 0 : Number.NaN

const square: Outline = (u, v) => Math.abs(u) <= 0.5 && Math.abs(v) <= 0.5

const wholeOfSquare: Whole = (u, v, radius) => {
  const far = Math.max(Math.abs(u), Math.abs(v))
  return whole(far - radius, far + radius, 0.5)
}

/** Of axes 2 to 1, so that its turn is seen. */
const ellipse: Outline = (u, v) => u * u + 4 * v * v <= 2 / Math.PI

const wholeOfEllipse: Whole = (u, v, radius) => {
  const far = Math.sqrt(u * u + 4 * v * v)
  return whole(far - 2 * radius, far + 2 * radius, Math.sqrt(2 / Math.PI))
}

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

const wholeOfHeart: Whole = (u, v, radius) => {
  const reach = radius * HEART_WIDTH
  const x = Math.abs(u) * HEART_WIDTH
  const y = HEART_CENTRE - v * HEART_WIDTH
  const near = Math.max(0, x - reach)
  const far = x + reach
  const low = y - reach - NOTCH * Math.sqrt(far)
  const high = y + reach - NOTCH * Math.sqrt(near)
  const level = Math.max(0, low, -high)
  const steep = Math.max(-low, high)
  return whole(near * near + level * level, far * far + steep * steep, 1)
}

/** The shapes, in the order of their numbers. */
export const SHAPES = ['square', 'ellipse', 'heart'] as const

// each is called by its name and not from a list, so that it is inlined: millions are asked

/** Whether a point is inside the shape of a number. */
export const isInside = (shape: number, u: number, v: number): boolean =>
  shape === 1 ? ellipse(u, v) : shape === 2 ? heart(u, v) : square(u, v)

/** How a disc lies to the shape of a number. */
export const wholeOf = (shape: number, u: number, v: number, radius: number): number =>
  shape === 1 ? wholeOfEllipse(u, v, radius) : shape === 2 ? wholeOfHeart(u, v, radius) : wholeOfSquare(u, v, radius)

/** The distance of the farthest point of any outline from its center: the tip of the heart. */
export const REACH = (1 + HEART_CENTRE) / HEART_WIDTH
