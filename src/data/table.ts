/** Tables of text as data of several fields: one field a column that is asked for. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type FileDamaged, fileDamaged } from '../files/errors.js'
import { fromNumbers } from './arrays.js'
import { classes } from './classes.js'
import type { AnyColumn, ColumnFields } from './columns.js'
import { type AnyDataset, eventOf } from './dataset.js'
import { partly } from './partly.js'
import { type AnyField, type Records, records } from './records.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A table of text. */
export interface Table {
  readonly file: string
  /** The names of its columns, or `null` where there is none and the columns come as they are asked for. */
  readonly header: readonly string[] | null
  /** Each with as many cells as there are columns. */
  readonly rows: readonly (readonly string[])[]
  /** The line of each row in its file; without it rows are counted from 1. */
  readonly lines?: readonly number[]
}

/** The columns that are asked of a table. */
export type Columns = { readonly [name: string]: AnyColumn }

// -----------------------------------------------------------------------------
// where the columns are
// -----------------------------------------------------------------------------

type Placed = readonly [name: string, column: AnyColumn, place: number]

const placesOf = (columns: Columns, { header, rows }: Table): E.Either<string, readonly Placed[]> => {
  const asked = Object.entries(columns)
  const width = rows[0]?.length ?? 0
  if (rows.length === 0) return E.left('must have at least one row of values')
  if (asked.length === 0) return E.left('must be asked for at least one column')
  if (header === null)
    return width === asked.length
      ? E.right(asked.map(([name, column], place) => [name, column, place]))
      : E.left(`needs ${asked.length} columns, as are asked for, but has ${width}`)
  const odd = asked.find(([name]) => header.filter((each) => each === name).length !== 1)
  return odd === undefined
    ? E.right(asked.map(([name, column]) => [name, column, header.indexOf(name)]))
    : E.left(
        `needs one column ${JSON.stringify(odd[0])} but has ${header.map((each) => JSON.stringify(each)).join(', ')}`,
      )
}

// -----------------------------------------------------------------------------
// one column
// -----------------------------------------------------------------------------

interface Cells {
  readonly values: Float32Array
  readonly mask: Uint8Array
}

const cellsOf = ({ rows, lines }: Table, [name, column, place]: Placed): E.Either<string, Cells> => {
  const values = new Float32Array(rows.length)
  const mask = new Uint8Array(rows.length).fill(1)
  for (const [row, cells] of rows.entries()) {
    const cell = (cells[place] ?? '').trim()
    const value = column.missing.includes(cell) ? 0 : column.read(cell)
    const where = lines === undefined ? `row ${row + 1}` : `line ${lines[row]}`
    if (value === null)
      return E.left(`${where}, column ${name} must be ${column.requirement}, not ${JSON.stringify(cell.slice(0, 60))}`)
    values[row] = value
    if (column.missing.includes(cell)) mask[row] = 0
  }
  return mask.includes(1) ? E.right({ values, mask }) : E.left(`has no value in its column ${name}`)
}

const fieldOf = ({ support, shape, isPartial }: AnyColumn, name: string, { values, mask }: Cells): AnyField => {
  const data =
    support === 'oneHot'
      ? // safe: a column of categories has its levels for its only dimension
        (classes(shape[0] as never, values) as unknown as AnyDataset)
      : (fromNumbers({ name, support, numbers: values, ...eventOf('table', [1]) }) as unknown as AnyDataset)
  return isPartial ? partly(mask)(data as never) : data
}

// -----------------------------------------------------------------------------
// all of them
// -----------------------------------------------------------------------------

/**
 * The columns that are asked of a table as fields of data, each a distribution of its own: others are left out.
 *
 * Shapes: as the columns say. Errors: `FileDamaged` where a column is not there or comes twice, and, with its line, for a cell
 * that is not what its column says.
 *
 * @example
 * const table = { file: 'pets', header: ['kind', 'age'], rows: [['cat', '3'], ['dog', '']] }
 * const columns = { kind: Column.category(['cat', 'dog']), age: Column.real({ missing: [''] }) }
 * pipe(table, fromTable('pets', columns), E.map(({ fields }) => [...fields.age.mask]))
 * //=> right([1, 0])
 */
export const fromTable =
  <const Asked extends Columns>(name: string, columns: Asked) =>
  (table: Table): E.Either<FileDamaged, Records<ColumnFields<Asked>>> =>
    pipe(
      placesOf(columns, table),
      E.flatMap(
        E.traverseArray((placed) =>
          pipe(
            cellsOf(table, placed),
            E.map((cells) => [placed[0], fieldOf(placed[1], `${name}, ${placed[0]}`, cells)] as const),
          ),
        ),
      ),
      E.bimap(
        (message) => fileDamaged(name, table.file, message),
        // safe: each field is of the type that its column says
        (fields) => records(name, Object.fromEntries(fields) as never) as unknown as Records<ColumnFields<Asked>>,
      ),
    )
