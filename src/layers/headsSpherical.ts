/** The head of a distribution over the points of a sphere. */

import { pipe } from 'fp-ts/lib/function.js'
import { boundLogVariance } from '../distributions/bound.js'
import * as PowerSpherical from '../distributions/powerSpherical.js'
import { child } from '../random/key.js'
import type { Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { initialAffine } from './affine.js'
import { type SizedHead, sizedHead } from './head.js'
import type { AffineParameters } from './step.js'

/** The parameters of the head of a power spherical distribution. */
export type PowerSphericalParameters<In extends Dim, Output extends Dim> = {
  readonly direction: AffineParameters<In, Output>
  readonly logConcentration: AffineParameters<In, 1>
}

declare module './head.js' {
  interface OwnParameters<In extends Dim, Output extends Dim> {
    readonly powerSphericalHead: PowerSphericalParameters<In, Output>
  }
}

/**
 * The mean direction and the log-concentration of a power spherical distribution, each an affine map of its own:
 * `powerSphericalHead(500, 20)`, or `(20)`. The log-concentration is one number a row, within -10 and 10.
 *
 * Shapes: `[Row, In] -> PowerSpherical<Row, [Out]>`. Source: De Cao and Aziz, arXiv:2006.04437, section 4.
 */
export const powerSphericalHead: SizedHead<'powerSphericalHead', 'PowerSpherical'> = sizedHead(
  'powerSphericalHead',
  (input, output) => ({
    kind: 'PowerSpherical',
    family: PowerSpherical.family,
    init: (key) => ({
      direction: initialAffine(input, output)(child('direction')(key)),
      logConcentration: initialAffine(input, { dim: 1, size: 1 })(child('logConcentration')(key)),
    }),
    apply:
      ({ direction, logConcentration }: PowerSphericalParameters<Dim, Dim>) =>
      (x: T.Tensor<readonly [Dim, Dim]>) =>
        PowerSpherical.make<Dim, readonly [Dim]>(
          T.affine(direction.weight, direction.bias)(x),
          pipe(x, T.affine(logConcentration.weight, logConcentration.bias), boundLogVariance, T.squeeze(1)),
        ),
  }),
)
