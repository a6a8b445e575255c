/** Heads: layers that end a sequence in a law. */

import * as Bernoulli from '../distributions/bernoulli.js'
import { boundLogVariance } from '../distributions/bound.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import { child } from '../random/key.js'
import type { AnyShape, Dim, DimOf } from '../shapes/dim.js'
import type { SizeHint, UnlessNever } from '../shapes/door.js'
import * as T from '../tensors/index.js'
import { affineLayer, type InputSize, initialAffine, type OutputSize } from './affine.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { Affine, AffineParameters, Keep, NormalParameters, Step, TakesOneAxis } from './step.js'

// -----------------------------------------------------------------------------
// the μ and log σ² heads
// -----------------------------------------------------------------------------

/** Two affine maps from `In` to `Output`. */
export interface NormalHead<In extends Dim, Output extends Dim>
  extends Affine<'normalHead', In, Output, NormalParameters<In, Output>, 'DiagonalNormal'> {}

/** Two affine maps to `Output` from whatever one axis they are given. */
export interface NormalHeadTo<Output extends Dim> extends Step {
  readonly name: 'normalHead'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [Dim] ? readonly [Output] : TakesOneAxis<this['in']>
  readonly parameters: this['in'] extends readonly [infer In extends Dim] ? NormalParameters<In, Output> : never
  readonly kind: 'DiagonalNormal'
}

/** A normal head, given its input and its output size, or its output size alone. */
export interface NormalHeadLayer {
  <const In = SizeHint, const Output = SizeHint>(
    input: InputSize<In, 'normalHead'>,
    output: OutputSize<Output, 'normalHead'>,
  ): Layer<UnlessNever<keyof In | keyof Output, NormalHead<DimOf<In> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, 'normalHead'>,
  ): Layer<UnlessNever<keyof Output, NormalHeadTo<DimOf<Output> & Dim>>>
}

/**
 * The μ and log σ² heads of a diagonal normal law, each an affine map of its own.
 *
 * `normalHead(500, 20)`, or `normalHead(20)` with the input size of the layer before. The log-variance is bounded.
 *
 * Shapes: `[Row, In] -> DiagonalNormal<Row, [Out]>`.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix C.2.
 */
export const normalHead: NormalHeadLayer = (...sizes: readonly unknown[]) =>
  affineLayer<never>('normalHead', sizes, (input, output) => ({
    out: [output],
    kind: 'DiagonalNormal',
    family: DiagonalNormal.family,
    init: (key) => ({
      mean: initialAffine(input, output)(child('mean')(key)),
      logVariance: initialAffine(input, output)(child('logVariance')(key)),
    }),
    apply:
      ({ mean, logVariance }: NormalParameters<Dim, Dim>) =>
      (x: T.Tensor<readonly [Dim, Dim]>) =>
        DiagonalNormal.make<Dim, readonly [Dim]>(
          T.affine(mean.weight, mean.bias)(x),
          boundLogVariance(T.affine(logVariance.weight, logVariance.bias)(x)),
        ),
  }))

// -----------------------------------------------------------------------------
// Bernoulli by its logits
// -----------------------------------------------------------------------------

/** An affine map from `In` to the logits of `Output` Bernoulli laws. */
export interface BernoulliHead<In extends Dim, Output extends Dim>
  extends Affine<'bernoulliHead', In, Output, AffineParameters<In, Output>, 'Bernoulli'> {}

/** An affine map to the logits of `Output` Bernoulli laws from whatever one axis it is given. */
export interface BernoulliHeadTo<Output extends Dim> extends Step {
  readonly name: 'bernoulliHead'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [Dim] ? readonly [Output] : TakesOneAxis<this['in']>
  readonly parameters: this['in'] extends readonly [infer In extends Dim] ? AffineParameters<In, Output> : never
  readonly kind: 'Bernoulli'
}

/** A Bernoulli head, given its input and its output size, or its output size alone. */
export interface BernoulliHeadLayer {
  <const In = SizeHint, const Output = SizeHint>(
    input: InputSize<In, 'bernoulliHead'>,
    output: OutputSize<Output, 'bernoulliHead'>,
  ): Layer<UnlessNever<keyof In | keyof Output, BernoulliHead<DimOf<In> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, 'bernoulliHead'>,
  ): Layer<UnlessNever<keyof Output, BernoulliHeadTo<DimOf<Output> & Dim>>>
}

/**
 * The logits of independent Bernoulli laws: `bernoulliHead(500, 784)`, or `bernoulliHead(784)`.
 *
 * Shapes: `[Row, In] -> Bernoulli<Row, [Out]>`.
 * Source: Kingma and Welling, arXiv:1312.6114, appendix C.1.
 */
export const bernoulliHead: BernoulliHeadLayer = (...sizes: readonly unknown[]) =>
  affineLayer<never>('bernoulliHead', sizes, (input, output) => ({
    out: [output],
    kind: 'Bernoulli',
    family: Bernoulli.family,
    init: initialAffine(input, output),
    apply:
      ({ weight, bias }: AffineParameters<Dim, Dim>) =>
      (x: T.Tensor<readonly [Dim, Dim]>) =>
        Bernoulli.make<Dim, readonly [Dim]>(T.affine(weight, bias)(x)),
  }))

/** Logits that the layers before have already made, of any event. */
export interface BernoulliLogits extends Keep<'bernoulliLogits', 'Bernoulli'> {}

/**
 * A head without parameters: what it is given are the logits.
 *
 * Shapes: `[Row, ...Event] -> Bernoulli<Row, Event>`.
 */
export const bernoulliLogits: Layer<BernoulliLogits> = madeOf({
  name: 'bernoulliLogits',
  takes: null,
  build: (given) =>
    stateless(given, 'Bernoulli', Bernoulli.family, (x: T.Tensor<readonly [Dim, ...AnyShape]>) => Bernoulli.make(x)),
})
