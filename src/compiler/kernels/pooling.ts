/** Kernels of maximum and average pools and their gradients. */

import * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { compare, multiply, where } from '../graph/elementwise.js'
import { flatten, reshape } from '../graph/layout.js'
import { type Attributes, largestFloat, type OperationValue, type Shape, type Value } from '../graph/value.js'
import { outputPadding, pads, toChannelsFirst, toChannelsLast } from './convolution.js'
import { type Kernel, kernel } from './kernel.js'
import { type Geometry, over } from './patches.js'

const geometryOf = (images: Shape, attributes: tf.MaxPoolAttrs): Geometry =>
  tf.backend_util.computePool2DInfo(
    // Images have four axes: TensorFlow.js has checked that.
    [...images] as [number, number, number, number],
    attributes.filterSize,
    attributes.strides,
    1,
    attributes.pad,
    attributes.dimRoundingMode,
  )

const windows = (geometry: Geometry): Attributes => ({
  kernel_shape: [geometry.filterHeight, geometry.filterWidth],
  strides: [geometry.strideHeight, geometry.strideWidth],
  pads: pads(geometry),
})

const pooledShape = ({ batchSize, outChannels, outHeight, outWidth }: Geometry): Shape => [
  batchSize,
  outChannels,
  outHeight,
  outWidth,
]

// -----------------------------------------------------------------------------
// maximum
// -----------------------------------------------------------------------------

const maxPool = (builder: Builder, x: Value, geometry: Geometry): Value =>
  builder.operation('MaxPool', [toChannelsFirst(builder, x)], pooledShape(geometry), 'float32', windows(geometry))

/** The largest of each window: ONNX Runtime begins with the lowest float, and finds none lower. */
const largest = (builder: Builder, x: Value, geometry: Geometry): Value => {
  const found = maxPool(builder, x, geometry)
  const none = compare(builder, 'Equal', found, builder.splat(-largestFloat))
  return where(builder, none, builder.splat(Number.NEGATIVE_INFINITY), found)
}

/** `MaxPool`'s second result says where each maximum was, the first of equals: the gradient is added there. */
const maxPoolGradient = (builder: Builder, dy: Value, input: Value, geometry: Geometry): Value => {
  const { batchSize, inChannels, inHeight, inWidth } = geometry
  // A pool of a splat may be folded away; then every window's first pixel is its maximum, which only MaxPool knows.
  const pooled = maxPool(builder, input, geometry)
  const operation = pooled as OperationValue // No rule replaces MaxPool.
  const indices = builder.second(operation, pooledShape(geometry), 'int64')
  const size = batchSize * inChannels * inHeight * inWidth
  const updates = flatten(builder, toChannelsFirst(builder, dy))
  const scattered = builder.operation(
    'ScatterElements',
    [builder.splat(0, [size]), flatten(builder, indices), updates],
    [size],
    'float32',
    { axis: 0, reduction: 'add' },
  )
  return toChannelsLast(builder, reshape(builder, scattered, [batchSize, inChannels, inHeight, inWidth]))
}

// -----------------------------------------------------------------------------
// average
// -----------------------------------------------------------------------------

const averagePool = (builder: Builder, x: Value, geometry: Geometry): Value =>
  builder.operation('AveragePool', [toChannelsFirst(builder, x)], pooledShape(geometry), 'float32', {
    ...windows(geometry),
    count_include_pad: 0,
  })

/** How many pixels of the image each window holds: fewer where the padding cuts it. */
const windowSizes = (geometry: Geometry): number[] => {
  const { padInfo, strideHeight, strideWidth, filterHeight, filterWidth, inHeight, inWidth } = geometry
  const held = (index: number, stride: number, before: number, span: number, size: number) =>
    Math.min(index * stride - before + span, size) - Math.max(index * stride - before, 0)
  return over(geometry.outHeight, (row) =>
    over(geometry.outWidth, (column) => [
      held(row, strideHeight, padInfo.top, filterHeight, inHeight) *
        held(column, strideWidth, padInfo.left, filterWidth, inWidth),
    ]),
  )
}

/**
 * Each output's gradient is shared among the pixels its window holds.
 *
 * TensorFlow.js's plain backend divides by the whole window even where the padding cuts it, which is not the gradient
 * of its own forward pass; native TensorFlow divides as here.
 */
const averagePoolGradient = (builder: Builder, dy: Value, geometry: Geometry): Value => {
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = geometry
  const shares = builder.constant(
    windowSizes(geometry).map((size) => 1 / size),
    [outHeight, outWidth],
    'float32',
  )
  const shared = multiply(builder, toChannelsFirst(builder, dy), shares)
  const images = reshape(builder, shared, [batchSize * inChannels, 1, outHeight, outWidth])
  const ones = builder.splat(1, [1, 1, filterHeight, filterWidth])
  const spread = builder.operation(
    'ConvTranspose',
    [images, ones],
    [batchSize * inChannels, 1, inHeight, inWidth],
    'float32',
    {
      strides: [geometry.strideHeight, geometry.strideWidth],
      pads: pads(geometry),
      output_padding: outputPadding(geometry),
    },
  )
  return toChannelsLast(builder, reshape(builder, spread, [batchSize, inChannels, inHeight, inWidth]))
}

export const poolingKernels: readonly Kernel[] = [
  kernel<tf.MaxPoolInputs, tf.MaxPoolAttrs>('MaxPool', (builder, { x }, attributes) =>
    toChannelsLast(builder, largest(builder, x, geometryOf(x.shape, attributes))),
  ),
  kernel<tf.MaxPoolGradInputs, tf.MaxPoolGradAttrs>('MaxPoolGrad', (builder, { dy, input }, attributes) =>
    maxPoolGradient(builder, dy, input, geometryOf(input.shape, attributes)),
  ),
  kernel<tf.AvgPoolInputs, tf.AvgPoolAttrs>('AvgPool', (builder, { x }, attributes) =>
    toChannelsLast(builder, averagePool(builder, x, geometryOf(x.shape, attributes))),
  ),
  kernel<tf.AvgPoolGradInputs, tf.AvgPoolGradAttrs>('AvgPoolGrad', (builder, { dy, input }, attributes) =>
    averagePoolGradient(builder, dy, geometryOf(input.shape, attributes)),
  ),
]
