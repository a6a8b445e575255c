/** Images made larger by a whole factor. */

import type { Shape } from './dim.js'
import { type Said, type Show, show } from './message.js'
import { type Product, product } from './product.js'

type NoImages<From> = Said<typeof noImages<Show<From>>>

const noImages = <From extends string>(from: From) =>
  `upsample: takes [row, height, width, channels] but is given ${from}` as const

type NoImage<Image> = Said<typeof noImage<Show<Image>>>

const noImage = <Image extends string>(image: Image) => `takes [height, width, channels] but is given ${image}` as const

/**
 * The shape of an image with a factor more pixels each way, else the message.
 *
 * @example
 * Enlarged<readonly [7, 'width', 64], 2>
 * //=> readonly [14, 'width*2', 64]
 */
export type Enlarged<Image, Factor> = Image extends readonly [infer Height, infer Width, infer Channel]
  ? readonly [Product<readonly [Height, Factor]>, Product<readonly [Width, Factor]>, Channel]
  : NoImage<Image>

/** The run-time version of `Enlarged`: a shape, or the message. */
export const enlarged = (image: Shape, factor: number): Shape | string => {
  const [height, width, channel] = image
  return image.length !== 3 || height === undefined || width === undefined || channel === undefined
    ? noImage(show(image))
    : [product([height, factor]), product([width, factor]), channel]
}

/**
 * The shape of rows of images with a factor more pixels each way, else the message.
 *
 * @example
 * Upsample<readonly ['batch', 7, 'width', 64], 2>
 * //=> readonly ['batch', 14, 'width*2', 64]
 */
export type Upsample<From, Factor> = From extends readonly [infer Row, infer Height, infer Width, infer Channel]
  ? readonly [Row, Product<readonly [Height, Factor]>, Product<readonly [Width, Factor]>, Channel]
  : NoImages<From>

/** The run-time version of `Upsample`: a shape, or the message. */
export const upsample = (from: Shape, factor: number): Shape | string => {
  const [row, ...image] = from
  const larger = enlarged(image, factor)
  return row === undefined || typeof larger === 'string' ? noImages(show(from)) : [row, ...larger]
}
