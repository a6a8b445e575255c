/** Lines on which a function of the plane has one value. */

/** A line from a place to another, both in cells of the grid. */
export type Segment = readonly [x0: number, y0: number, x1: number, y1: number]

/** Numbers in rows of as many columns. */
export interface Grid {
  readonly columns: number
  readonly values: ArrayLike<number>
}

/** Where a level is crossed between two corners, as a share of the way. */
const crossed = (from: number, to: number, level: number): number => (level - from) / (to - from)

/**
 * The lines of a level through a cell of four corners, by marching squares. In a saddle, its middle decides which corners are
 * joined.
 */
const inCell = (corners: readonly [number, number, number, number], level: number): readonly Segment[] => {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners
  const places = {
    top: [crossed(topLeft, topRight, level), 0],
    right: [1, crossed(topRight, bottomRight, level)],
    bottom: [crossed(bottomLeft, bottomRight, level), 1],
    left: [0, crossed(topLeft, bottomLeft, level)],
  } as const
  const above = corners.map((corner) => corner > level)
  const edges = (['top', 'right', 'bottom', 'left'] as const).filter((_, at) => above[at] !== above[(at + 1) % 4])
  const line = (one: keyof typeof places, other: keyof typeof places): Segment => [...places[one], ...places[other]]
  if (edges.length < 4) return edges.length === 2 ? [line(edges[0] as 'top', edges[1] as 'top')] : []
  const middle = (topLeft + topRight + bottomRight + bottomLeft) / 4 > level
  return middle === above[0]
    ? [line('top', 'right'), line('bottom', 'left')]
    : [line('top', 'left'), line('right', 'bottom')]
}

/**
 * The lines on which a grid has a level. Corners lie at whole numbers, from 0.
 *
 * Source: Lorensen and Cline, "Marching cubes", SIGGRAPH 1987, for the plane.
 */
export const contour = ({ columns, values }: Grid, level: number): readonly Segment[] => {
  const rows = values.length / columns
  const at = (row: number, column: number): number => values[row * columns + column] as number
  const found: Segment[] = []
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      const cell = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)] as const
      for (const [x0, y0, x1, y1] of inCell(cell, level)) found.push([x0 + column, y0 + row, x1 + column, y1 + row])
    }
  return found
}
