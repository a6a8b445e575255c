/** Kernels that move elements: reshape, transpose, slice, concatenate, pad, tile, … */

import * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { concat, pad, part, reshape, reverse, slice, tile, transpose } from '../graph/layout.js'
import { axisSize, type ElementType, type Shape, sameShape, sizeOf, type Value } from '../graph/value.js'
import { check, type Kernel, kernel, listKernel } from './kernel.js'

/** The axes as numbers from 0; all of them when none are given. */
export const axesOf = (axis: number | readonly number[] | undefined | null, shape: Shape): number[] =>
  // TensorFlow.js takes undefined and null for "all", which its declaration does not say.
  tf.util.parseAxisParam(axis as number | number[], [...shape])

export const axisOf = (axis: number, shape: Shape): number => (axis < 0 ? axis + shape.length : axis)

const withAxis = (shape: Shape, axis: number): number[] =>
  shape.toSpliced(axis < 0 ? shape.length + 1 + axis : axis, 0, 1)

const reshaping: readonly Kernel[] = [
  kernel<tf.ReshapeInputs, tf.ReshapeAttrs>('Reshape', (builder, { x }, { shape }) =>
    reshape(builder, x, tf.util.inferFromImplicitShape(shape, sizeOf(x.shape))),
  ),
  kernel<tf.ExpandDimsInputs, tf.ExpandDimsAttrs>('ExpandDims', (builder, { input }, { dim }) =>
    reshape(builder, input, withAxis(input.shape, dim)),
  ),
  kernel<tf.TransposeInputs, tf.TransposeAttrs>('Transpose', (builder, { x }, { perm }) => transpose(builder, x, perm)),
  kernel<tf.ReverseInputs, tf.ReverseAttrs>('Reverse', (builder, { x }, { dims }) =>
    reverse(builder, x, axesOf(dims, x.shape)),
  ),
]

// -----------------------------------------------------------------------------
// slices
// -----------------------------------------------------------------------------

const unpack = (builder: Builder, value: Value, axis: number): Value[] => {
  const shape = value.shape.toSpliced(axis, 1)
  return Array.from({ length: axisSize(value.shape, axis) }, (_, index) =>
    reshape(builder, part(builder, value, axis, index, 1), shape),
  )
}

const split = (builder: Builder, x: Value, sizes: readonly number[], axis: number): Value[] =>
  sizes.map((size, index) => {
    const begin = sizes.slice(0, index).reduce((sum, before) => sum + before, 0)
    return part(builder, x, axis, begin, size)
  })

const slicing: readonly Kernel[] = [
  kernel<tf.SliceInputs, tf.SliceAttrs>('Slice', (builder, { x }, { begin, size }) => {
    // `parseSliceParams` reads the shape of its tensor and nothing else.
    const shaped = { shape: [...x.shape] } as tf.TensorInfo
    const [start, span] = tf.slice_util.parseSliceParams(shaped, begin, size)
    tf.slice_util.assertParamsValid(shaped, start ?? [], span ?? [])
    return slice(builder, x, start ?? [], span ?? [])
  }),
  kernel<tf.UnpackInputs, tf.UnpackAttrs>('Unpack', (builder, { value }, { axis }) =>
    unpack(builder, value, axisOf(axis, value.shape)),
  ),
  kernel<tf.SplitVInputs, tf.SplitVAttrs>('SplitV', (builder, { x }, { numOrSizeSplits, axis }) => {
    const at = axisOf(axis, x.shape)
    // `prepareSplitSize` reads the shape of its tensor and nothing else.
    const shaped = { shape: [...x.shape] } as tf.Tensor
    return split(builder, x, tf.backend_util.prepareSplitSize(shaped, numOrSizeSplits, at), at)
  }),
]

// -----------------------------------------------------------------------------
// joins and copies
// -----------------------------------------------------------------------------

const joining: readonly Kernel[] = [
  listKernel<tf.ConcatAttrs>('Concat', (builder, values, { axis }) => {
    const at = axisOf(axis, values[0]?.shape ?? [])
    const shapes = values.map((value) => [...value.shape])
    tf.backend_util.assertParamsConsistent(shapes, at)
    const filled = values.filter((value) => sizeOf(value.shape) > 0)
    return concat(builder, filled.length === 0 ? values : filled, at)
  }),
  listKernel<tf.PackAttrs>('Pack', (builder, values, { axis }) => {
    const [first] = values
    const same = values.every((value) => sameShape(value.shape, first?.shape ?? []))
    check(same, 'stack', 'tensors of one shape', ...values.map((value) => value.shape))
    const rows = values.map((value) => reshape(builder, value, withAxis(value.shape, axis)))
    return concat(builder, rows, axisOf(axis, rows[0]?.shape ?? []))
  }),
  kernel<tf.PadV2Inputs, tf.PadV2Attrs>('PadV2', (builder, { x }, { paddings, constantValue }) =>
    pad(builder, x, paddings, constantValue),
  ),
  kernel<tf.TileInputs, tf.TileAttrs>('Tile', (builder, { x }, { reps }) => tile(builder, x, reps)),
]

// -----------------------------------------------------------------------------
// constants
// -----------------------------------------------------------------------------

const range = (start: number, stop: number, step: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((stop - start) / step)) }, (_, index) => start + index * step)

const filling: readonly Kernel[] = [
  // `tf.fill` refuses strings without a backend that has them; what is left is ElementType.
  kernel<object, tf.FillAttrs>('Fill', (builder, _, { shape, value, dtype }) =>
    builder.splat(Number(value), shape, (dtype ?? 'float32') as ElementType),
  ),
  kernel<tf.ZerosLikeInputs>('ZerosLike', (builder, { x }) => builder.splat(0, x.shape, x.type)),
  kernel<object, tf.RangeAttrs>('Range', (builder, _, { start, stop, step, dtype }) => {
    const numbers = start === stop ? [] : range(start, stop, step)
    return builder.constant(numbers, [numbers.length], dtype)
  }),
]

export const layoutKernels: readonly Kernel[] = [...reshaping, ...slicing, ...joining, ...filling]
