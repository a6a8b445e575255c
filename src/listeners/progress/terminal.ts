/** Lines on a stream, and below them at most one that changes: the only part of the program that knows a terminal. */

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is written to: `process.stderr`, or a record of what it is given. */
export interface Screen {
  readonly isTTY?: boolean
  /** How many characters a line has; 0 where a terminal does not say it. */
  readonly columns?: number
  readonly write: (text: string) => unknown
}

/** Units: milliseconds since any moment. */
export type Clock = () => number

/** Where lines go. */
export interface Terminal {
  /** Whether a line can change in place. */
  readonly moving: boolean
  /** How many characters a line has; `Infinity` where lines are not folded. */
  readonly columns: () => number
  /** Writes lines that stay, folded between their words, above the line that changes. */
  readonly say: (...lines: readonly string[]) => void
  /** Writes the line that changes, at most ten times a second. */
  readonly show: (text: (columns: number) => string) => void
  /** Removes the line that changes. */
  readonly clear: () => void
}

// -----------------------------------------------------------------------------
// folding
// -----------------------------------------------------------------------------

/** How pieces become lines. */
export interface Fold {
  readonly columns: number
  readonly gap: string
  /** What stands before the second line and those after it. */
  readonly indent: string
}

/**
 * Puts as many pieces on a line as it has room for. A piece is never cut.
 *
 * @example
 * folded({ columns: 9, gap: ' ', indent: '  ' })(['one', 'two', 'three'])
 * //=> ['one two', '  three']
 */
export const folded =
  ({ columns, gap, indent }: Fold) =>
  (pieces: readonly string[]): readonly string[] => {
    const lines: string[] = []
    for (const piece of pieces) {
      const last = lines.at(-1)
      const longer = `${last}${gap}${piece}`
      if (last === undefined) lines.push(piece)
      else if (longer.length <= columns) lines[lines.length - 1] = longer
      else lines.push(`${indent}${piece}`)
    }
    return lines
  }

/** A label and the spaces after it: what the second line of a folded one is indented by, unless it is long. */
const labelOf = (line: string, columns: number): string => {
  const label = /^.*? {2,}/.exec(line)?.[0] ?? ''
  return label.length <= columns / 2 ? label : ''
}

/**
 * Folds a line between its words, below what its label says.
 *
 * @example
 * foldedWords(20)('axes    batch: a value for each')
 * //=> ['axes    batch: a', '        value for', '        each']
 */
export const foldedWords =
  (columns: number) =>
  (line: string): readonly string[] => {
    if (line.length <= columns) return [line]
    const label = labelOf(line, columns)
    const [first = '', ...words] = line.slice(label.length).split(' ')
    return folded({ columns, gap: ' ', indent: ' '.repeat(label.length || 2) })([`${label}${first}`, ...words])
  }

// -----------------------------------------------------------------------------
// terminal
// -----------------------------------------------------------------------------

/** What a terminal is taken to have where it does not say how wide it is. */
const WIDTH = 80

/** Units: milliseconds between two states of the line that changes. */
const PAUSE = 100

/** Columns that are left free for what a terminal echoes of Ctrl-C, `^C`, and for its cursor. */
const ECHO = 3

/** Back to the first column, and erase to the end: all that is asked of a terminal. */
const erased = (text: string): string => `\r${text}\x1b[K`

/**
 * A terminal over a stream.
 *
 * The line that changes is shorter than the screen is wide, and nothing of the terminal is switched or saved: there is
 * nothing to put back, however the program ends.
 *
 * `TERM=dumb` names a terminal without escape sequences: it is written to like a file, but for its width.
 */
export const terminal = (screen: Screen, now: Clock, term: string | undefined): Terminal => {
  const moving = screen.isTTY === true && term !== 'dumb'
  const columns = () => (screen.isTTY === true ? screen.columns || WIDTH : Number.POSITIVE_INFINITY)
  let drawn: { readonly text: (columns: number) => string; readonly time: number } | null = null
  const erase = () => {
    if (drawn !== null) screen.write(erased(''))
  }
  const draw = (text: (columns: number) => string, time: number) => {
    drawn = { text, time }
    const room = columns() - ECHO
    screen.write(erased(text(room).slice(0, room)))
  }
  return {
    moving,
    columns,
    say: (...lines) => {
      erase()
      for (const line of lines.flatMap(foldedWords(columns()))) screen.write(`${line}\n`)
      if (drawn !== null) draw(drawn.text, drawn.time)
    },
    show: (text) => {
      const time = now()
      if (!moving) return
      if (drawn === null || time - drawn.time >= PAUSE) draw(text, time)
      else drawn = { ...drawn, text }
    },
    clear: () => {
      erase()
      drawn = null
    },
  }
}
