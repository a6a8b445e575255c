/**
 * Sprites: pictures drawn from known factors, for examples that need no files and for measures of disentanglement.
 *
 * After the idea of dSprites: Matthey, Higgins, Hassabis and Lerchner, 2017, github.com/deepmind/dsprites-dataset. The
 * outlines, ranges and sizes are ours; a number measured on these is not one on dSprites.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { child, type Key } from '../../random/key.js'
import { type KnownSize, knownSize } from '../../shapes/checkDim.js'
import { orRefuse, refuse } from '../../shapes/defect.js'
import type { AnyShape, Dim, DimOf, SizeLike } from '../../shapes/dim.js'
import { type Product, product } from '../../shapes/product.js'
import type { NoOption } from '../../shapes/windows.js'
import { threshold } from '../binarize.js'
import type { Dataset, Event } from '../dataset.js'
import { fromPixels } from '../images.js'
import { drawFactors, type FactorName, type Factors } from './factors.js'
import type { NamedSource } from './named.js'
import { drawInto, type Sprite } from './sprite.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The event of pictures of a side: one axis of all pixels. */
export type SpriteEvent<Side> = readonly [Product<readonly [DimOf<Side>, DimOf<Side>]>]

/** Sprites in two forms, and the factors they were drawn from. */
export interface Sprites<in out Side> {
  /** With soft edges: how much of each pixel is covered. */
  readonly grey: Dataset<SpriteEvent<Side>, 'unitInterval'>
  /** With hard edges: whether more than half of it is. */
  readonly binary: Dataset<SpriteEvent<Side>, 'binary'>
  readonly factors: Factors
}

const SIZE = 'sprites: the size'

/**
 * `KnownSize`, with `Side` itself within reach of the compiler.
 *
 * It looks only a few conditional types deep for a `const` parameter, and would widen `{ size: 16 }` to `number`.
 */
type KnownSide<Side> = [Side] extends [KnownSize<Side, typeof SIZE>] ? Side : KnownSize<Side, typeof SIZE>

/** Which sprites are drawn. */
export interface SpritesRequest<Side extends SizeLike> {
  readonly key: Key
  /** Default: 8192. */
  readonly count?: number
  /** The side of a picture in pixels: a number, or a `Size` where it has a name. Default: 20. */
  readonly size?: KnownSide<Side>
}

type Stray<Given> = Exclude<keyof Given, keyof SpritesRequest<20>>

/**
 * What a request must be besides its type: the message, where its size may be left out, which is not that it is, and where it
 * has an option that there is not.
 *
 * `Given` is inferred from a branch that is never taken, so that the request keeps its own type.
 */
export type OneSize<Given> = unknown extends Given
  ? Given
  : [Stray<Given>] extends [never]
    ? 'size' extends keyof Given
      ? [undefined, undefined extends 1 ? true : false, [Given['size']] extends [undefined] ? true : false] extends [
          Given['size'],
          false,
          false,
        ]
        ? 'sprites: the size must be one dimension, and may not be undefined'
        : unknown
      : unknown
    : NoOption<'sprites', Stray<Given> & string>

// -----------------------------------------------------------------------------
// drawing
// -----------------------------------------------------------------------------

const spriteAt = (factors: Factors, at: number): Sprite => {
  const value = (name: FactorName) => factors[name].values[at] ?? 0
  return { shape: value('shape'), scale: value('scale'), rotation: value('rotation'), x: value('x'), y: value('y') }
}

/** The grey pixels of sprites. Internal. */
export const draw = (factors: Factors, size: number): Uint8Array => {
  const count = factors.shape.values.length
  const pixels = new Uint8Array(count * size * size)
  for (let at = 0; at < count; at++) drawInto(pixels, at * size * size, size, spriteAt(factors, at))
  return pixels
}

/**
 * The sprites of given factors, in their order: for pictures in which one factor moves and the others stand still.
 *
 * Shapes: `[size * size]`, in rows from the top.
 * Errors: a `ShapeError` when the size is not a whole number above 0.
 */
export const spritesOf = <const Side extends SizeLike>(factors: Factors, size: KnownSide<Side>): Sprites<Side> => {
  const side = orRefuse(knownSize(size, SIZE))
  const dims = [product([side.dim, side.dim])] as readonly Dim[]
  const grey = fromPixels({
    name: 'sprites',
    support: 'unitInterval',
    picture: { height: side.size, width: side.size },
    // safe: `product` is the run-time version of `Product`
    ...({ shape: dims, event: dims.map((dim) => ({ dim, size: side.size * side.size })) } as Event<AnyShape> as Event<
      SpriteEvent<Side>
    >),
    pixels: draw(factors, side.size),
  })
  return { grey, binary: pipe(grey, threshold()), factors }
}

/**
 * Squares, ellipses and hearts of several sizes, turns and places, drawn with a key.
 *
 * All are drawn at once, as bytes: 8192 pictures of 20 x 20 pixels take a third of a second and 3 MB.
 *
 * Shapes: `[size * size]`, in rows from the top.
 * Errors: a `ShapeError` when the size or the count is not a whole number above 0.
 *
 * @example
 * sprites({ key: from(7), count: 100, size: 16 }).grey.shape
 * //=> [256]
 */
export const sprites = <const Side extends SizeLike = 20, Given = unknown>({
  key,
  count = 8192,
  size,
}: SpritesRequest<Side> & OneSize<Given>): Sprites<Side> =>
  Number.isInteger(count) && count > 0
    ? // safe: where no size is given, nothing is inferred and `Side` is 20
      spritesOf<Side>(drawFactors(key, count), size ?? (20 as never))
    : refuse(`sprites: takes a count that is a whole number above 0 but is given ${count}`)

/** How many sprites the data set of that name has. */
export const COUNT = { train: 8192, test: 1024 }

/** Sprites by name. */
export const named: NamedSource = {
  _tag: 'Drawn',
  values: ['unitInterval', 'binary'],
  picture: { height: 20, width: 20 },
  counts: COUNT,
  load: (key) => {
    const train = sprites({ key: child('train')(key), count: COUNT.train })
    const test = sprites({ key: child('test')(key), count: COUNT.test })
    const { values, levels: names } = test.factors.shape
    return {
      grey: { train: train.grey, test: test.grey },
      binary: { train: train.binary, test: test.binary },
      labels: { values, names },
    }
  },
}
