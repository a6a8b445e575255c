/** The array of an IDX file as a data set of images. */

import * as E from 'fp-ts/lib/Either.js'
import { type FileDamaged, fileDamaged } from '../../files/errors.js'
import type { Idx } from '../../files/idx.js'
import type { AnyShape } from '../../shapes/dim.js'
import { elements } from '../../tensors/tensor.js'
import { type Dataset, type Event, numbersPerRow, pictureOf } from '../dataset.js'
import { type ByteValues, ofSound, strayByte } from '../images.js'

/** What the array of a file is asked to be. */
export interface IdxRequest<in out Shape extends AnyShape, out Values extends ByteValues> extends Event<Shape> {
  readonly name: string
  readonly support: Values
}

const eventMessage = ({ sizes }: Idx, event: Event<AnyShape>['event']): string | null => {
  const [count = 0, ...each] = sizes
  const found = elements(each)
  return count === 0 || found !== numbersPerRow(event)
    ? `needs images of ${numbersPerRow(event)} pixels but has the sizes ${sizes.join('x')}`
    : null
}

const valueMessage = ({ values }: Idx, support: ByteValues, width: number): string | null => {
  const at = strayByte(support, values)
  const image = Math.floor(at / width)
  return at < 0 ? null : `needs pixels of 0 or 1 but image ${image} has the pixel ${values[at]}`
}

/**
 * The images in an array: its first axis counts them, the others are the pixels of one.
 *
 * Errors: `FileDamaged` when an image has another number of pixels than the event, or a binary one a pixel above 1.
 */
export const fromIdx =
  <Shape extends AnyShape, Values extends ByteValues>(asked: IdxRequest<Shape, Values>) =>
  (idx: Idx): E.Either<FileDamaged, Dataset<Shape, Values>> => {
    const message = eventMessage(idx, asked.event) ?? valueMessage(idx, asked.support, numbersPerRow(asked.event))
    return message === null
      ? E.right(ofSound({ ...asked, picture: pictureOf(idx.sizes.slice(1)), pixels: idx.values }))
      : E.left(fileDamaged(asked.name, idx.file, message))
  }
