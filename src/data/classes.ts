/** Labels of classes as data: a one-hot row for each. */

import { type KnownSize, knownSize } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape, DimOf, SizeLike } from '../shapes/dim.js'
import { type Dataset, type Event, within } from './dataset.js'
import { BadData } from './errors.js'
import { vouched } from './reading.js'

const oneHotRows =
  (count: number, labels: Uint32Array) =>
  (indices: Uint32Array, into?: Float32Array): Float32Array => {
    const size = indices.length * count
    const out = into?.length === size ? into.fill(0) : new Float32Array(size)
    indices.forEach((index, row) => {
      out[row * count + (labels[index] as number)] = 1
    })
    return out
  }

const labelFault = (count: number, labels: ArrayLike<number>): BadData | null => {
  if (labels.length === 0) return new BadData('classes: there must be at least one label')
  const row = Array.prototype.findIndex.call(
    labels,
    (label) => !(Number.isInteger(label) && label >= 0 && label < count),
  )
  const value = labels[row] as number
  return row < 0
    ? null
    : new BadData(`classes: the label of row ${row} must be a whole number from 0 to ${count - 1}, not ${value}`, {
        row,
        column: null,
        value,
      })
}

const COUNT = 'classes: the count'

/**
 * The labels of so many classes, 0 for the first, each as a row with a 1 at its place.
 *
 * Shapes: `[count]`. Errors: throws `BadData`, with the row, for a label that is no class, or where there is none; a
 * `ShapeError` when the count is not a whole number above 0.
 *
 * @example
 * [...classes(3, [2, 0]).rows(Uint32Array.of(0), from(1))]
 * //=> [0, 0, 1]
 */
export const classes = <const Count extends SizeLike>(
  count: KnownSize<Count, typeof COUNT>,
  labels: ArrayLike<number>,
): Dataset<readonly [DimOf<Count>], 'oneHot'> => {
  const { dim, size } = orRefuse(knownSize(count, COUNT))
  const fault = labelFault(size, labels)
  if (fault !== null) throw fault
  const rows = oneHotRows(size, Uint32Array.from(labels)) // a copy: the caller may write into its own later
  const own = labels.length
  return {
    name: 'classes',
    // safe: the parameter is `Count` itself wherever the call compiles
    ...({ event: [{ dim, size }], shape: [dim] } as Event<AnyShape> as Event<readonly [DimOf<Count>]>),
    support: 'oneHot',
    count: own,
    picture: null,
    rows: vouched('oneHot', (indices, _key, into) => rows(within('classes', own, indices), into)),
  }
}
