/** The gated dense layer. */

import { child, type Key } from '../random/key.js'
import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { affineLayer, type InputSize, initialAffine, type OutputSize } from './affine.js'
import type { Layer } from './layer.js'
import type { Affine, AffineMaps, Step, TakesOneAxis } from './step.js'

/** A gated dense layer from `In` to `Output`. */
export interface Gated<In extends Dim, Output extends Dim>
  extends Affine<'gated', In, Output, AffineMaps<'value' | 'gate', In, Output>, 'Tensor'> {}

/** A gated dense layer to `Output` from whatever one axis it is given. */
export interface GatedTo<Output extends Dim> extends Step {
  readonly name: 'gated'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [Dim] ? readonly [Output] : TakesOneAxis<this['in']>
  readonly parameters: this['in'] extends readonly [infer In extends Dim]
    ? AffineMaps<'value' | 'gate', In, Output>
    : never
  readonly kind: 'Tensor'
}

/** A gated dense layer, given its input and its output size, or its output size alone. */
export interface GatedLayer {
  <const In = SizeHint, const Output = SizeHint>(
    input: InputSize<In, 'gated'>,
    output: OutputSize<Output, 'gated'>,
  ): Layer<UnlessNever<keyof In | keyof Output, Gated<DimOf<In> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, 'gated'>,
  ): Layer<UnlessNever<keyof Output, GatedTo<DimOf<Output> & Dim>>>
}

/**
 * A dense layer whose numbers each have a gate, `(x · a + b) · sigmoid(x · c + d)`: `gated(784, 300)`, or `gated(300)`
 * with the input size of the layer before.
 *
 * Shapes: `[Row, In] -> [Row, Out]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 * Source: Dauphin et al., "Language Modeling with Gated Convolutional Networks", arXiv:1612.08083, equation 1.
 *
 * @example
 * gated(784, 300).name
 * //=> 'gated'
 */
export const gated: GatedLayer = (...sizes: readonly unknown[]) =>
  affineLayer<never>('gated', sizes, (input, output) => {
    const first = initialAffine(input, output)
    return {
      out: [output],
      kind: 'Tensor',
      family: null,
      init: (key: Key) => ({ value: first(child('value')(key)), gate: first(child('gate')(key)) }),
      apply:
        ({ value, gate }: AffineMaps<'value' | 'gate', Dim, Dim>) =>
        (x: T.Tensor<readonly [Dim, Dim]>) =>
          T.same.mul(T.sigmoid(T.affine(gate.weight, gate.bias)(x)))(T.affine(value.weight, value.bias)(x)),
    }
  })
