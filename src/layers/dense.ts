/** The dense layer. */

import type { Dim, DimOf } from '../shapes/dim.js'
import type { KnownOptional, KnownSize, UnlessNever } from '../shapes/door.js'
import * as T from '../tensors/index.js'
import { affineLayer, type FromBefore, initialAffine } from './affine.js'
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

type DenseOf<First, Second> = UnlessNever<
  keyof First | keyof Second,
  [Second] extends [FromBefore] ? DenseTo<DimOf<First> & Dim> : Dense<DimOf<First> & Dim, DimOf<Second> & Dim>
>

/**
 * A dense layer `x · weight + bias`: `dense(784, 500)`, or `dense(500)` with the input size of the layer before.
 *
 * Shapes: `[Row, In] -> [Row, Out]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * dense(784, 500).name
 * //=> 'dense'
 */
export const dense = <const First, const Second = FromBefore>(
  first: KnownSize<First, Second extends FromBefore ? 'dense: the output size' : 'dense: the input size'>,
  second?: KnownOptional<Second, FromBefore, 'dense: the output size'>,
): Layer<DenseOf<First, Second>> =>
  affineLayer('dense', [first, second], (input, output) => ({
    out: [output],
    kind: 'Tensor',
    family: null,
    init: initialAffine(input, output),
    apply: (parameters: AffineParameters<Dim, Dim>) => T.affine(parameters.weight, parameters.bias),
  }))
