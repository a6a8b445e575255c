/** Each number of a latent alone: as the one number of a row of its own. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

/**
 * Each number of a latent, or each variable before its classes, as that of a row.
 *
 * Shapes: `['batch', 'latent', ...Event] -> ['batch', 'latent', ...Event]`, of `batch * latent` rows and one number.
 */
export const alone = <Event extends AnyShape>(
  x: T.Tensor<readonly ['batch', 'latent', ...Event]>,
): T.Tensor<readonly ['batch', 'latent', ...Event]> => {
  const rows = T.mergeRows<'batch', 'latent', Event>(x)
  return pipe(rows, T.splitRows('batch', 'latent', rows.sizes[0] as number)<Event>)
}

/** The reverse, of a number for each such row, given how many rows there were before. Shapes: `['batch'] -> ['rows', 'latent']`. */
export const together =
  (count: number) =>
  (each: T.Tensor<readonly ['batch']>): T.Tensor<readonly ['rows', 'latent']> =>
    // safe: each row is a number of a latent
    pipe(each as T.AnyTensor as T.Tensor<readonly ['rows*latent']>, T.splitRows('rows', 'latent', count)<readonly []>)
