/** A flow on samples of a latent as terms see them: all axes of it as one, under the samples and the rows. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Rows, Samples } from '../distributions/coordinates.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import type { AnyBijection, Direction } from './bijection.js'

/** Where samples are moved to, and the logarithm of how volumes change there. */
export interface MovedSamples {
  readonly z: Samples
  /** Units: nats. */
  readonly logDeterminant: Rows
}

type Merged = T.Tensor<readonly ['samples*batch', ...AnyShape]>

/** Shapes: `[Samples*Row, ...Event]`. */
const rowsOf = (z: Samples, event: Sizes): Merged => pipe(z, T.mergeRows, T.unflattenEvent<AnyShape>(event))

/**
 * Samples through a flow of some parameters.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples', 'batch', 'latent']`, and `['samples', 'batch']`.
 */
export const moveSamples =
  (flow: AnyBijection, way: Direction, parameters: unknown) =>
  (z: Samples): MovedSamples => {
    const { y, logDeterminant } = flow[way](parameters)(rowsOf(z, flow.event) as never)
    const split = T.splitRows('samples', 'batch', z.sizes[0] as number)
    return {
      z: pipe(y as Merged, T.flattenEvent('latent'), split<readonly ['latent']>),
      logDeterminant: split<readonly []>(logDeterminant as T.Tensor<readonly ['samples*batch']>),
    }
  }
