/** Examples as pixels, and what is drawn by hand as an example. */

import type { Picture } from '../model.js'

/** A number in 0..1 as a byte; what lies outside is clamped, and what is not a number is 0. */
const byte = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value || 0)))

/** An example as red, green, blue and opacity of each pixel. */
export const rgba = (
  { height, width, channels = 1 }: Picture,
  values: ArrayLike<number>,
): Uint8ClampedArray<ArrayBuffer> => {
  const result = new Uint8ClampedArray(4 * height * width)
  for (let at = 0; at < height * width; at++) {
    for (let each = 0; each < 3; each++)
      result[4 * at + each] = byte(values[channels === 1 ? at : 3 * at + each] as number)
    result[4 * at + 3] = 255
  }
  return result
}

/** The numbers of an example from the pixels of a picture of its size. */
export const fromRgba = ({ height, width, channels = 1 }: Picture, pixels: ArrayLike<number>): Float32Array => {
  const result = new Float32Array(height * width * channels)
  for (let at = 0; at < height * width; at++) {
    const color = [0, 1, 2].map((each) => (pixels[4 * at + each] as number) / 255)
    if (channels === 3) result.set(color, 3 * at)
    // Rec. 601 luma, as every program makes grey of colors
    else result[at] = 0.299 * (color[0] as number) + 0.587 * (color[1] as number) + 0.114 * (color[2] as number)
  }
  return result
}

/** A place in pixels from the upper left corner. */
export type Place = readonly [x: number, y: number]

/** A pen: its radius in pixels, and its color, one number of grey or three. */
export interface Pen {
  readonly radius: number
  readonly color: readonly number[]
}

const distanceTo = ([x, y]: Place, [x0, y0]: Place, [x1, y1]: Place): number => {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length))
  return Math.hypot(x - x0 - share * dx, y - y0 - share * dy)
}

/** An example with a line drawn on it, whose edge is soft over one pixel. */
export const stroked = (
  { height, width, channels = 1 }: Picture,
  values: Float32Array,
  [from, to]: readonly [Place, Place],
  { radius, color }: Pen,
): Float32Array => {
  const result = values.slice()
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const ink = Math.min(1, Math.max(0, radius + 0.5 - distanceTo([x + 0.5, y + 0.5], from, to)))
      if (ink === 0) continue
      for (let each = 0; each < channels; each++) {
        const at = (y * width + x) * channels + each
        const under = result[at] as number
        const wanted = color[each] ?? color[0] ?? 1
        // grey ink never takes away what was drawn before
        result[at] = channels === 1 && wanted > 0 ? Math.max(under, ink * wanted) : under + ink * (wanted - under)
      }
    }
  return result
}

/** The center of mass of a picture, in shares of its sides; `null` of a black one. */
export const massOf = ({ height, width, channels = 1 }: Picture, values: ArrayLike<number>): Place | null => {
  let [mass, across, down] = [0, 0, 0]
  for (let at = 0; at < height * width; at++) {
    const value = values[at * channels] as number
    mass += value
    across += value * ((at % width) + 0.5)
    down += value * (Math.floor(at / width) + 0.5)
  }
  return mass > 0 ? [across / mass / width, down / mass / height] : null
}

/** A picture moved by whole pixels, so that its center of mass is in its middle. */
export const centered = (picture: Picture, values: Float32Array): Float32Array => {
  const { height, width, channels = 1 } = picture
  const mass = massOf(picture, values)
  if (mass === null) return values
  const [right, down] = [Math.round((0.5 - mass[0]) * width), Math.round((0.5 - mass[1]) * height)]
  const result = new Float32Array(values.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = [x - right, y - down]
      if (fromX < 0 || fromY < 0 || fromX >= width || fromY >= height) continue
      for (let each = 0; each < channels; each++)
        result[(y * width + x) * channels + each] = values[(fromY * width + fromX) * channels + each] as number
    }
  return result
}

/**
 * Whether pictures are centered by their mass, as those of MNIST are: then what is drawn by hand is better so too.
 *
 * They are where their centers of mass are on average within a thirtieth of a side of the middle, each way.
 */
export const areCentered = (picture: Picture, examples: readonly ArrayLike<number>[]): boolean => {
  const found = examples.flatMap((values) => massOf(picture, values) ?? [])
  return found.length > 0 && found.reduce((sum, each) => sum + Math.abs(each - 0.5), 0) / found.length < 1 / 30
}
