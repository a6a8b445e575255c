/** Bits of 28 x 28 pixels, whose sizes the compiler knows: what the recipes of convolutions fit. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../../data/dataset.js'
import { binarizedMnist } from '../../data/sources/binarizedMnist.js'
import { type Sprites, sprites } from '../../data/sources/sprites.js'
import { optionRefused } from '../options.js'
import type { Halves } from '../pixels.js'
import type { RecipeData } from '../recipe.js'
import { drawing } from './drawn.js'

/** Bits of 28 x 28 pixels. */
type Bits = Halves<Dataset<readonly [784], 'binary'>>

const drawn = drawing((key, count) => sprites({ key, count, size: 28 }))

const bitsOf = ({ train, test }: Halves<Sprites<28>>): Bits => {
  const { values, levels: names } = test.factors.shape
  return { train: train.binary, test: test.binary, labels: { values, names } }
}

/** The data of a recipe: sprites, or MNIST binarized once. */
export const bits28: RecipeData<Bits> = {
  names: ['sprites', 'binarized-mnist'],
  load: ({ name, key, directory }) =>
    name === 'sprites'
      ? TE.right(bitsOf(drawn.by(key)))
      : directory === undefined
        ? TE.left(optionRefused('dataDir', `${name} is read from a folder that holds its files, and none is given`))
        : pipe(
            binarizedMnist({ directory }),
            TE.map(({ train, test }): Bits => ({ train, test })),
          ),
  shape: () => bitsOf(drawn.one()),
}
