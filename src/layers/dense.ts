/** The dense layer. */

import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { affineLayer, type InputSize, initialAffine, type OutputSize } from './affine.js'
import type { Layer } from './layer.js'
import type { Affine, AffineParameters, Step, TakesOneAxis } from './step.js'

/** A dense layer from `In` to `Output`. */
export interface Dense<In extends Dim, Output extends Dim>
  extends Affine<'dense', In, Output, AffineParameters<In, Output>, 'Tensor'> {}

/** A dense layer to `Output` from whatever one axis it is given. */
export interface DenseTo<Output extends Dim> extends Step {
  readonly name: 'dense'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [Dim] ? readonly [Output] : TakesOneAxis<this['in']>
  readonly parameters: this['in'] extends readonly [infer In extends Dim] ? AffineParameters<In, Output> : never
  readonly kind: 'Tensor'
}

/** A dense layer, given its input and its output size, or its output size alone. */
export interface DenseLayer {
  <const In = SizeHint, const Output = SizeHint>(
    input: InputSize<In, 'dense'>,
    output: OutputSize<Output, 'dense'>,
  ): Layer<UnlessNever<keyof In | keyof Output, Dense<DimOf<In> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, 'dense'>,
  ): Layer<UnlessNever<keyof Output, DenseTo<DimOf<Output> & Dim>>>
}

/**
 * A dense layer `x · weight + bias`: `dense(784, 500)`, or `dense(500)` with the input size of the layer before.
 *
 * Shapes: `[Row, In] -> [Row, Out]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * dense(784, 500).name
 * //=> 'dense'
 */
export const dense: DenseLayer = (...sizes: readonly unknown[]) =>
  affineLayer<never>('dense', sizes, (input, output) => ({
    out: [output],
    kind: 'Tensor',
    family: null,
    init: initialAffine(input, output),
    apply: (parameters: AffineParameters<Dim, Dim>) => T.affine(parameters.weight, parameters.bias),
  }))
