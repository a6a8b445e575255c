/** Pictures in strips: frames of a sequence, from top to bottom. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../../data/dataset.js'
import { type Records, records } from '../../data/records.js'
import { sprites } from '../../data/sources/sprites.js'
import type { Halves } from '../pixels.js'
import type { RecipeData } from '../recipe.js'
import { drawing } from './drawn.js'

/** The side of a picture, and the pixels of one of its four strips. */
const SIDE = 16
export const STRIP = 64

type Whole = Dataset<readonly [256], 'binary'>
type Strip = Dataset<readonly [typeof STRIP], 'binary'>

/** A picture whole and in strips. */
type Strips = Records<{ readonly x: Whole } & { readonly [Time in 'x1' | 'x2' | 'x3' | 'x4']: Strip }>

/** One strip of each picture. */
const stripOf = (data: Whole, at: number): Strip => ({
  ...data,
  ...{ shape: [STRIP], event: [{ dim: STRIP, size: STRIP }], picture: { height: STRIP / SIDE, width: SIDE } },
  rows: (indices, key) => {
    const pixels = data.rows(indices, key)
    const own = new Float32Array(indices.length * STRIP)
    for (let row = 0; row < indices.length; row++)
      own.set(pixels.subarray(row * 256 + at * STRIP, row * 256 + (at + 1) * STRIP), row * STRIP)
    return own
  },
})

const inStrips = (x: Whole): Strips =>
  records(x.name, { x, x1: stripOf(x, 0), x2: stripOf(x, 1), x3: stripOf(x, 2), x4: stripOf(x, 3) })

const drawn = drawing((key, count) => inStrips(sprites({ key, count, size: SIDE }).binary))

/** The data of a recipe of sequences: sprites of 16 x 16 pixels in four strips. */
export const strips: RecipeData<Halves<Strips>> = {
  names: ['sprites'],
  load: ({ key }) => TE.right(drawn.by(key)),
  shape: drawn.one,
}
