/** Bits of 12 x 12 pixels: as few as are drawn one after another. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../../data/dataset.js'
import { sprites } from '../../data/sources/sprites.js'
import type { Halves } from '../pixels.js'
import type { RecipeData } from '../recipe.js'
import { drawing } from './drawn.js'

const drawn = drawing((key, count) => sprites({ key, count, size: 12 }).binary)

/** The data of a recipe of pixels that are drawn one after another: sprites. */
export const bits12: RecipeData<Halves<Dataset<readonly [144], 'binary'>>> = {
  names: ['sprites'],
  load: ({ key }) => TE.right(drawn.by(key)),
  shape: drawn.one,
}
