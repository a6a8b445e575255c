/** Larger images of the same pixels. */

import * as tf from '@tensorflow/tfjs-core'
import type { Known } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { type Upsample, upsample as upsampleShape } from '../shapes/upsample.js'
import { numberMessage } from '../shapes/windows.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import type { ShapeCheck, ShapeOr, Tensor } from './tensor.js'

/** Each row of a table as often as the factor, one after another: the gradient is the sum over its copies. */
const repeated = (x: tf.Tensor, count: number, factor: number): tf.Tensor =>
  tf.add(tf.reshape(x, [count, 1, x.size / count]), tf.zeros([1, factor, 1]))

/** Lines first, then the pixels of each: two additions of nothing that broadcast, since no engine has the gradient of more. */
const enlarged = (x: tf.Tensor, factor: number): tf.Tensor => {
  const [rows, height, width, channels] = x.shape as [number, number, number, number]
  const lines = repeated(x, rows * height, factor)
  const pixels = repeated(lines, rows * height * factor * width, factor)
  return tf.reshape(pixels, [rows, height * factor, width * factor, channels])
}

const FACTOR = 'upsample: the factor'

/**
 * Rows of images with each pixel as a square of equal pixels: nearest-neighbor upsampling, which with a convolution after it
 * leaves no checkerboard, as a transposed convolution may.
 *
 * Shapes: `[Row, H, W, C] -> [Row, H * Factor, W * Factor, C]`.
 * Errors: a `ShapeError` with the message of the compiler.
 * Source: Odena et al., "Deconvolution and Checkerboard Artifacts", Distill 2016.
 *
 * @example
 * pipe(zeros(['batch', 7, 'width', 64], [2, 7, 5, 64]), upsample(2)).shape
 * //=> ['batch', 14, 'width*2', 64]
 */
export const upsample =
  <const Factor extends number>(factor: Known<Factor, typeof FACTOR>) =>
  <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Upsample<From, Factor>>,
  ): Tensor<ShapeOr<Upsample<From, Factor>>> => {
    const by = Number(factor)
    const shape = orRefuse(numberMessage(factor, FACTOR) ?? upsampleShape(shapeOf(x), by))
    bind('upsample', [x])
    // safe: the run-time check of `Upsample` is held to the type by the shared case table
    return wrap(shape, enlarged(unwrap(x), by)) as never
  }
