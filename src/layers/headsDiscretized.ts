/** The head of mixtures of logistic distributions that are rounded to the levels of pixels. */

import { pipe } from 'fp-ts/lib/function.js'
import { boundLogScale } from '../distributions/bound.js'
import * as DiscretizedLogistic from '../distributions/discretizedLogistic.js'
import { child } from '../random/key.js'
import type { Dim, Size } from '../shapes/dim.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { initialAffine } from './affine.js'
import { type SizedHead, sizedHead } from './head.js'
import type { AffineParameters } from './step.js'

/** The parameters of the head: the components before the numbers of the event. */
export type DiscretizedLogisticParameters<In extends Dim, Output extends Dim> = {
  readonly logits: AffineParameters<In, `components*${Output}`>
  readonly mean: AffineParameters<In, `components*${Output}`>
  readonly logScale: AffineParameters<In, `components*${Output}`>
}

declare module './head.js' {
  interface OwnParameters<In extends Dim, Output extends Dim> {
    readonly discretizedLogisticHead: DiscretizedLogisticParameters<In, Output>
  }
}

/** Half the levels: what a raw mean of 1 is away from the middle. */
const HALF = DiscretizedLogistic.MOST / 2

/** The log-scale of a raw one of 0, of half the levels: so narrow that a mixture has something to choose. */
const MIDDLE = Math.log(HALF) - 2

const WHAT = 'discretizedLogisticHead: the number of components' as const

/**
 * The logits, means and log-scales of so many logistic components for every pixel, each an affine map of its own:
 * `discretizedLogisticHead({ components: 5 })(500, 784)`, or `(784)`. A raw mean of -1 is 0 and of 1 is 255; scales are between e^-7 and
 * e^3 of half the levels.
 *
 * Shapes: `[Row, In] -> DiscretizedLogistic<Row, [Out]>`.
 * Errors: a `ShapeError` when the number of components is not a whole number above 0.
 * Source: Salimans et al., "PixelCNN++", arXiv:1701.05517, section 2.1.
 */
export const discretizedLogisticHead = <const Given extends number>({
  components,
}: {
  readonly components: WholeNumber<Given, typeof WHAT>
}): SizedHead<'discretizedLogisticHead', 'DiscretizedLogistic'> => {
  const size = counted(components, WHAT)
  return sizedHead('discretizedLogisticHead', (input, output) => {
    const several: Size<Dim> = { dim: `components*${output.dim}`, size: size * output.size }
    const spread = T.unflattenEvent<readonly ['components', Dim]>([{ dim: 'components', size }, output])
    const init = initialAffine(input, several)
    return {
      kind: 'DiscretizedLogistic',
      family: DiscretizedLogistic.family,
      init: (key) => ({
        logits: init(child('logits')(key)),
        mean: init(child('mean')(key)),
        logScale: init(child('logScale')(key)),
      }),
      apply:
        // 'output' stands for the name of any, as in `mixtureHead`
          ({ logits, mean, logScale }: DiscretizedLogisticParameters<Dim, 'output'>) =>
          (x: T.Tensor<readonly [Dim, Dim]>) =>
            DiscretizedLogistic.make<Dim, readonly [Dim]>(
              spread(T.affine(logits.weight, logits.bias)(x)),
              pipe(x, T.affine(mean.weight, mean.bias), spread, T.mulScalar(HALF), T.addScalar(HALF)),
              pipe(x, T.affine(logScale.weight, logScale.bias), spread, boundLogScale, T.addScalar(MIDDLE)),
            ),
    }
  })
}
