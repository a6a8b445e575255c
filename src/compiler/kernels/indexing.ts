/** Kernels that read and write by index: gather, scatter, one-hot. */

import type * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { add, cast, compare, multiply } from '../graph/elementwise.js'
import { gather, reshape, scatterAdd } from '../graph/layout.js'
import type { ElementType, Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'
import { axisOf } from './layout.js'

const gatherAlong = (builder: Builder, x: Value, indices: Value, axis: number, batchAxes: number): Value => {
  if (batchAxes !== 0)
    throw new RangeError(`gather: takes indices for all rows while tracing but is given ${batchAxes} axes of batches`)
  return gather(builder, x, indices, axis)
}

/**
 * Each index beside the numbers from 0 to the depth. Not ONNX's `OneHot`, which ONNX Runtime divides by zero in for no
 * indices, on WebAssembly.
 */
const oneHot = (builder: Builder, indices: Value, { depth, onValue, offValue, dtype }: tf.OneHotAttrs): Value => {
  const places = builder.constant(
    Array.from({ length: depth }, (_, place) => place),
    [depth],
    indices.type,
  )
  const found = compare(builder, 'Equal', reshape(builder, indices, [...indices.shape, 1]), places)
  // `tf.oneHot` gives numbers only.
  const type = (dtype ?? 'int32') as ElementType
  const numbers = cast(builder, found, type)
  if (onValue === 1 && offValue === 0) return numbers
  const step = multiply(builder, numbers, builder.splat(onValue - offValue, [], type))
  return add(builder, step, builder.splat(offValue, [], type))
}

export const indexingKernels: readonly Kernel[] = [
  kernel<tf.GatherV2Inputs, tf.GatherV2Attrs>('GatherV2', (builder, { x, indices }, { axis, batchDims }) =>
    gatherAlong(builder, x, indices, axisOf(axis, x.shape), batchDims ?? 0),
  ),
  kernel<tf.ScatterNdInputs, tf.ScatterNdAttrs>('ScatterNd', (builder, { indices, updates }, { shape }) =>
    scatterAdd(builder, shape, cast(builder, indices, 'int64'), updates),
  ),
  kernel<tf.OneHotInputs, tf.OneHotAttrs>('OneHot', (builder, { indices }, attributes) =>
    oneHot(builder, indices, attributes),
  ),
]
