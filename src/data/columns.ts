/** The columns of a table: what the cells of each are, and how a cell is read. Each is a field of `Records`, and has a head. */

import type { Support } from '../distributions/support.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import type { Dataset } from './dataset.js'
import type { PartialDataset } from './partly.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A column of a table: what its cells are, and which of them say that there is no value. */
export interface Column<in out Event extends AnyShape, out Values extends Support, out Missing extends boolean> {
  readonly support: Values
  /** The dimensions of a value. */
  readonly shape: Event
  /** Whether cells may be without a value. */
  readonly isPartial: Missing
  /** The cells that say so. */
  readonly missing: readonly string[]
  /** What a cell must be, as messages say it. */
  readonly requirement: string
  /** The number of a cell, or `null` where it has none: of a category its place among the levels. */
  readonly read: (cell: string) => number | null
}

/** A column with its types erased. Internal. */
export type AnyColumn = Pick<Column<AnyShape, Support, boolean>, keyof Column<AnyShape, Support, boolean>>

/** The field of a column: of some examples alone where cells may be without a value. */
export type ColumnField<Of> =
  Of extends Column<infer Event, infer Values, infer Missing>
    ? Missing extends true
      ? PartialDataset<Event, Values>
      : Dataset<Event, Values>
    : never

/** The fields of the columns of a table. */
export type ColumnFields<Columns> = { readonly [Name in keyof Columns]: ColumnField<Columns[Name]> }

/** Which cells say that there is no value. */
export interface MissingOptions<Missing extends readonly string[]> {
  /** As they are written: `['', 'NA']`. Default: none, and each cell must have a value. */
  readonly missing?: Missing
}

/** Whether there are such cells. */
export type IsPartial<Missing extends readonly string[]> = Missing extends readonly [] ? false : true

// -----------------------------------------------------------------------------
// reading of cells
// -----------------------------------------------------------------------------

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

const realOf = (cell: string): number | null => {
  const value = NUMBER.test(cell) ? Math.fround(Number(cell)) : Number.NaN
  return Number.isFinite(value) ? value : null
}

/** Also `3.0`, as other tools write whole numbers beside cells without a value. */
const countOf = (cell: string): number | null => {
  const value = /^\d+(?:\.0*)?$/.test(cell) ? Number(cell) : Number.NaN
  return Math.fround(value) === value ? value : null
}

const quoted = (texts: readonly string[]): string => texts.map((text) => JSON.stringify(text)).join(', ')

const indexIn =
  (levels: readonly string[]) =>
  (cell: string): number | null => {
    const found = levels.indexOf(cell)
    return found < 0 ? null : found
  }

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

const column = <const Event extends AnyShape, const Values extends Support, Missing extends readonly string[]>(
  shape: Event,
  support: Values,
  { missing }: MissingOptions<Missing>,
  rest: Pick<AnyColumn, 'requirement' | 'read'>,
): Column<Event, Values, IsPartial<Missing>> => ({
  shape,
  support,
  // safe: there are such cells where the type says so
  isPartial: ((missing ?? []).length > 0) as IsPartial<Missing>,
  missing: missing ?? [],
  ...rest,
})

/**
 * Numbers, such as `-3`, `0.25` and `6e-5`: the cells of a normal or a Laplace distribution.
 *
 * Shapes: `[1]`.
 */
export const real = <const Missing extends readonly string[] = readonly []>(
  options: MissingOptions<Missing> = {},
): Column<readonly [1], 'real', IsPartial<Missing>> =>
  column([1], 'real', options, { requirement: 'a number that float32 holds', read: realOf })

/**
 * Whole numbers from 0: the cells of a Poisson distribution.
 *
 * Shapes: `[1]`.
 */
export const count = <const Missing extends readonly string[] = readonly []>(
  options: MissingOptions<Missing> = {},
): Column<readonly [1], 'integer', IsPartial<Missing>> =>
  column([1], 'integer', options, { requirement: 'a whole number from 0 that float32 holds', read: countOf })

/** How the two cells of a column of bits are written. */
export interface BitOptions<Missing extends readonly string[]> extends MissingOptions<Missing> {
  /** What 0 and what 1 is written as. Default: `['0', '1']`. */
  readonly as?: readonly [zero: string, one: string]
}

/**
 * One of two cells: those of a Bernoulli distribution.
 *
 * Shapes: `[1]`.
 *
 * @example
 * bit({ as: ['no', 'yes'] }).read('yes')
 * //=> 1
 */
export const bit = <const Missing extends readonly string[] = readonly []>({
  as: [zero, one] = ['0', '1'],
  ...options
}: BitOptions<Missing> = {}): Column<readonly [1], 'binary', IsPartial<Missing>> =>
  zero === one
    ? refuse(`Column.bit: ${mustBe('the two cells', 'different', `${quoted([zero, one])}`)}`)
    : column([1], 'binary', options, { requirement: `one of ${quoted([zero, one])}`, read: indexIn([zero, one]) })

/**
 * One of some levels, as a row with a 1 at its place among them: the cells of a categorical distribution.
 *
 * Shapes: `[levels]`. Errors: a `ShapeError` when there is no level, or one comes twice.
 *
 * @example
 * category(['red', 'green', 'blue']).shape
 * //=> [3]
 */
export const category = <
  const Levels extends readonly [string, ...string[]],
  const Missing extends readonly string[] = readonly [],
>(
  levels: Levels,
  options: MissingOptions<Missing> = {},
): Column<readonly [Levels['length']], 'oneHot', IsPartial<Missing>> =>
  levels.length === 0 || new Set(levels).size < levels.length
    ? refuse(`Column.category: ${mustBe('the levels', 'at least one, and different', quoted(levels) || 'none')}`)
    : column([levels.length as Levels['length']], 'oneHot', options, {
        requirement: `one of ${quoted(levels)}`,
        read: indexIn(levels),
      })
