/** Metrics as a table of comma-separated values, written as training goes. */

import type { EpochRecord, Listener, Started, Stepped, TrainingEvent, Values } from '../../training/events.js'
import { growing, linesUpTo } from './growing.js'

// -----------------------------------------------------------------------------
// columns
// -----------------------------------------------------------------------------

/** What a row is made of. */
type Row = Pick<Stepped, 'epoch' | 'step' | 'norms'> &
  Partial<Pick<EpochRecord, 'seconds' | 'validation'>> & { readonly kind: string; readonly values: Values }

/** A column: its name, and its number in a row; empty where the row has none. */
interface Column {
  readonly name: string
  readonly cell: (row: Row) => string | number | undefined
}

const IN_FRONT: readonly Column[] = [
  { name: 'kind', cell: ({ kind }) => kind },
  { name: 'epoch', cell: ({ epoch }) => epoch },
  { name: 'step', cell: ({ step }) => step },
  { name: 'seconds', cell: ({ seconds }) => seconds },
]

/** The objective of a player and its unweighted parts, found in what was reported of all. */
const valueColumns = (
  { players }: Started,
  before: string,
  valuesOf: (row: Row) => Values | null | undefined,
): readonly Column[] =>
  players.flatMap(({ name, objective }, player) => {
    const prefix = player === 0 ? before : `${before}${name}: `
    const own = (row: Row) => (player === 0 ? valuesOf(row) : valuesOf(row)?.others?.[player - 1])
    return [
      { name: `${prefix}objective`, cell: (row: Row) => own(row)?.objective },
      ...objective.parts.map((part, at) => ({
        name: `${prefix}${part.name}`,
        cell: (row: Row) => own(row)?.parts[at]?.value,
      })),
    ]
  })

const normColumns = ({ players, norms = [] }: Started): readonly Column[] =>
  norms.flatMap(({ player, part }, at) => {
    const of = players.length === 1 ? part : `${player}: ${part}`
    return [
      { name: `gradient norm of ${of}`, cell: ({ norms: all }: Row) => all?.[at]?.gradient },
      { name: `update norm of ${of}`, cell: ({ norms: all }: Row) => all?.[at]?.update },
    ]
  })

const columnsOf = (event: Started): readonly Column[] => [
  ...IN_FRONT,
  ...valueColumns(event, '', ({ values }) => values),
  ...valueColumns(event, 'validation: ', ({ validation }) => validation),
  ...normColumns(event),
]

// -----------------------------------------------------------------------------
// rows
// -----------------------------------------------------------------------------

/** Source: RFC 4180, section 2. */
const quoted = (cell: string | number = ''): string => {
  const text = String(cell)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const lineOf = (cells: readonly (string | number | undefined)[]): string => `${cells.map(quoted).join(',')}\n`

const rowOf = (event: TrainingEvent): Row | null =>
  event._tag === 'Stepped'
    ? { ...event, kind: 'step' }
    : event._tag === 'EpochEnded'
      ? { ...event, kind: 'epoch', values: event.training }
      : null

/** The columns in front are plain numbers, so that the third is the step; the header has none. */
const stepOf = (line: string): number => Number(line.split(',')[2] || Number.NaN)

/**
 * A listener that writes metrics as a table: a row for each step and each epoch, a column for the objective, each of its
 * unweighted parts, and those on held-out data. A file that is there is overwritten, unless training goes on from a state.
 *
 * Units: those of the parts of the objective.
 * Errors: a file that cannot be written ends training: `PartFailed`, whose cause says why.
 *
 * @example
 * typeof Metrics.toCsv('run/metrics.csv')
 * //=> 'function'
 */
export const toCsv = (file: string): Listener =>
  growing(file, (event, held) => {
    const columns = columnsOf(event)
    return {
      begin: lineOf(columns.map(({ name }) => name)) + linesUpTo(event.step, stepOf)(held),
      line: (told) => {
        const row = rowOf(told)
        return row === null ? '' : lineOf(columns.map(({ cell }) => cell(row)))
      },
    }
  })
