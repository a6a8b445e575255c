/** Sprites in colors: pictures drawn from the factors of sprites and a hue, of any size. */

import { child, type Key, uniform } from '../../random/key.js'
import { type KnownSize, knownSize } from '../../shapes/checkDim.js'
import { orRefuse, refuse } from '../../shapes/defect.js'
import type { AnyShape, DimOf, SizeLike } from '../../shapes/dim.js'
import { mustBe } from '../../shapes/message.js'
import type { Dataset, Event } from '../dataset.js'
import { fromPixels } from '../images.js'
import { drawFactors, type Factor, type Factors } from './factors.js'
import type { NamedSource } from './named.js'
import { draw } from './sprites.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Sprites in colors, and the factors they were drawn from. */
export interface ColoredSprites<in out Side> {
  readonly rgb: Dataset<readonly [DimOf<Side>, DimOf<Side>, 3], 'unitInterval'>
  readonly factors: Factors
  /** From 0 to 1: red at 0, green at a third, blue at two thirds. */
  readonly hue: Factor
}

const SIZE = 'coloredSprites: the size'

/** `KnownSize`, with `Side` itself within reach of the compiler. */
type KnownSide<Side> = [Side] extends [KnownSize<Side, typeof SIZE>] ? Side : KnownSize<Side, typeof SIZE>

/** Which sprites are drawn. */
export interface ColoredRequest<Side extends SizeLike> {
  readonly key: Key
  /** Default: 4096. */
  readonly count?: number
  /** The side of a picture in pixels: a number, or a `Size` where it has a name. */
  readonly size: KnownSide<Side>
}

// -----------------------------------------------------------------------------
// colors
// -----------------------------------------------------------------------------

/**
 * Red, green and blue of a hue, each from 0 to 1, at full saturation and value.
 *
 * Source: Smith, "Color gamut transform pairs", SIGGRAPH 1978.
 */
export const colorOf = (hue: number): readonly [red: number, green: number, blue: number] => {
  const at = (offset: number) => {
    const place = (offset + hue * 6) % 6
    return 1 - Math.max(0, Math.min(place, 4 - place, 1))
  }
  return [at(5), at(3), at(1)]
}

/** Each pixel of grey sprites in the color of its sprite. */
const inColors = (grey: Uint8Array, hues: Float32Array, pixels: number): Uint8Array => {
  const out = new Uint8Array(grey.length * 3)
  hues.forEach((hue, sprite) => {
    const color = colorOf(hue)
    for (let at = sprite * pixels; at < (sprite + 1) * pixels; at++)
      for (let channel = 0; channel < 3; channel++)
        out[at * 3 + channel] = Math.round((grey[at] as number) * (color[channel] as number))
  })
  return out
}

// -----------------------------------------------------------------------------
// drawing
// -----------------------------------------------------------------------------

/**
 * Squares, ellipses and hearts of several sizes, turns, places and hues on black, drawn with a key.
 *
 * Shapes: `[size, size, 3]`, red, green and blue of each pixel. Errors: a `ShapeError` when the size or the count is not a whole
 * number above 0.
 *
 * @example
 * coloredSprites({ key: from(7), count: 10, size: 32 }).rgb.shape
 * //=> [32, 32, 3]
 */
export const coloredSprites = <const Side extends SizeLike>({
  key,
  count = 4096,
  size,
}: ColoredRequest<Side>): ColoredSprites<Side> => {
  if (!(Number.isInteger(count) && count > 0))
    return refuse(mustBe('coloredSprites: the count', 'a whole number above 0', count))
  const side = orRefuse(knownSize(size, SIZE))
  const factors = drawFactors(key, count)
  const values = uniform(child('hue')(key), count)
  const event = { shape: [side.dim, side.dim, 3], event: [side, side, { dim: 3, size: 3 }] } as Event<AnyShape>
  const rgb = fromPixels({
    name: 'sprites in colors',
    support: 'unitInterval',
    picture: { height: side.size, width: side.size, channels: 3 },
    ...event,
    pixels: inColors(draw(factors, side.size), values, side.size * side.size),
  })
  return {
    rgb: rgb as unknown as ColoredSprites<Side>['rgb'], // safe: the event is that of the size
    factors,
    hue: { values, range: [0, 1], levels: null },
  }
}

/** How many sprites the data set of that name has, and their side. */
const COUNT = { train: 4096, test: 512 }
const SIDE = 32

/** Sprites in colors by name. */
export const named: NamedSource = {
  _tag: 'Drawn',
  values: ['unitInterval'],
  picture: { height: SIDE, width: SIDE, channels: 3 },
  counts: COUNT,
  load: (key) => {
    const part = (which: keyof typeof COUNT) =>
      coloredSprites({ key: child(which)(key), count: COUNT[which], size: SIDE }).rgb
    return { grey: { train: part('train'), test: part('test') }, binary: null }
  },
}
