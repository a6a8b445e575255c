/** The head of a mixture of diagonal normal distributions: a mixture density network. */

import { boundLogVariance } from '../distributions/bound.js'
import * as NormalMixture from '../distributions/normalMixture.js'
import { child } from '../random/key.js'
import type { Dim, Size } from '../shapes/dim.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { initialAffine } from './affine.js'
import { type SizedHead, sizedHead } from './head.js'
import type { AffineParameters } from './step.js'

/** The parameters of the head of a mixture: the components before the numbers of the event. */
export type MixtureParameters<In extends Dim, Output extends Dim> = {
  readonly logits: AffineParameters<In, 'components'>
  readonly mean: AffineParameters<In, `components*${Output}`>
  readonly logVariance: AffineParameters<In, `components*${Output}`>
}

declare module './head.js' {
  interface OwnParameters<In extends Dim, Output extends Dim> {
    readonly mixtureHead: MixtureParameters<In, Output>
  }
}

const COMPONENTS = 'mixtureHead: the number of components'

/**
 * The weights, means and log-variances of so many normal components, each an affine map of its own:
 * `mixtureHead({ components: 5 })(500, 20)`, or `(20)`. The log-variances are bounded.
 *
 * Shapes: `[Row, In] -> NormalMixture<Row, [Out]>`.
 * Errors: a `ShapeError` when the number of components is not a whole number above 0.
 * Source: Bishop, "Mixture Density Networks", 1994.
 */
export const mixtureHead = <const Given extends number>({
  components,
}: {
  readonly components: WholeNumber<Given, typeof COMPONENTS>
}): SizedHead<'mixtureHead', 'NormalMixture'> => {
  const size = counted(components, COMPONENTS)
  return sizedHead('mixtureHead', (input, output) => {
    const several: Size<Dim> = { dim: `components*${output.dim}`, size: size * output.size }
    const event = [{ dim: 'components', size }, output] as const
    const spread = T.unflattenEvent<readonly ['components', Dim]>(event)
    return {
      kind: 'NormalMixture',
      family: NormalMixture.family,
      init: (key) => ({
        logits: initialAffine(input, { dim: 'components', size })(child('logits')(key)),
        mean: initialAffine(input, several)(child('mean')(key)),
        logVariance: initialAffine(input, several)(child('logVariance')(key)),
      }),
      apply:
        // 'output' stands for the name of any: of a `Dim` the names of components would be one of several
          ({ logits, mean, logVariance }: MixtureParameters<Dim, 'output'>) =>
          (x: T.Tensor<readonly [Dim, Dim]>) =>
            NormalMixture.make<Dim, readonly [Dim]>(
              T.affine(logits.weight, logits.bias)(x),
              spread(T.affine(mean.weight, mean.bias)(x)),
              boundLogVariance(spread(T.affine(logVariance.weight, logVariance.bias)(x))),
            ),
    }
  })
}
