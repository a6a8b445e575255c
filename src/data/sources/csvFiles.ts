/** Tables in files of text: CSV, and others with a character between their cells. */

import { parse } from 'csv-parse/sync'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Content } from '../../files/bytes.js'
import { type FileDamaged, fileDamaged, reasonOf } from '../../files/errors.js'
import { readChecked } from '../../files/read.js'
import type { ColumnFields } from '../columns.js'
import type { DataError } from '../errors.js'
import type { Records } from '../records.js'
import { type Columns, fromTable, type Table } from '../table.js'

/** How a table is written. */
export interface CsvOptions {
  /** What stands between two cells. Default: a comma. */
  readonly delimiter?: string
  /** Whether the first line names the columns. Without it they come in the order in which they are asked for. Default: true. */
  readonly header?: boolean
}

/** A file of a table. */
export interface CsvFile<Asked extends Columns> extends CsvOptions {
  readonly path: string
  readonly name: string
  /** The columns that are read, by their names. */
  readonly columns: Asked
  /** Of the uncompressed bytes. Without it any are taken. */
  readonly sha256?: string
}

/** A row as the parser gives it, with where it ends. */
interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

const textOf = (bytes: Uint8Array): E.Either<string, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    () => 'must be text in UTF-8',
  )

const rowsOf = (text: string, delimiter: string): E.Either<string, readonly Parsed[]> =>
  E.tryCatch(
    // safe: with `info` each row is a record and where it ends
    () =>
      parse(text, {
        delimiter,
        record_delimiter: ['\r\n', '\n', '\r'],
        info: true,
        skip_empty_lines: true,
      }) as unknown as readonly Parsed[],
    (caught) => `is not a table: ${reasonOf(caught)}`,
  )

/**
 * The table in the bytes of a CSV file. Quotes are as RFC 4180 has them, and lines without anything are left out.
 *
 * Errors: `FileDamaged` where the text is not UTF-8, a quote is not closed, or a row has another number of cells than the first.
 * Source: Shafranovich, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", RFC 4180.
 */
export const parseCsv =
  ({ delimiter = ',', header = true }: CsvOptions = {}) =>
  ({ file, bytes }: Content): E.Either<FileDamaged, Table> =>
    pipe(
      textOf(bytes),
      E.flatMap((text) => rowsOf(text, delimiter)),
      E.bimap(
        (message) => fileDamaged('csv', file, message),
        (all) => {
          const rows = header ? all.slice(1) : all
          return {
            file,
            header: header ? (all[0]?.record ?? []).map((name) => name.trim()) : null,
            rows: rows.map(({ record }) => record),
            lines: rows.map(({ info }) => info.lines),
          }
        },
      ),
    )

/**
 * The columns of a CSV file as fields of data, gzipped or plain: each real, a count, a category or a bit, and where cells may be
 * without a value of some examples alone.
 *
 * Shapes: as the columns say. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged` as `parseCsv`, where a column is not there,
 * and, with its line, for a cell that is not what its column says.
 *
 * @example
 * const columns = { age: Data.Column.real(), smokes: Data.Column.bit({ as: ['no', 'yes'] }) }
 * pipe(await fromCsv({ path: 'people.csv', name: 'people', columns })(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const fromCsv = <const Asked extends Columns>({
  path,
  name,
  columns,
  sha256,
  ...options
}: CsvFile<Asked>): TE.TaskEither<DataError, Records<ColumnFields<Asked>>> =>
  pipe(
    readChecked({ operation: name, file: path, places: [path], sha256: sha256 ?? null }),
    TE.flatMapEither(
      (content): E.Either<DataError, Records<ColumnFields<Asked>>> =>
        pipe(content, parseCsv(options), E.flatMap(fromTable<Asked>(name, columns))),
    ),
  )
