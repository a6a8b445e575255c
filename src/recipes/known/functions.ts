/** Functions of one number that nobody has measured: sines, some of whose points are known. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { fromNumbers } from '../../data/arrays.js'
import type { Dataset } from '../../data/dataset.js'
import { type Records, records } from '../../data/records.js'
import { streamOf } from '../../random/key.js'
import type { Halves } from '../pixels.js'
import type { RecipeData } from '../recipe.js'
import { drawing } from './drawn.js'

/** How many points of a function there are, and how many rows hold those that are known. */
export const [POINTS, KNOWN] = [24, 12] as const

/** How many points are known: each stands in as many rows as fill all, so that the mean over the rows is that over the points. */
const COUNTS = [1, 2, 3, 4, 6, 12] as const

/** A function by some of its points. */
type Functions = Records<{
  readonly context: Dataset<readonly [typeof KNOWN, 2], 'real'>
  readonly x: Dataset<readonly [typeof POINTS, 1], 'real'>
  readonly y: Dataset<readonly [typeof POINTS, 1], 'real'>
}>

/** One function: its points, and which of them fill the rows of those that are known. */
const functionOf = (draws: readonly number[]) => {
  const [height = 0, pace = 0, phase = 0, count = 0, ...places] = draws
  const x = places.map((each) => 4 * each - 2)
  const y = x.map((each) => (0.5 + height) * Math.sin((1 + 2 * pace) * each + 2 * Math.PI * phase))
  const known = COUNTS[Math.floor(count * COUNTS.length)] as number // safe: a draw is below 1
  const rows = Array.from({ length: KNOWN }, (_, row) => row % known)
  return { x, y, context: rows.flatMap((at) => [x[at] as number, y[at] as number]) }
}

const setOf = <const Places extends number, const Numbers extends number>(
  name: string,
  [places, numbers]: readonly [Places, Numbers],
  values: readonly number[],
) =>
  fromNumbers<readonly [Places, Numbers], 'real'>({
    ...{ name, support: 'real', shape: [places, numbers], numbers: values },
    event: [
      { dim: places, size: places },
      { dim: numbers, size: numbers },
    ] as never, // safe: they are the sizes of the shape
  })

const drawn = drawing((key, count): Functions => {
  const uniform = streamOf('uniform')(key)
  const all = Array.from({ length: count }, (_, row) => functionOf(Array.from(uniform(4 + POINTS, 0, row))))
  return records('functions', {
    context: setOf(
      'context',
      [KNOWN, 2],
      all.flatMap(({ context }) => context),
    ),
    x: setOf(
      'x',
      [POINTS, 1],
      all.flatMap(({ x }) => x),
    ),
    y: setOf(
      'y',
      [POINTS, 1],
      all.flatMap(({ y }) => y),
    ),
  })
})

/** The data of a recipe of functions. */
export const functions: RecipeData<Halves<Functions>> = {
  names: ['functions'],
  load: ({ key }) => TE.right(drawn.by(key)),
  shape: drawn.one,
}
