/** The dense layer whose weight is divided by its largest singular value. */

import { pipe } from 'fp-ts/lib/function.js'
import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import type { AnySize, Dim, DimOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { affineLayer, type InputSize, initialAffine, type OutputSize } from './affine.js'
import type { Context, ContextStep } from './context.js'
import type { Layer } from './layer.js'
import { using } from './running.js'
import type { AffineParameters, Expect, TakesOneAxis } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A vector on its way to the first singular one. A type and not an interface, so that it is a tree of tensors. */
export type Singular<Output extends Dim> = { readonly u: T.Tensor<readonly [Output]> }

/** A dense layer of spectral norm 1 from `In` to `Output`. */
export interface SpectralNorm<In extends Dim, Output extends Dim> extends ContextStep {
  readonly name: 'spectralNorm'
  readonly takes: readonly [In]
  readonly out: Expect<readonly [In], this['in'], readonly [Output]>
  readonly parameters: AffineParameters<In, Output>
  readonly kind: 'Tensor'
  readonly uses: 'state'
  readonly state: Singular<Output>
}

/** A dense layer of spectral norm 1 to `Output` from whatever one axis it is given. */
export interface SpectralNormTo<Output extends Dim> extends ContextStep {
  readonly name: 'spectralNorm'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [Dim] ? readonly [Output] : TakesOneAxis<this['in']>
  readonly parameters: this['in'] extends readonly [infer In extends Dim] ? AffineParameters<In, Output> : never
  readonly kind: 'Tensor'
  readonly uses: 'state'
  readonly state: Singular<Output>
}

/** A dense layer of spectral norm 1, given its input and its output size, or its output size alone. */
export interface SpectralNormLayer {
  <const In = SizeHint, const Output = SizeHint>(
    input: InputSize<In, 'spectralNorm'>,
    output: OutputSize<Output, 'spectralNorm'>,
  ): Layer<UnlessNever<keyof In | keyof Output, SpectralNorm<DimOf<In> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, 'spectralNorm'>,
  ): Layer<UnlessNever<keyof Output, SpectralNormTo<DimOf<Output> & Dim>>>
}

// -----------------------------------------------------------------------------
// the largest singular value
// -----------------------------------------------------------------------------

type Weight = T.Tensor<readonly [Dim, Dim]>
type Vector = T.Tensor<readonly [Dim]>

/** Added to what is divided by, so that a weight of 0 gives 0. */
const TINY = 1e-12

const inverse = (x: T.Tensor<readonly []>): T.Tensor<readonly []> => T.div(T.addScalar(TINY)(x))(T.scalar(1))

/** `u · weight`. */
const through =
  (weight: Weight) =>
  (u: Vector): Vector =>
    pipe(u, T.expand(0), T.affine(weight, T.zeros([weight.shape[1]], [weight.sizes[1] as number])), T.squeeze(0))

/** Divided by its length. */
const unit = (x: Vector): Vector => T.trailing.mul(inverse(T.sqrt(T.sum(0)(T.square(x)))))(x)

/** A step of the power iteration. */
const nextOf = (weight: Weight, u: Vector): Vector =>
  pipe(u, through(T.transpose(weight)), unit, through(weight), unit, T.stopGradient)

/** `v · weight · u`, the gradient of which is taken of the weight alone. */
const sigmaOf = (weight: Weight, u: Vector): T.Tensor<readonly []> => {
  const along = through(T.transpose(weight))(u)
  return T.sum(0)(T.same.mul(T.stopGradient(unit(along)))(along))
}

const run =
  ({ weight, bias }: AffineParameters<Dim, Dim>, { mode, state }: Context<Singular<Dim>>) =>
  <Row extends Dim>(x: T.Tensor<readonly [Row, Dim]>) => {
    const u = mode === 'training' ? nextOf(weight, state.u) : state.u
    return [T.affine(T.trailing.mul(inverse(sigmaOf(weight, u)))(weight), bias)(x), { u }] as const
  }

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** All directions alike: the first steps turn it. */
const firstOf = ({ dim, size }: AnySize): Singular<Dim> => ({
  u: T.addScalar(1 / Math.sqrt(size))(T.zeros<readonly [Dim]>([dim], [size])),
})

/**
 * A dense layer `x · weight / σ + bias`, where σ is the largest singular value of the weight, so that no two inputs come to
 * lie further apart: `spectralNorm(784, 500)`, or `spectralNorm(500)` with the input size of the layer before.
 *
 * σ is estimated by power iteration: every run in training is one step, whose vector is the state. In evaluation the vector
 * stays. The estimate is never above σ and comes near it within some steps.
 *
 * Shapes: `[Row, In] -> [Row, Out]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 * Source: Miyato et al., "Spectral Normalization for Generative Adversarial Networks", arXiv:1802.05957, equation 8 and
 * algorithm 1, with σ of the vectors after the step, as evaluation has it.
 *
 * @example
 * spectralNorm(784, 500).name
 * //=> 'spectralNorm'
 */
export const spectralNorm: SpectralNormLayer = (...sizes: readonly unknown[]) =>
  affineLayer<never>('spectralNorm', sizes, (input, output) =>
    using({
      out: [output],
      uses: 'state',
      init: initialAffine(input, output),
      begin: () => firstOf(output),
      run,
    }),
  )
