/** Kernels that move elements: reshape, transpose, slice, concatenate, pad, tile, … */
import * as tf from '@tensorflow/tfjs'
import type { Builder } from '../graph/builder.js'
import { where } from '../graph/elementwise.js'
import { concat, expand, flatten, pad, part, reshape, reverse, slice, tile, transpose } from '../graph/layout.js'
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

/** A negative stride walks the reversed axis: element `begin` is then element `size - 1 - begin`. */
const stridedSlice = (builder: Builder, x: Value, attributes: tf.StridedSliceAttrs): Value => {
  const { begin, end, strides, finalShape, finalShapeSparse } = tf.slice_util.sliceInfo(
    [...x.shape],
    attributes.begin,
    attributes.end,
    attributes.strides,
    attributes.beginMask,
    attributes.endMask,
    attributes.ellipsisMask,
    attributes.newAxisMask,
    attributes.shrinkAxisMask,
  )
  if (sizeOf(finalShapeSparse) === 0) return builder.constant([], finalShape, x.type)
  const backwards = [...strides.keys()].filter((axis) => (strides[axis] ?? 1) < 0)
  const flipped = reverse(builder, x, backwards)
  const start = begin.map((first, axis) => (backwards.includes(axis) ? axisSize(x.shape, axis) - 1 - first : first))
  const span = begin.map((first, axis) => Math.abs((end[axis] ?? first) - first))
  return reshape(builder, slice(builder, flipped, start, span, strides.map(Math.abs)), finalShape)
}

const slicing: readonly Kernel[] = [
  kernel<tf.SliceInputs, tf.SliceAttrs>('Slice', (builder, { x }, { begin, size }) => {
    // `parseSliceParams` reads the shape of its tensor and nothing else.
    const shaped = { shape: [...x.shape] } as tf.TensorInfo
    const [start, span] = tf.slice_util.parseSliceParams(shaped, begin, size)
    tf.slice_util.assertParamsValid(shaped, start ?? [], span ?? [])
    return slice(builder, x, start ?? [], span ?? [])
  }),
  kernel<tf.StridedSliceInputs, tf.StridedSliceAttrs>('StridedSlice', (builder, { x }, attributes) =>
    stridedSlice(builder, x, attributes),
  ),
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

/** Repeats the border itself, which ONNX has not: the mirror begins with the last element. */
const padSymmetric = (builder: Builder, x: Value, paddings: readonly (readonly [number, number])[]): Value =>
  paddings.reduce((value, [before, after], axis) => {
    const size = axisSize(value.shape, axis)
    const mirrored = (begin: number, count: number) =>
      reverse(builder, part(builder, value, axis, begin, count), [axis])
    const front = before === 0 ? [] : [mirrored(0, before)]
    const back = after === 0 ? [] : [mirrored(size - after, after)]
    return concat(builder, [...front, value, ...back], axis)
  }, x)

const diagonal = (builder: Builder, x: Value): Value => {
  const count = sizeOf(x.shape)
  const mask = Float64Array.from({ length: count * count }, (_, index) => (index % (count + 1) === 0 ? 1 : 0))
  const chosen = builder.constant(mask, [count, count], 'bool')
  const rows = expand(builder, flatten(builder, x), [count, count])
  return reshape(builder, where(builder, chosen, rows, builder.splat(0, [], x.type)), [...x.shape, ...x.shape])
}

const depthToSpace = (builder: Builder, x: Value, block: number): Value => {
  const [batch = 1, height = 1, width = 1, depth = 1] = x.shape
  const channels = depth / block ** 2
  const blocks = reshape(builder, x, [batch, height, width, block, block, channels])
  const moved = transpose(builder, blocks, [0, 1, 3, 2, 4, 5])
  return reshape(builder, moved, [batch, height * block, width * block, channels])
}

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
  kernel<tf.MirrorPadInputs, tf.MirrorPadAttrs>('MirrorPad', (builder, { x }, { paddings, mode }) =>
    mode === 'symmetric' ? padSymmetric(builder, x, paddings) : pad(builder, x, paddings, 0, 'reflect'),
  ),
  kernel<tf.TileInputs, tf.TileAttrs>('Tile', (builder, { x }, { reps }) => tile(builder, x, reps)),
  kernel<tf.BroadcastToInputs, tf.BroadCastToAttrs>('BroadcastTo', (builder, { x }, { shape }) =>
    expand(builder, x, shape),
  ),
  kernel<tf.DiagInputs>('Diag', (builder, { x }) => diagonal(builder, x)),
  kernel<tf.DepthToSpaceInputs, tf.DepthToSpaceAttrs>('DepthToSpace', (builder, { x }, { blockSize, dataFormat }) => {
    if (dataFormat !== 'NHWC') throw new RangeError(`depthToSpace: takes images NHWC but is given ${dataFormat}`)
    return depthToSpace(builder, x, blockSize)
  }),
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
  kernel<tf.OnesLikeInputs>('OnesLike', (builder, { x }) => builder.splat(1, x.shape, x.type)),
  kernel<object, tf.RangeAttrs>('Range', (builder, _, { start, stop, step, dtype }) => {
    const numbers = start === stop ? [] : range(start, stop, step)
    return builder.constant(numbers, [numbers.length], dtype)
  }),
  kernel<object, tf.LinSpaceAttrs>('LinSpace', (builder, _, { start, stop, num }) => {
    const numbers = Array.from({ length: num }, (_, index) => start + (index * (stop - start)) / Math.max(1, num - 1))
    return builder.constant(numbers, [num], 'float32')
  }),
]

export const layoutKernels: readonly Kernel[] = [...reshaping, ...slicing, ...joining, ...filling]
