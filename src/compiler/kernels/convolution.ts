/** Kernels of convolutions and their gradients. TensorFlow.js's `conv2dTranspose` is the input gradient. */

import * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { reshape, transpose } from '../graph/layout.js'
import { gemm, matMul } from '../graph/linear.js'
import type { Shape, Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'
import { columns, fewChannels, type Geometry, inputByBlocks, inputByTaps, isBlocked, patches } from './patches.js'

// -----------------------------------------------------------------------------
// geometry
// -----------------------------------------------------------------------------

/** What all convolution kernels say of their windows. */
interface Windows {
  readonly strides: [number, number] | number
  readonly pad: tf.Conv2DAttrs['pad']
  readonly dataFormat?: string
  readonly dilations?: [number, number] | number
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

const geometryOf = (images: Shape, filter: Shape, windows: Windows, depthwise = false): Geometry => {
  if ((windows.dataFormat ?? 'NHWC') !== 'NHWC')
    throw new RangeError(`conv2d: takes images NHWC while tracing but is given ${windows.dataFormat}`)
  return tf.backend_util.computeConv2DInfo(
    // Images and filters have four axes: TensorFlow.js has checked that.
    [...images] as [number, number, number, number],
    [...filter] as [number, number, number, number],
    windows.strides,
    windows.dilations ?? 1,
    windows.pad,
    windows.dimRoundingMode,
    depthwise,
  )
}

export const toChannelsFirst = (builder: Builder, images: Value): Value => transpose(builder, images, [0, 3, 1, 2])

export const toChannelsLast = (builder: Builder, images: Value): Value => transpose(builder, images, [0, 2, 3, 1])

export const pads = ({ padInfo }: Geometry): readonly number[] => [
  padInfo.top,
  padInfo.left,
  padInfo.bottom,
  padInfo.right,
]

/** What a transposed convolution must add below and to the right, for pixels that no window reached. */
export const outputPadding = (geometry: Geometry): readonly number[] => {
  const missing = (size: number, count: number, stride: number, span: number, padding: number) =>
    size - ((count - 1) * stride + span - padding)
  const { padInfo, effectiveFilterHeight, effectiveFilterWidth } = geometry
  return [
    missing(
      geometry.inHeight,
      geometry.outHeight,
      geometry.strideHeight,
      effectiveFilterHeight,
      padInfo.top + padInfo.bottom,
    ),
    missing(
      geometry.inWidth,
      geometry.outWidth,
      geometry.strideWidth,
      effectiveFilterWidth,
      padInfo.left + padInfo.right,
    ),
  ]
}

// -----------------------------------------------------------------------------
// dense
// -----------------------------------------------------------------------------

const pixels = ({ batchSize, outHeight, outWidth }: Geometry): number => batchSize * outHeight * outWidth

const forward = (builder: Builder, x: Value, filter: Value, geometry: Geometry): Value => {
  const { filterHeight, filterWidth, inChannels, outChannels } = geometry
  const weights = reshape(builder, filter, [filterHeight * filterWidth * inChannels, outChannels])
  return reshape(builder, gemm(builder, columns(builder, x, geometry), weights), geometry.outShape)
}

/**
 * Computed transposed, with the few output channels as the rows of the product, which is faster.
 *
 * The transpose is of the filter's four axes: ONNX Runtime would fuse one of two axes into the product and undo it.
 */
const filterGradient = (builder: Builder, x: Value, dy: Value, geometry: Geometry): Value => {
  const { filterHeight, filterWidth, inChannels, outChannels } = geometry
  const rows = reshape(builder, dy, [pixels(geometry), outChannels])
  const product = gemm(builder, rows, columns(builder, x, geometry), true, false)
  const flipped = reshape(builder, product, [outChannels, filterHeight, filterWidth, inChannels])
  return transpose(builder, flipped, [1, 2, 3, 0])
}

const inputGradient = (builder: Builder, dy: Value, filter: Value, geometry: Geometry): Value => {
  // For few channels summing taps beats gathering blocks.
  if (geometry.inChannels <= fewChannels) return inputByTaps(builder, dy, filter, geometry)
  if (isBlocked(geometry)) return inputByBlocks(builder, dy, filter, geometry)
  const { batchSize, inChannels, inHeight, inWidth } = geometry
  const wide = builder.operation(
    'ConvTranspose',
    [toChannelsFirst(builder, dy), transpose(builder, filter, [3, 2, 0, 1])],
    [batchSize, inChannels, inHeight, inWidth],
    'float32',
    {
      strides: [geometry.strideHeight, geometry.strideWidth],
      dilations: [geometry.dilationHeight, geometry.dilationWidth],
      pads: pads(geometry),
      output_padding: outputPadding(geometry),
    },
  )
  return toChannelsLast(builder, wide)
}

const dense: readonly Kernel[] = [
  kernel<tf.Conv2DInputs, tf.Conv2DAttrs>('Conv2D', (builder, { x, filter }, attributes) =>
    forward(builder, x, filter, geometryOf(x.shape, filter.shape, attributes)),
  ),
  kernel<tf.Conv2DBackpropInputInputs, tf.Conv2DBackpropInputAttrs>(
    'Conv2DBackpropInput',
    (builder, { dy, filter }, attributes) =>
      inputGradient(builder, dy, filter, geometryOf(attributes.inputShape, filter.shape, attributes)),
  ),
  kernel<tf.Conv2DBackpropFilterInputs, tf.Conv2DBackpropFilterAttrs>(
    'Conv2DBackpropFilter',
    (builder, { x, dy }, attributes) =>
      filterGradient(builder, x, dy, geometryOf(x.shape, attributes.filterShape, attributes)),
  ),
]

// -----------------------------------------------------------------------------
// depthwise
// -----------------------------------------------------------------------------

/** `[Height, Width, Channels, Multiplier]` as ONNX's `[Channels * Multiplier, 1, Height, Width]`. */
const groupedFilter = (builder: Builder, filter: Value): Value => {
  const [height = 1, width = 1, channels = 1, multiplier = 1] = filter.shape
  return reshape(builder, transpose(builder, filter, [2, 3, 0, 1]), [channels * multiplier, 1, height, width])
}

const grouped = (geometry: Geometry) => ({
  group: geometry.inChannels,
  strides: [geometry.strideHeight, geometry.strideWidth],
  dilations: [geometry.dilationHeight, geometry.dilationWidth],
  pads: pads(geometry),
})

const depthwiseForward = (builder: Builder, x: Value, filter: Value, geometry: Geometry): Value => {
  const { batchSize, outChannels, outHeight, outWidth } = geometry
  const inputs = [toChannelsFirst(builder, x), groupedFilter(builder, filter)]
  const shape = [batchSize, outChannels, outHeight, outWidth]
  return toChannelsLast(builder, builder.operation('Conv', inputs, shape, 'float32', grouped(geometry)))
}

const depthwiseInputGradient = (builder: Builder, dy: Value, filter: Value, geometry: Geometry): Value => {
  const { batchSize, inChannels, inHeight, inWidth } = geometry
  const inputs = [toChannelsFirst(builder, dy), groupedFilter(builder, filter)]
  const shape = [batchSize, inChannels, inHeight, inWidth]
  const attributes = { ...grouped(geometry), output_padding: outputPadding(geometry) }
  return toChannelsLast(builder, builder.operation('ConvTranspose', inputs, shape, 'float32', attributes))
}

/** For each channel, its patches against the gradients of the outputs made of it. */
const depthwiseFilterGradient = (builder: Builder, x: Value, dy: Value, geometry: Geometry): Value => {
  const { inChannels, outChannels, filterHeight, filterWidth } = geometry
  const multiplier = outChannels / inChannels
  const seen = reshape(builder, patches(builder, x, geometry), [
    pixels(geometry),
    filterHeight * filterWidth,
    inChannels,
  ])
  const gradients = reshape(builder, dy, [pixels(geometry), inChannels, multiplier])
  const product = matMul(builder, transpose(builder, seen, [2, 1, 0]), transpose(builder, gradients, [1, 0, 2]))
  return reshape(builder, transpose(builder, product, [1, 0, 2]), geometry.filterShape)
}

const depthwise: readonly Kernel[] = [
  kernel<tf.DepthwiseConv2dNativeInputs, tf.DepthwiseConv2dNativeAttrs>(
    'DepthwiseConv2dNative',
    (builder, { x, filter }, attributes) =>
      depthwiseForward(builder, x, filter, geometryOf(x.shape, filter.shape, attributes, true)),
  ),
  kernel<tf.DepthwiseConv2dNativeBackpropInputInputs, tf.DepthwiseConv2dNativeBackpropInputAttrs>(
    'DepthwiseConv2dNativeBackpropInput',
    (builder, { dy, filter }, attributes) =>
      depthwiseInputGradient(builder, dy, filter, geometryOf(attributes.inputShape, filter.shape, attributes, true)),
  ),
  kernel<tf.DepthwiseConv2dNativeBackpropFilterInputs, tf.DepthwiseConv2dNativeBackpropFilterAttrs>(
    'DepthwiseConv2dNativeBackpropFilter',
    (builder, { x, dy }, attributes) =>
      depthwiseFilterGradient(builder, x, dy, geometryOf(x.shape, attributes.filterShape, attributes, true)),
  ),
]

export const convolutionKernels: readonly Kernel[] = [...dense, ...depthwise]
