/** Gradients of filters, and filters with noughts between their numbers: TensorFlow.js does not have them everywhere. */

import * as tf from '@tensorflow/tfjs-core'
import type { Windows } from '../shapes/convolution.js'

/** How TensorFlow.js is reported the padding: a number on every side of the image alone. */
export const padOf = ({ padding }: Windows): 'same' | 'valid' | tf.backend_util.ExplicitPadding =>
  typeof padding === 'number'
    ? [
        [0, 0],
        [padding, padding],
        [padding, padding],
        [0, 0],
      ]
    : padding

/** Noughts between the numbers of a filter: TensorFlow.js has no gradient of a dilated convolution. */
export const dilated = (filter: tf.Tensor4D, dilation: number): tf.Tensor4D => {
  if (dilation === 1) return filter
  const [height, width, from, to] = filter.shape
  const spread = tf.pad(tf.reshape(filter, [height, 1, width, 1, from * to]), [
    [0, 0],
    [0, dilation - 1],
    [0, 0],
    [0, dilation - 1],
    [0, 0],
  ])
  const whole = tf.reshape(spread, [height * dilation, width * dilation, from, to])
  return tf.slice(
    whole,
    [0, 0, 0, 0],
    [(height - 1) * dilation + 1, (width - 1) * dilation + 1, from, to],
  ) as tf.Tensor4D
}

/** WebAssembly has no kernel for the gradient of a filter. */
const hasFilterGradient = (): boolean => tf.getKernel('Conv2DBackpropFilter', tf.getBackend()) !== undefined

/** The gradient of a filter as a convolution: the images by their gradients, channels in place of rows. */
export const filterGradient = (
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  stride: number,
  windows: Windows,
) => {
  const [height, width] = filter.shape
  const info = tf.backend_util.computeConv2DInfo(x.shape, filter.shape, stride, 1, padOf(windows))
  const { top, bottom, left, right } = info.padInfo
  const images = tf.transpose(
    tf.pad(x, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]),
    [3, 1, 2, 0],
  ) as tf.Tensor4D
  const found = tf.conv2d(images, tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D, 1, 'valid', 'NHWC', stride)
  return tf.transpose(tf.slice(found, [0, 0, 0, 0], [-1, height, width, -1]), [1, 2, 0, 3])
}

/** Images by a filter. */
export type Through = (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor4D

/** A convolution with the given gradients of its images and of its filter, where TensorFlow.js has none of the filter. */
export const withGradients =
  (
    run: Through,
    gradients: (dy: tf.Tensor4D, x: tf.Tensor4D, filter: tf.Tensor4D) => [tf.Tensor4D, tf.Tensor4D],
  ): Through =>
  (x, filter) => {
    if (hasFilterGradient()) return run(x, filter)
    return tf.customGrad((images, by, save) => {
      const [given, using] = [images as tf.Tensor4D, by as tf.Tensor4D]
      ;(save as tf.GradSaveFunc)([given, using])
      return {
        value: run(given, using),
        gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
          gradients(dy as tf.Tensor4D, ...(saved as [tf.Tensor4D, tf.Tensor4D])),
      }
    })(x, filter) as tf.Tensor4D
  }
