/** The masked dense layer: each number that it gives depends on some of those that it is given. */

import { pipe } from 'fp-ts/lib/function.js'
import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { AnySize, Dim, DimOf } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { affineLayer, type InputSize, initialAffine, type OutputSize } from './affine.js'
import type { Layer } from './layer.js'
import type { Affine, AffineParameters } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The degree of each number, or a function that gives it of its place. Range: whole numbers from 0. */
export type Degrees = readonly number[] | ((place: number) => number)

/** The degrees of the numbers on both sides of a masked layer. */
export interface MaskDegrees {
  readonly input: Degrees
  readonly output: Degrees
}

/** A masked dense layer from `In` to `Output`. */
export interface MaskedDense<In extends Dim, Output extends Dim>
  extends Affine<'maskedDense', In, Output, AffineParameters<In, Output>, 'Tensor'> {}

// -----------------------------------------------------------------------------
// masks
// -----------------------------------------------------------------------------

const degreesOf = (given: Degrees, { size }: AnySize, side: string): readonly number[] => {
  const degrees = typeof given === 'function' ? Array.from({ length: size }, (_, place) => given(place)) : given
  if (degrees.length !== size)
    return refuse(
      `maskedDense: ${mustBe(`the degrees of the ${side}`, `as many as it has numbers, ${size}`, degrees.length)}`,
    )
  const place = degrees.findIndex((degree) => !(Number.isInteger(degree) && degree >= 0))
  return place < 0
    ? degrees
    : refuse(mustBe(`maskedDense: the degree of ${side} ${place}`, 'a whole number from 0', String(degrees[place])))
}

/** 1 where the number that is given has not the higher degree, else 0. Shapes: `[In, Out]`. */
const maskOf = (input: AnySize, output: AnySize, degrees: MaskDegrees): T.HostTensor<readonly [Dim, Dim]> => {
  const [from, to] = [degreesOf(degrees.input, input, 'input'), degreesOf(degrees.output, output, 'output')]
  return {
    shape: [input.dim, output.dim],
    sizes: [input.size, output.size],
    values: Float32Array.from(from.flatMap((each) => to.map((other) => Number(each <= other)))),
  }
}

/** Two sizes and the degrees of both sides, as a layer. Internal. */
export const maskedAffine = (input: AnySize, output: AnySize, degrees: MaskDegrees) => {
  const mask = maskOf(input, output, degrees)
  return {
    init: initialAffine(input, output),
    apply: ({ weight, bias }: AffineParameters<Dim, Dim>) => T.affine(pipe(weight, T.same.mul(T.fromHost(mask))), bias),
  }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/**
 * A dense layer where a number that is given counts for those alone whose degree is not below its own:
 * `maskedDense(3, 3, { input: [1, 2, 3], output: [0, 1, 2] })` gives numbers each of which depends on those before it.
 *
 * A network of them is autoregressive where the inputs have the degrees 1, 2, … in an order, hidden numbers any from 1, and
 * the outputs one less than their inputs.
 *
 * Shapes: `[Row, In] -> [Row, Out]`. Errors: a `ShapeError` when a size is not a whole number above 0, where there are not
 * as many degrees as numbers, and for a degree that is not a whole number from 0.
 * Source: Germain, Gregor, Murray and Larochelle, "MADE: Masked Autoencoder for Distribution Estimation",
 * arXiv:1502.03509, equations 12 and 13, where the last has < in place of one less.
 *
 * @example
 * maskedDense(784, 500, { input: (pixel) => pixel + 1, output: (unit) => (unit % 783) + 1 }).name
 * //=> 'maskedDense'
 */
export const maskedDense = <const In = SizeHint, const Output = SizeHint>(
  input: InputSize<In, 'maskedDense'>,
  output: OutputSize<Output, 'maskedDense'>,
  degrees: MaskDegrees,
): Layer<UnlessNever<keyof In | keyof Output, MaskedDense<DimOf<In> & Dim, DimOf<Output> & Dim>>> =>
  affineLayer('maskedDense', [input, output], (from, to) => ({
    out: [to],
    kind: 'Tensor',
    family: null,
    ...maskedAffine(from, to, degrees),
  }))
