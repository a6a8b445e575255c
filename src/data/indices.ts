/** Whole numbers that stand for places along a dimension as data: labels of classes, tokens of a vocabulary. */

import { type KnownSize, type KnownSizes, knownSize } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape, AnySize, Dim, DimOf, ShapeOf, Size, Sizes } from '../shapes/dim.js'
import { show } from '../shapes/message.js'
import { placeAt } from '../tensors/tensor.js'
import { type AnyDataset, type Dataset, type Event, numbersPerRow } from './dataset.js'
import { BadData } from './errors.js'
import { type Rows, read, rowsOfTable, vouched } from './reading.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * Indices for each example, of a shape, below a dimension: one field of several. It is not a data set: nothing computes with
 * the numbers, but a network that begins with `Layer.indices` or has an input of them looks up what they stand for.
 */
export interface IndexDataset<in out Event extends AnyShape, in out Limit extends Dim> {
  readonly data: Dataset<Event, 'integer'>
  readonly below: Size<Limit>
}

/** What is read of indices of any shape. Internal. */
export interface AnyIndexDataset {
  readonly data: AnyDataset
  readonly below: AnySize
}

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

const placeOf = (event: Sizes, flat: number): string =>
  event.length === 0
    ? ''
    : `, place ${show(
        placeAt(
          event.map(({ size }) => size),
          flat,
        ),
      )}`

const indexFault = (event: Sizes, below: AnySize, given: ArrayLike<number>): BadData | null => {
  const width = numbersPerRow(event)
  if (given.length === 0) return new BadData('indices: there must be at least one index')
  if (given.length % width !== 0)
    return new BadData(`indices: there must be ${width} for each row, but there are ${given.length}`)
  const at = Array.prototype.findIndex.call(
    given,
    (each) => !(Number.isInteger(each) && each >= 0 && each < below.size),
  )
  const [row, column, value] = [Math.floor(at / width), at % width, given[at] as number]
  return at < 0
    ? null
    : new BadData(
        `indices: row ${row}${placeOf(event, column)} must be a whole number from 0 to ${below.size - 1}, not ${value}`,
        { row, column: event.length === 0 ? null : column, value },
      )
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const LIMIT = 'indices: the limit'

/**
 * Indices as a field of data: `indices(10, labels)` is one below 10 for each example, `indices(1000, tokens, [12])` are twelve.
 *
 * A model is given them by `Joint.given('label', Layer.indices(10))`. `classes` has the same labels as one-hot rows.
 *
 * Shapes: `[]`, or the one that is given. Errors: throws `BadData`, with the row, for a number that is no index below the limit, where
 * there is none, or where they are not as many for each example; a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * [...indices(3, [2, 0, 1]).data.rows(Uint32Array.of(0, 2), from(1))]
 * //=> [2, 1]
 */
export const indices = <const Limit, const Given extends readonly unknown[] = readonly []>(
  limit: KnownSize<Limit, typeof LIMIT>,
  numbers: ArrayLike<number>,
  shape?: KnownSizes<Given, 'indices'>,
): IndexDataset<ShapeOf<Given>, DimOf<Limit> & Dim> => {
  const below: AnySize = orRefuse(knownSize(limit, LIMIT))
  // safe: it is the list itself wherever the call compiles
  const event = ((shape ?? []) as readonly unknown[]).map((size) => orRefuse(knownSize(size, 'indices: a dimension')))
  const fault = indexFault(event, below, numbers)
  if (fault !== null) throw fault
  const [table, width] = [Float32Array.from(numbers), numbersPerRow(event)] // a copy: the caller may write into its own later
  const data = {
    name: 'indices',
    ...({ event, shape: event.map(({ dim }) => dim) } as Event<AnyShape>),
    support: 'integer',
    count: table.length / width,
    picture: null,
    rows: vouched('integer', rowsOfTable('indices', table, width)),
  }
  return { data, below } as never // safe: the shape and the limit are those that are given
}

/**
 * The indices of labels that are one-hot rows, such as those of MNIST: the place of the 1 in each.
 *
 * Shapes: of each example `[count] -> []`.
 *
 * @example
 * [...indicesOf(classes(3, [2, 0])).data.rows(Uint32Array.of(0, 1), from(1))]
 * //=> [2, 0]
 */
export const indicesOf = <Count extends Dim>(
  labels: Dataset<readonly [Count], 'oneHot'>,
): IndexDataset<readonly [], Count> => {
  const given = labels as unknown as AnyDataset // safe: only its rows and its sizes are read
  const below = given.event[0] as AnySize // safe: it has one axis
  const rows: Rows = (indices, key) => {
    const oneHot = read(given)(indices, key)
    return Float32Array.from(indices, (_, row) => oneHot.subarray(row * below.size, (row + 1) * below.size).indexOf(1))
  }
  const data = { ...given, event: [], shape: [], support: 'integer', picture: null, rows: vouched('integer', rows) }
  return { data, below } as never // safe: as above
}
