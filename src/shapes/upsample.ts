/** Images made larger by a whole factor. */

import type { Shape } from './dim.js'
import { type Show, show } from './message.js'
import { type Product, product } from './product.js'

type NoImages<From> = `upsample: takes [row, height, width, channels] but is given ${Show<From>}`

const noImages = (from: Shape): string => `upsample: takes [row, height, width, channels] but is given ${show(from)}`

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
  const [row, height, width, channel] = from
  return from.length !== 4 || row === undefined || height === undefined || width === undefined || channel === undefined
    ? noImages(from)
    : [row, product([height, factor]), product([width, factor]), channel]
}
