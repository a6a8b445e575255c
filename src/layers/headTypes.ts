/** The types of the two heads that most programs end in, written out: they cost the compiler half as much as `SizedHead`. */

import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import type { InputSize, OutputSize } from './affine.js'
import type { Layer } from './layer.js'
import type { Affine, AffineParameters, NormalParameters, Step, TakesOneAxis } from './step.js'

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

/** An affine map from `In` to the logits of `Output` Bernoulli distributions. */
export interface BernoulliHead<In extends Dim, Output extends Dim>
  extends Affine<'bernoulliHead', In, Output, AffineParameters<In, Output>, 'Bernoulli'> {}

/** An affine map to the logits of `Output` Bernoulli distributions from whatever one axis it is given. */
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
