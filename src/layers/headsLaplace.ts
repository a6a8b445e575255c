/** The head of a Laplace law. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Laplace from '../distributions/laplace.js'
import { child } from '../random/key.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { initialAffine } from './affine.js'
import { type LaplaceParameters, type SizedHead, sizedHead } from './headsSized.js'

/** The largest log-scale a head gives, and minus it the smallest. */
export const LOG_SCALE_BOUND = 5

/** A log-scale that no input overflows: `5 tanh(raw / 5)`. Shapes: `[...Shape] -> [...Shape]`. Range: -5 to 5. */
export const boundLogScale = <Kept extends AnyShape>(raw: T.Tensor<Kept>): T.Tensor<Kept> =>
  pipe(raw, T.scaleBy(1 / LOG_SCALE_BOUND), T.tanh, T.scaleBy(LOG_SCALE_BOUND))

/**
 * The mean and the log-scale of a Laplace law, each an affine map of its own: `laplaceHead(500, 20)`, or
 * `laplaceHead(20)`. The log-scale is bounded.
 *
 * Shapes: `[Row, In] -> Laplace<Row, [Out]>`.
 */
export const laplaceHead: SizedHead<'laplaceHead'> = sizedHead('laplaceHead', (input, output) => ({
  kind: 'Laplace',
  family: Laplace.family,
  init: (key) => ({
    mean: initialAffine(input, output)(child('mean')(key)),
    logScale: initialAffine(input, output)(child('logScale')(key)),
  }),
  apply:
    ({ mean, logScale }: LaplaceParameters<Dim, Dim>) =>
    (x: T.Tensor<readonly [Dim, Dim]>) =>
      Laplace.make<Dim, readonly [Dim]>(
        T.affine(mean.weight, mean.bias)(x),
        boundLogScale(T.affine(logScale.weight, logScale.bias)(x)),
      ),
}))
