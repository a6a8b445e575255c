/** The heads of Bernoulli laws that are over the numbers between 0 and 1: relaxed and continuous. */

import * as ContinuousBernoulli from '../distributions/continuousBernoulli.js'
import * as RelaxedBernoulli from '../distributions/relaxedBernoulli.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { initialAffine } from './affine.js'
import { positive, type Temperature } from './headsOptions.js'
import { type SizedHead, sizedHead } from './headsSized.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { AffineParameters, Keep } from './step.js'

/**
 * The logits of independent continuous Bernoulli laws: `continuousBernoulliHead(500, 784)`, or `(784)`.
 *
 * Shapes: `[Row, In] -> ContinuousBernoulli<Row, [Out]>`. Source: Loaiza-Ganem and Cunningham, arXiv:1907.06845.
 */
export const continuousBernoulliHead: SizedHead<'continuousBernoulliHead'> = sizedHead(
  'continuousBernoulliHead',
  (input, output) => ({
    kind: 'ContinuousBernoulli',
    family: ContinuousBernoulli.family,
    init: initialAffine(input, output),
    apply:
      ({ weight, bias }: AffineParameters<Dim, Dim>) =>
      (x: T.Tensor<readonly [Dim, Dim]>) =>
        ContinuousBernoulli.make<Dim, readonly [Dim]>(T.affine(weight, bias)(x)),
  }),
)

/** Logits of continuous Bernoulli laws that the layers before have already made, of any event. */
export interface ContinuousBernoulliLogits extends Keep<'continuousBernoulliLogits', 'ContinuousBernoulli'> {}

/**
 * A head without parameters: what it is given are the logits.
 *
 * Shapes: `[Row, ...Event] -> ContinuousBernoulli<Row, Event>`.
 */
export const continuousBernoulliLogits: Layer<ContinuousBernoulliLogits> = madeOf({
  name: 'continuousBernoulliLogits',
  takes: null,
  build: (given) =>
    stateless(given, 'ContinuousBernoulli', ContinuousBernoulli.family, (x: T.Tensor<readonly [Dim, ...AnyShape]>) =>
      ContinuousBernoulli.make(x),
    ),
})

/**
 * The logits of independent relaxed Bernoulli laws at a temperature: `relaxedBernoulliHead({ temperature: 0.5 })(500,
 * 20)`, or `(20)`.
 *
 * Shapes: `[Row, In] -> RelaxedBernoulli<Row, [Out]>`. Errors: a `ShapeError` when the temperature is not above 0.
 * Source: Maddison, Mnih and Teh, arXiv:1611.00712, appendix B.
 */
export const relaxedBernoulliHead = <const Given extends number>({
  temperature,
}: Temperature<Given, 'relaxedBernoulliHead'>): SizedHead<'relaxedBernoulliHead'> => {
  const known = positive('relaxedBernoulliHead', 'temperature', temperature)
  return sizedHead('relaxedBernoulliHead', (input, output) => ({
    kind: 'RelaxedBernoulli',
    family: RelaxedBernoulli.family,
    init: initialAffine(input, output),
    apply:
      ({ weight, bias }: AffineParameters<Dim, Dim>) =>
      (x: T.Tensor<readonly [Dim, Dim]>) =>
        RelaxedBernoulli.make<Dim, readonly [Dim]>(T.affine(weight, bias)(x), T.scalar(known)),
  }))
}
