/** What is recorded of a run of a cell. */
export interface Reproduced {
  readonly cell: string
  readonly seed: number
  readonly quick: boolean
  readonly value: number
  readonly samples: number | null
  readonly budget: string
  readonly engine: string
  readonly commit: string
  readonly cpuSeconds: number
}

/** A cell of a row: what is run once for each seed. */
interface Cell {
  readonly name: string
  readonly quick: boolean
  readonly reference: { readonly value: number; readonly source: string } | null
}

/** A row of the table. */
export interface Row {
  readonly title: string
  readonly what: string
  readonly differs: string
  readonly unit: string
  readonly cells: readonly Cell[]
}

export const reproductionsPage: (
  rows: Readonly<Record<string, Row>>,
  recordsOf: (name: string) => readonly Reproduced[],
) => string
