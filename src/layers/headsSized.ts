/** What the heads that go from one axis to another have in common: their types, and the door of their two sizes. */

import type { Kind } from '../distributions/family.js'
import type { Dim, DimOf, Size } from '../shapes/dim.js'
import type { SizeHint, UnlessNever } from '../shapes/door.js'
import type { Tensor } from '../tensors/tensor.js'
import { affineLayer, type InputSize, type OutputSize } from './affine.js'
import type { Built, Layer } from './layer.js'
import type { Affine, AffineParameters, Step, TakesOneAxis } from './step.js'

// -----------------------------------------------------------------------------
// the heads there are
// -----------------------------------------------------------------------------

/** The parameters of the Laplace head. */
export type LaplaceParameters<In extends Dim, Output extends Dim> = {
  readonly mean: AffineParameters<In, Output>
  readonly logScale: AffineParameters<In, Output>
}

/** The parameters of a normal head that learns its log-variances. */
export type LearnedNormalParameters<In extends Dim, Output extends Dim> = {
  readonly mean: AffineParameters<In, Output>
  readonly logVariance: Tensor<readonly [Output]>
}

/** The parameters of a normal head that learns one log-variance. */
export type SharedNormalParameters<In extends Dim, Output extends Dim> = {
  readonly mean: AffineParameters<In, Output>
  readonly logVariance: Tensor<readonly []>
}

/** The parameters of the head of a full covariance: its factor is a triangle, packed row by row. */
export type FullNormalParameters<In extends Dim, Output extends Dim> = {
  readonly mean: AffineParameters<In, Output>
  readonly triangle: AffineParameters<In, 'triangle'>
}

/** The parameters of the head of a mixture: the components before the numbers of the event. */
export type MixtureParameters<In extends Dim, Output extends Dim> = {
  readonly logits: AffineParameters<In, 'components'>
  readonly mean: AffineParameters<In, `components*${Output}`>
  readonly logVariance: AffineParameters<In, `components*${Output}`>
}

/** The parameters of each head, for its input and its output size. */
export interface HeadParameters<In extends Dim, Output extends Dim> {
  readonly laplaceHead: LaplaceParameters<In, Output>
  readonly categoricalHead: AffineParameters<In, Output>
  readonly relaxedCategoricalHead: AffineParameters<In, Output>
  readonly relaxedBernoulliHead: AffineParameters<In, Output>
  readonly continuousBernoulliHead: AffineParameters<In, Output>
  readonly poissonHead: AffineParameters<In, Output>
  readonly fixedNormalHead: AffineParameters<In, Output>
  readonly learnedNormalHead: LearnedNormalParameters<In, Output>
  readonly sharedNormalHead: SharedNormalParameters<In, Output>
  readonly fullNormalHead: FullNormalParameters<In, Output>
  readonly mixtureHead: MixtureParameters<In, Output>
}

/** The law that each head gives. */
export interface HeadKinds {
  readonly laplaceHead: 'Laplace'
  readonly categoricalHead: 'Categorical'
  readonly relaxedCategoricalHead: 'RelaxedCategorical'
  readonly relaxedBernoulliHead: 'RelaxedBernoulli'
  readonly continuousBernoulliHead: 'ContinuousBernoulli'
  readonly poissonHead: 'Poisson'
  readonly fixedNormalHead: 'DiagonalNormal'
  readonly learnedNormalHead: 'DiagonalNormal'
  readonly sharedNormalHead: 'DiagonalNormal'
  readonly fullNormalHead: 'FullNormal'
  readonly mixtureHead: 'NormalMixture'
}

/** The name of a head. */
export type HeadName = keyof HeadKinds & keyof HeadParameters<Dim, Dim>

// -----------------------------------------------------------------------------
// as steps
// -----------------------------------------------------------------------------

/** A head of both sizes. */
export interface Head<Name extends HeadName, In extends Dim, Output extends Dim>
  extends Affine<Name, In, Output, HeadParameters<In, Output>[Name], HeadKinds[Name] & Kind> {}

/** A head that takes whatever one axis it is given. */
export interface HeadTo<Name extends HeadName, Output extends Dim> extends Step {
  readonly name: Name
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [Dim] ? readonly [Output] : TakesOneAxis<this['in']>
  readonly parameters: this['in'] extends readonly [infer In extends Dim] ? HeadParameters<In, Output>[Name] : never
  readonly kind: HeadKinds[Name]
}

/** A head, given its input and its output size, or its output size alone. */
export interface SizedHead<Name extends HeadName> {
  <const In = SizeHint, const Output = SizeHint>(
    input: InputSize<In, Name>,
    output: OutputSize<Output, Name>,
  ): Layer<UnlessNever<keyof In | keyof Output, Head<Name, DimOf<In> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, Name>,
  ): Layer<UnlessNever<keyof Output, HeadTo<Name, DimOf<Output> & Dim>>>
}

/** A head from what it is for its two sizes. */
export const sizedHead =
  <Name extends HeadName>(
    name: Name,
    build: (input: Size<Dim>, output: Size<Dim>) => Omit<Built, 'out'>,
  ): SizedHead<Name> =>
  (...sizes: readonly unknown[]) =>
    affineLayer<never>(name, sizes, (input, output) => ({ out: [output], ...build(input, output) }))
