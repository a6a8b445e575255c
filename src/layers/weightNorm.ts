/** The dense layer with normalized weights: their directions and their lengths are parameters of their own. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { affineLayer, type InputSize, initialAffine, type OutputSize } from './affine.js'
import type { Layer } from './layer.js'
import { inverseDeviation } from './normalized.js'
import type { Affine, Step, TakesOneAxis } from './step.js'

/** Directions, their lengths, and a bias. A type and not an interface, so that it is a tree of tensors. */
export type WeightNormParameters<In extends Dim, Output extends Dim> = {
  readonly direction: T.Tensor<readonly [In, Output]>
  readonly length: T.Tensor<readonly [Output]>
  readonly bias: T.Tensor<readonly [Output]>
}

/** A dense layer with normalized weights from `In` to `Output`. */
export interface WeightNorm<In extends Dim, Output extends Dim>
  extends Affine<'weightNorm', In, Output, WeightNormParameters<In, Output>, 'Tensor'> {}

/** A dense layer with normalized weights to `Output` from whatever one axis it is given. */
export interface WeightNormTo<Output extends Dim> extends Step {
  readonly name: 'weightNorm'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [Dim] ? readonly [Output] : TakesOneAxis<this['in']>
  readonly parameters: this['in'] extends readonly [infer In extends Dim] ? WeightNormParameters<In, Output> : never
  readonly kind: 'Tensor'
}

/** A dense layer with normalized weights, given its input and its output size, or its output size alone. */
export interface WeightNormLayer {
  <const In = SizeHint, const Output = SizeHint>(
    input: InputSize<In, 'weightNorm'>,
    output: OutputSize<Output, 'weightNorm'>,
  ): Layer<UnlessNever<keyof In | keyof Output, WeightNorm<DimOf<In> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, 'weightNorm'>,
  ): Layer<UnlessNever<keyof Output, WeightNormTo<DimOf<Output> & Dim>>>
}

type Weight = T.Tensor<readonly [Dim, Dim]>

const squaredLength = (direction: Weight): T.Tensor<readonly [Dim]> => T.sum(0)(T.square(direction))

/** Added to a squared length, so that a direction of 0 is a weight of 0: it changes no other that float32 can tell. */
const TINY = 1e-24

const weightOf = ({ direction, length }: WeightNormParameters<Dim, Dim>): Weight =>
  T.trailing.mul(pipe(direction, squaredLength, inverseDeviation(TINY), T.same.mul(length)))(direction)

/**
 * A dense layer `x · weight + bias` whose weights to each number have a direction and a length of their own, `weight = length ·
 * direction / |direction|`: `weightNorm(784, 500)`, or `weightNorm(500)` with the input size of the layer before.
 *
 * The first weights are those of `dense`: each length is that of its first direction.
 *
 * Shapes: `[Row, In] -> [Row, Out]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 * Source: Salimans and Kingma, "Weight Normalization", arXiv:1602.07868, equation 2.
 *
 * @example
 * weightNorm(784, 500).name
 * //=> 'weightNorm'
 */
export const weightNorm: WeightNormLayer = (...sizes: readonly unknown[]) =>
  affineLayer<never>('weightNorm', sizes, (input, output) => ({
    out: [output],
    kind: 'Tensor',
    family: null,
    init: (key: Key) => {
      const { weight: direction, bias } = initialAffine(input, output)(key)
      return { direction, length: T.sqrt(squaredLength(direction)), bias }
    },
    apply: (own: WeightNormParameters<Dim, Dim>) => T.affine(weightOf(own), own.bias),
  }))
