/** Bits of 28 x 28 pixels, whose sizes the compiler knows: what the recipes of convolutions fit. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../../data/dataset.js'
import { binarizedMnist } from '../../data/sources/binarizedMnist.js'
import { sprites } from '../../data/sources/sprites.js'
import { child, from, type Key } from '../../random/key.js'
import { optionRefused } from '../options.js'
import type { Halves } from '../pixels.js'
import type { RecipeData } from '../recipe.js'

/** Bits of 28 x 28 pixels. */
type Bits = Halves<Dataset<readonly [784], 'binary'>>

const drawn = (key: Key, counts = { train: 8192, test: 1024 }): Bits => {
  const test = sprites({ key: child('test')(key), count: counts.test, size: 28 })
  const { values, levels: names } = test.factors.shape
  return {
    train: sprites({ key: child('train')(key), count: counts.train, size: 28 }).binary,
    test: test.binary,
    labels: { values, names },
  }
}

/** The data of a recipe: sprites, or MNIST binarized once. */
export const bits28: RecipeData<Bits> = {
  names: ['sprites', 'binarized-mnist'],
  load: ({ name, key, directory }) =>
    name === 'sprites'
      ? TE.right(drawn(key))
      : directory === undefined
        ? TE.left(optionRefused('dataDir', `${name} is read from a folder that holds its files, and none is given`))
        : pipe(
            binarizedMnist({ directory }),
            TE.map(({ train, test }): Bits => ({ train, test })),
          ),
  shape: () => drawn(from(0), { train: 1, test: 1 }),
}
