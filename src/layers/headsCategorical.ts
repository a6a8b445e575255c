/** The heads of categorical laws, exact and relaxed. */

import * as Categorical from '../distributions/categorical.js'
import * as RelaxedCategorical from '../distributions/relaxedCategorical.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { initialAffine } from './affine.js'
import { positive, type Temperature } from './headsOptions.js'
import { type SizedHead, sizedHead } from './headsSized.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { AffineParameters, Keep } from './step.js'

// -----------------------------------------------------------------------------
// categorical
// -----------------------------------------------------------------------------

/**
 * The logits of one categorical law of so many classes: `categoricalHead(500, 10)`, or `categoricalHead(10)`.
 *
 * For several laws, reshape and end in `categoricalLogits`.
 *
 * Shapes: `[Row, In] -> Categorical<Row, [Classes]>`.
 */
export const categoricalHead: SizedHead<'categoricalHead'> = sizedHead('categoricalHead', (input, output) => ({
  kind: 'Categorical',
  family: Categorical.family,
  init: initialAffine(input, output),
  apply:
    ({ weight, bias }: AffineParameters<Dim, Dim>) =>
    (x: T.Tensor<readonly [Dim, Dim]>) =>
      Categorical.make<Dim, readonly [Dim]>(T.affine(weight, bias)(x)),
}))

/** Logits that the layers before have already made, the classes last. */
export interface CategoricalLogits extends Keep<'categoricalLogits', 'Categorical'> {}

const noClasses = 'takes classes on the last axis but is given []'

/**
 * A head without parameters: what it is given are the logits, the classes last.
 *
 * Shapes: `[Row, ...Event] -> Categorical<Row, Event>`.
 */
export const categoricalLogits: Layer<CategoricalLogits> = madeOf({
  name: 'categoricalLogits',
  takes: null,
  build: (given) =>
    given.length === 0
      ? noClasses
      : stateless(given, 'Categorical', Categorical.family, (x: T.Tensor<readonly [Dim, ...AnyShape]>) =>
          Categorical.make(x),
        ),
})

// -----------------------------------------------------------------------------
// relaxed
// -----------------------------------------------------------------------------

/**
 * The logits of one relaxed categorical law (Gumbel-softmax, Concrete) of so many classes, at a temperature:
 * `relaxedCategoricalHead({ temperature: 0.5 })(500, 10)`, or `(10)`.
 *
 * Shapes: `[Row, In] -> RelaxedCategorical<Row, [Classes]>`.
 * Errors: a `ShapeError` when the temperature is not above 0.
 * Source: Maddison, Mnih and Teh, arXiv:1611.00712, section 3.
 */
export const relaxedCategoricalHead = <const Given extends number>({
  temperature,
}: Temperature<Given, 'relaxedCategoricalHead'>): SizedHead<'relaxedCategoricalHead'> => {
  const known = positive('relaxedCategoricalHead', 'temperature', temperature)
  return sizedHead('relaxedCategoricalHead', (input, output) => ({
    kind: 'RelaxedCategorical',
    family: RelaxedCategorical.family,
    init: initialAffine(input, output),
    apply:
      ({ weight, bias }: AffineParameters<Dim, Dim>) =>
      (x: T.Tensor<readonly [Dim, Dim]>) =>
        RelaxedCategorical.make<Dim, readonly [Dim]>(T.affine(weight, bias)(x), T.scalar(known)),
  }))
}

/** Logits of relaxed laws that the layers before have already made, the classes last. */
export interface RelaxedCategoricalLogits extends Keep<'relaxedCategoricalLogits', 'RelaxedCategorical'> {}

/**
 * A head without parameters, at a temperature: what it is given are the logits, the classes last.
 *
 * Shapes: `[Row, ...Event] -> RelaxedCategorical<Row, Event>`.
 * Errors: a `ShapeError` when the temperature is not above 0.
 */
export const relaxedCategoricalLogits = <const Given extends number>({
  temperature,
}: Temperature<Given, 'relaxedCategoricalLogits'>): Layer<RelaxedCategoricalLogits> => {
  const known = positive('relaxedCategoricalLogits', 'temperature', temperature)
  return madeOf({
    name: 'relaxedCategoricalLogits',
    takes: null,
    build: (given) =>
      given.length === 0
        ? noClasses
        : stateless(
            given,
            'RelaxedCategorical',
            RelaxedCategorical.family,
            (x: T.Tensor<readonly [Dim, ...AnyShape]>) => RelaxedCategorical.make(x, T.scalar(known)),
          ),
  })
}
