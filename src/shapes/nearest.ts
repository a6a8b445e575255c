/** What was probably meant by a word that is not known. */

/**
 * How many letters must be inserted, left out, replaced or swapped with the next to turn a word into another.
 *
 * Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964; each pair of letters is
 * swapped at most once.
 *
 * @example
 * distance('trian', 'train')
 * //=> 1
 */
export const distance = (left: string, right: string): number => {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    rows.push(current)
    for (let column = 1; column <= right.length; column += 1) {
      const [a, b] = [left[row - 1], right[column - 1]]
      const swapped = row > 1 && column > 1 && a === right[column - 2] && b === left[row - 2]
      current.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (a === b ? 0 : 1),
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
  }
  return at(left.length, right.length)
}

/**
 * The known word that is nearest to another, if at most a third of its letters are wrong.
 *
 * @example
 * nearest('trian', ['train', 'export'])
 * //=> 'train'
 */
export const nearest = (word: string, known: readonly string[]): string | null =>
  known
    .map((each) => ({ each, wrong: distance(word, each) }))
    .filter(({ each, wrong }) => 3 * wrong <= Math.max(word.length, each.length))
    .sort((a, b) => a.wrong - b.wrong)[0]?.each ?? null
