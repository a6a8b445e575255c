/** Rows in random order, each column by itself. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { unwrap, wrap } from '../tensors/native.js'
import { uniform } from './draw.js'
import type { Key } from './key.js'

type Cube<Row extends Dim> = T.Tensor<readonly ['samples', Row, 'columns']>

/** The same numbers as the other rows that each row is compared with. Shapes: `['samples', 'batch', 'columns'] -> ['samples', 1, 'others', 'columns']`. */
const asOthers = (x: Cube<'batch'>) => pipe(x, T.rename(1, 'others'), T.expand(1))

/** The places of rows, from 1 on. Shapes: `['batch']`. */
const placesOf = ({ sizes }: Cube<'batch'>) =>
  pipe(T.zeros(['batch'], [sizes[1] as number]), T.addScalar(1), T.cumsum(0))

/** The same, as those of the other rows. Shapes: `['others', 1]`. */
const otherPlacesOf = (x: Cube<'batch'>) => pipe(placesOf(x), T.rename(0, 'others'), T.expand(1))

/** How many rows come before each, by some numbers: of equal ones the first comes first. Shapes: `['samples', 'batch', 'columns']`. */
const ranksOf = (by: Cube<'batch'>): Cube<'batch'> => {
  const [own, others] = [T.expand(2)(by), asOthers(by)]
  const isEarlier = pipe(otherPlacesOf(by), T.less(pipe(placesOf(by), T.expand(1), T.expand(2))))
  return pipe(others, T.equal(own), T.mul(isEarlier), T.add(pipe(others, T.less(own))), T.sum('others'))
}

/** The row of each number's place. Shapes: `['samples', 'batch', 'columns']`. */
const picked = (places: Cube<'batch'>, x: Cube<'batch'>): Cube<'batch'> => {
  const isPlace = pipe(places, T.addScalar(1), T.expand(2), T.equal(otherPlacesOf(x)))
  return pipe(isPlace, T.mul(asOthers(x)), T.sum('others'))
}

/**
 * The rows in random order, each column and each sample in an order of its own: so columns that depend on one another do so no
 * longer, while the numbers of each stay.
 *
 * It takes memory for the square of the number of rows.
 *
 * Shapes: `[Samples, Row, Columns] -> [Samples, Row, Columns]`.
 * Source: Kim and Mnih, "Disentangling by Factorising", arXiv:1802.05983, algorithm 1.
 *
 * @example
 * permuteRows(from(7))(zeros(['samples', 'batch', 'latent'], [1, 64, 10])).shape
 * //=> ['samples', 'batch', 'latent']
 */
export const permuteRows =
  (key: Key) =>
  <Samples extends Dim, Row extends Dim, Columns extends Dim>(
    x: T.Tensor<readonly [Samples, Row, Columns]>,
  ): T.Tensor<readonly [Samples, Row, Columns]> => {
    const named: Cube<'batch'> = wrap(['samples', 'batch', 'columns'], unwrap(x))
    const noise = uniform(key)({ shape: ['samples', 'batch', 'columns'], sizes: x.sizes })
    return wrap(x.shape, unwrap(picked(ranksOf(noise), named)))
  }
