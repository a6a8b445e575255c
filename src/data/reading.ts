/** The way to the rows of a data set: each number is looked at before anything is made of it. */

import type { Support } from '../distributions/support.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'
import { dimsOf, numbersOf } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import { inPart } from '../shapes/part.js'
import { placeAt } from '../tensors/tensor.js'
import { type Dataset, numbersPerRow, within } from './dataset.js'
import { BadData } from './errors.js'
import { requirementOf, strayOf, strayVector } from './sound.js'

/** The rows of a data set. */
export type Rows = Dataset<AnyShape, Support>['rows']

/** What is read of a data set. */
export type Readable = Pick<Dataset<AnyShape, Support>, 'name' | 'event' | 'support' | 'rows'>

// -----------------------------------------------------------------------------
// rows that need no second look
// -----------------------------------------------------------------------------

/** The same rows with each number changed. */
type Change = (change: (value: number) => number) => Rows

/** What is known of rows by the way they are made. */
interface Known {
  readonly support: Support
  /** `null` where a change has no shorter way than by the rows themselves. */
  readonly changed: Change | null
}

const known = new WeakMap<Rows, Known>()

/** Says that rows are of a support by the way they are made, so that they are not looked at again. */
export const vouched = (support: Support, rows: Rows, changed: Change | null = null): Rows => {
  known.set(rows, { support, changed })
  return rows
}

/** How rows that are made of a table are changed: in the table, and not number by number; `null` of any others. */
export const changedOf = ({ rows, support }: Pick<Readable, 'rows' | 'support'>): Change | null => {
  const found = known.get(rows)
  return found?.support === support ? found.changed : null
}

/** The rows of a table of numbers, one after the other; written into `into` where it is of their size. */
export const rowsOfTable =
  (name: string, table: Float32Array, width: number): Rows =>
  (indices, _key, into) => {
    const size = indices.length * width
    const out = into?.length === size ? into : new Float32Array(size)
    within(name, table.length / width, indices).forEach((index, row) => {
      out.set(table.subarray(index * width, (index + 1) * width), row * width)
    })
    return out
  }

// -----------------------------------------------------------------------------
// the place of a number
// -----------------------------------------------------------------------------

/** A place in an example, as its row in a table is read. */
const columnText = (sizes: readonly number[], flat: number): string =>
  sizes.length === 1 ? `column ${flat}` : `place ${show(placeAt(sizes, flat))}`

/** A number that a support does not have, with its row and its place in it. */
export const strayNumber = (
  { name, event, support }: Omit<Readable, 'rows'>,
  row: number,
  column: number,
  value: number,
): BadData =>
  new BadData(
    `${name}: row ${row}, ${columnText(numbersOf(event), column)} must be ${requirementOf(support)}, not ${value}`,
    { row, column, value },
  )

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** What is given in place of an array, as a message. That a promise of one is rejected is no matter any more. */
const kindOf = (given: unknown): string => {
  if (!(given instanceof Promise)) return Array.isArray(given) ? 'an array' : typeof given
  given.catch(() => undefined)
  return 'a promise of one'
}

const lengthFault = ({ name, event }: Readable, count: number, given: unknown): BadData | null => {
  const wanted = count * numbersPerRow(event)
  return !(given instanceof Float32Array)
    ? new BadData(`${name}: rows must give a Float32Array, not ${kindOf(given)}`)
    : given.length === wanted
      ? null
      : new BadData(
          `${name}: ${count} rows of ${show(numbersOf(event))} must be ${wanted} numbers, not ${given.length}`,
        )
}

const numberFault = (data: Readable, indices: Uint32Array, values: Float32Array): BadData | null => {
  const at = strayOf(data.support, values)
  const width = numbersPerRow(data.event)
  return at < 0 ? null : strayNumber(data, indices[Math.floor(at / width)] as number, at % width, values[at] as number)
}

const vectorFault = (
  { name, event, support }: Readable,
  indices: Uint32Array,
  values: Float32Array,
): BadData | null => {
  const classes = event.at(-1)?.size ?? 1
  const at = support === 'oneHot' ? strayVector(classes, values) : -1
  if (at < 0) return null
  const perRow = numbersPerRow(event) / classes
  const row = indices[Math.floor(at / perRow)] as number
  const ones = values.subarray(at * classes, (at + 1) * classes).reduce((all, one) => all + one, 0)
  const place = perRow === 1 ? '' : `, place ${show(placeAt(numbersOf(event).slice(0, -1), at % perRow))}`
  return new BadData(`${name}: row ${row}${place} must have exactly one 1, not ${ones}`, {
    row,
    column: null,
    value: ones,
  })
}

/**
 * Some rows of a data set, looked at: as many numbers as the event says, each one that the support has.
 *
 * Rows that the library has made of checked numbers are not looked at again; those of anyone else are, at each visit:
 * a tenth of a millisecond for 100,000 numbers.
 *
 * Errors: throws `BadData`, with the row and the place; the effects that read data give it as a `Left`.
 */
export const read =
  (data: Readable): Rows =>
  (indices, key, into) => {
    const values = inPart(`data set ${data.name}: rows`, () => data.rows(indices, key, into))
    const fault =
      lengthFault(data, indices.length, values) ??
      (known.get(data.rows)?.support === data.support
        ? null
        : (numberFault(data, indices, values) ?? vectorFault(data, indices, values)))
    if (fault !== null) throw fault
    return values
  }

// -----------------------------------------------------------------------------
// what is said of a data set
// -----------------------------------------------------------------------------

const eventMessage = (event: Sizes, shape: AnyShape): string | null =>
  !same(dimsOf(event), shape)
    ? `event must have the dimensions of its shape ${show(shape)}, not ${show(dimsOf(event))}`
    : event.some(({ dim, size }) => typeof dim === 'number' && dim !== size)
      ? `event must have the sizes ${show(shape)}, not ${show(numbersOf(event))}`
      : null

/** What a data set says of itself that cannot be, as a message, or `null`. */
export const datasetFault = ({
  name,
  count,
  event,
  shape,
}: Pick<Dataset<AnyShape, Support>, 'name' | 'count' | 'event' | 'shape'>): string | null => {
  const message =
    Number.isSafeInteger(count) && count > 0
      ? eventMessage(event, shape)
      : `count must be a whole number above 0, not ${count}`
  return message === null ? null : `${name}: ${message}`
}
