/** Kernels that read and write by index: gather, one-hot, segment sums, scatters. */
import * as tf from '@tensorflow/tfjs'
import type { Builder } from '../graph/builder.js'
import { add, cast, compare, multiply } from '../graph/elementwise.js'
import { expand, gather, reshape, scatterAdd } from '../graph/layout.js'
import { axisSize, type ElementType, type Shape, sizeOf, type Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'
import { axisOf } from './layout.js'

// -----------------------------------------------------------------------------
// gather
// -----------------------------------------------------------------------------

/** Leading axes shared by values and indices become one, and each index is moved to its own block of rows. */
const gatherInBatches = (builder: Builder, x: Value, indices: Value, axis: number, batchAxes: number): Value => {
  const { batchSize, sliceSize, dimSize, outerSize, outputShape } =
    tf.backend_util.segment_util.collectGatherOpShapeInfo(
      // It reads the shapes of its tensors and nothing else.
      { shape: [...x.shape] } as tf.TensorInfo,
      { shape: [...indices.shape] } as tf.TensorInfo,
      axis,
      batchAxes,
    )
  const rows = reshape(builder, x, [batchSize, outerSize, dimSize, sliceSize])
  const lists = reshape(builder, indices, [batchSize, 1, sizeOf(indices.shape) / batchSize])
  const block = Float64Array.from({ length: batchSize * outerSize }, (_, index) => index * dimSize)
  const blocks = builder.constant(block, [batchSize, outerSize, 1], indices.type)
  const flat = add(builder, lists, blocks)
  const found = gather(builder, reshape(builder, rows, [batchSize * outerSize * dimSize, sliceSize]), flat, 0)
  return reshape(builder, found, outputShape)
}

const gatherV2 = (builder: Builder, x: Value, indices: Value, axis: number, batchAxes: number): Value => {
  if (batchAxes === 0) return gather(builder, x, indices, axis)
  return gatherInBatches(builder, x, indices, axis, batchAxes)
}

const gatherNd = (builder: Builder, params: Value, indices: Value): Value => {
  const depth = axisSize(indices.shape, -1)
  const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)]
  return builder.operation('GatherND', [params, cast(builder, indices, 'int64')], shape, params.type)
}

// -----------------------------------------------------------------------------
// scatter
// -----------------------------------------------------------------------------

const scatterNd = (builder: Builder, indices: Value, updates: Value, shape: Shape): Value =>
  scatterAdd(builder, shape, cast(builder, indices, 'int64'), updates)

const segmentSum = (builder: Builder, x: Value, segments: Value, count: number): Value => {
  const ids = reshape(builder, segments, [sizeOf(segments.shape), 1])
  const rows = reshape(builder, x, [sizeOf(segments.shape), ...x.shape.slice(segments.shape.length)])
  return scatterNd(builder, ids, rows, [count, ...rows.shape.slice(1)])
}

const overwrite = (builder: Builder, base: Value, indices: Value, updates: Value): Value =>
  builder.operation('ScatterND', [base, cast(builder, indices, 'int64'), updates], base.shape, base.type, {
    reduction: 'none',
  })

const sparseToDense = (builder: Builder, indices: Value, values: Value, initial: Value, shape: Shape): Value => {
  const base = expand(builder, reshape(builder, initial, []), shape)
  const rows = indices.shape.length === 2 ? indices : reshape(builder, indices, [sizeOf(indices.shape), 1])
  return overwrite(builder, base, rows, expand(builder, values, [axisSize(rows.shape, 0)]))
}

// -----------------------------------------------------------------------------
// one-hot
// -----------------------------------------------------------------------------

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
    gatherV2(builder, x, indices, axisOf(axis, x.shape), batchDims ?? 0),
  ),
  kernel<tf.GatherNdInputs>('GatherNd', (builder, { params, indices }) => gatherNd(builder, params, indices)),
  kernel<tf.ScatterNdInputs, tf.ScatterNdAttrs>('ScatterNd', (builder, { indices, updates }, { shape }) =>
    scatterNd(builder, indices, updates, shape),
  ),
  kernel<tf.TensorScatterUpdateInputs>('TensorScatterUpdate', (builder, { tensor, indices, updates }) =>
    overwrite(builder, tensor, indices, updates),
  ),
  kernel<tf.SparseToDenseInputs, tf.SparseToDenseAttrs>(
    'SparseToDense',
    (builder, { sparseIndices, sparseValues, defaultValue }, { outputShape }) =>
      sparseToDense(builder, sparseIndices, sparseValues, defaultValue, outputShape),
  ),
  kernel<tf.UnsortedSegmentSumInputs, tf.UnsortedSegmentSumAttrs>(
    'UnsortedSegmentSum',
    (builder, { x, segmentIds }, { numSegments }) => segmentSum(builder, x, segmentIds, numSegments),
  ),
  kernel<tf.OneHotInputs, tf.OneHotAttrs>('OneHot', (builder, { indices }, attributes) =>
    oneHot(builder, indices, attributes),
  ),
]
