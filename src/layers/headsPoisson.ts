/** The head of a Poisson law. */

import { boundLogVariance } from '../distributions/bound.js'
import * as Poisson from '../distributions/poisson.js'
import type { Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { initialAffine } from './affine.js'
import { type SizedHead, sizedHead } from './headsSized.js'
import type { AffineParameters } from './step.js'

/**
 * The log-rates of independent Poisson laws: `poissonHead(500, 784)`, or `poissonHead(784)`. They are bounded as
 * log-variances are: rates from 0.00005 to 22,000.
 *
 * Shapes: `[Row, In] -> Poisson<Row, [Out]>`.
 */
export const poissonHead: SizedHead<'poissonHead'> = sizedHead('poissonHead', (input, output) => ({
  kind: 'Poisson',
  family: Poisson.family,
  init: initialAffine(input, output),
  apply:
    ({ weight, bias }: AffineParameters<Dim, Dim>) =>
    (x: T.Tensor<readonly [Dim, Dim]>) =>
      Poisson.make<Dim, readonly [Dim]>(boundLogVariance(T.affine(weight, bias)(x))),
}))
