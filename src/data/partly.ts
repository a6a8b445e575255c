/** A field that some examples have a value of and others have not: labels for a part of the images. */

import type { Support } from '../distributions/support.js'
import type { Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import { type AnyDataset, type Dataset, numbersPerRow, within } from './dataset.js'
import { BadData } from './errors.js'
import { read } from './reading.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A field of which some examples have a value. It is not a data set: whoever reads it must ask for the mask too. */
export interface PartialDataset<in out Event extends AnyShape, out Values extends Support> {
  readonly data: Dataset<Event, Values>
  /** For each example 1 where it has a value, else 0. */
  readonly mask: Uint8Array
}

/** What is read of one of any event. Internal. */
export interface AnyPartialDataset {
  readonly data: AnyDataset
  readonly mask: Uint8Array
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** Which examples have a value: of each whether it has, or a function that says so of its number. */
export type Mask = ArrayLike<boolean | number> | ((example: number) => boolean)

const maskOf = (mask: Mask, count: number): Uint8Array => {
  const given = typeof mask === 'function' ? Array.from({ length: count }, (_, at) => mask(at)) : mask
  if (given.length !== count)
    throw new BadData(`partly: ${mustBe('the mask', `as long as the data, ${count}`, given.length)}`)
  return Uint8Array.from(given, (each, at) => {
    if (each === true || each === 1) return 1
    if (each === false || each === 0) return 0
    throw new BadData(`partly: ${mustBe(`the mask of row ${at}`, '0 or 1', each)}`)
  })
}

/**
 * The same field with a value for some examples alone. Nothing reads the others: they may hold any numbers.
 *
 * A model is shown 0 in their place, and an objective must say what counts there: `Elbo.whereObserved`.
 *
 * Errors: throws `BadData` for a mask of another length than the data, or with a number other than 0 and 1.
 *
 * @example
 * [...partly((row) => row % 2 === 0)(classes(3, [0, 2, 1])).mask]
 * //=> [1, 0, 1]
 */
export const partly =
  (mask: Mask) =>
  <Event extends AnyShape, Values extends Support>(data: Dataset<Event, Values>): PartialDataset<Event, Values> => ({
    data,
    mask: maskOf(mask, data.count),
  })

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** Of some examples 1 where each has a value, else 0. Internal. */
export const maskRows = ({ data, mask }: AnyPartialDataset, indices: Uint32Array): Float32Array =>
  Float32Array.from(within(data.name, data.count, indices), (index) => mask[index] as number)

/** Some examples, 0 where one has no value, which is not asked of the data. Internal. */
export const partialRows = (
  { data, mask }: AnyPartialDataset,
  indices: Uint32Array,
  key: Key,
  into?: Float32Array,
): Float32Array => {
  const width = numbersPerRow(data.event)
  const out = into?.length === indices.length * width ? into.fill(0) : new Float32Array(indices.length * width)
  const places = Uint32Array.from(indices.keys()).filter((row) => mask[indices[row] as number] === 1)
  if (places.length === 0) return out
  const found = read(data)(
    places.map((row) => indices[row] as number),
    key,
  )
  places.forEach((row, at) => {
    out.set(found.subarray(at * width, (at + 1) * width), row * width)
  })
  return out
}
