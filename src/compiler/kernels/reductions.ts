/** Kernels of reductions, scans and searches along an axis. */

import type * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { cast, divide } from '../graph/elementwise.js'
import { concat, part, reshape } from '../graph/layout.js'
import { mostAdded, reduce } from '../graph/linear.js'
import { axisSize, type OperationValue, type Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'
import { axesOf, axisOf } from './layout.js'

// -----------------------------------------------------------------------------
// reductions
// -----------------------------------------------------------------------------

const blockSize = 2 ** 10

/** The sum over one axis, which stays as 1: of blocks, then of their sums. */
const sumInBlocks = (builder: Builder, x: Value, axis: number): Value => {
  const size = axisSize(x.shape, axis)
  if (size <= blockSize) return reduce(builder, 'ReduceSum', x, [axis], true)
  const count = Math.floor(size / blockSize)
  const whole = part(builder, x, axis, 0, count * blockSize)
  const blocks = reshape(builder, whole, x.shape.toSpliced(axis, 1, count, blockSize))
  const sums = reduce(builder, 'ReduceSum', blocks, [axis + 1], false)
  const rest = size % blockSize
  const all =
    rest === 0
      ? sums
      : concat(builder, [sums, sumInBlocks(builder, part(builder, x, axis, size - rest, rest), axis)], axis)
  return sumInBlocks(builder, all, axis)
}

const sum = (builder: Builder, x: Value, axes: readonly number[], keepAxes: boolean): Value => {
  const counted = axes.reduce((product, axis) => product * axisSize(x.shape, axis), 1)
  if (counted <= mostAdded || x.type !== 'float32') return reduce(builder, 'ReduceSum', x, axes, keepAxes)
  const kept = axes.reduce((each, axis) => sumInBlocks(builder, each, axis), x)
  return keepAxes
    ? kept
    : reshape(
        builder,
        kept,
        x.shape.filter((_, axis) => !axes.includes(axis)),
      )
}

const mean = (builder: Builder, x: Value, axes: readonly number[], keepAxes: boolean): Value => {
  const counted = axes.reduce((product, axis) => product * axisSize(x.shape, axis), 1)
  if (counted <= mostAdded) return reduce(builder, 'ReduceMean', x, axes, keepAxes)
  return divide(builder, sum(builder, x, axes, keepAxes), builder.splat(counted))
}

const countable = (builder: Builder, x: Value): Value => (x.type === 'bool' ? cast(builder, x, 'int32') : x)

/** TensorFlow.js's kernels of `axis` and `keepDims`; `Max` alone calls its axes otherwise. */
const reducing = (name: string, operation: string): Kernel =>
  kernel<tf.MinInputs, Partial<tf.MinAttrs & tf.MaxAttrs>>(name, (builder, { x }, attributes) =>
    reduce(
      builder,
      operation,
      countable(builder, x),
      axesOf(attributes.reductionIndices ?? attributes.axis, x.shape),
      attributes.keepDims ?? false,
    ),
  )

const placeOfLargest = (builder: Builder, x: Value, axis: number): Value => {
  const shape = x.shape.toSpliced(axis, 1)
  return cast(builder, builder.operation('ArgMax', [x], shape, 'int64', { axis, keepdims: 0 }), 'int32')
}

// -----------------------------------------------------------------------------
// running sums and orders
// -----------------------------------------------------------------------------

const cumulativeSum = (builder: Builder, x: Value, { axis, exclusive, reverse: backwards }: tf.CumsumAttrs): Value =>
  builder.operation('CumSum', [x, builder.splat(axisOf(axis, x.shape), [], 'int64')], x.shape, x.type, {
    exclusive: exclusive ? 1 : 0,
    reverse: backwards ? 1 : 0,
  })

const topK = (builder: Builder, x: Value, count: number): readonly Value[] => {
  const shape = x.shape.with(-1, count)
  const numbers = cast(builder, x, 'float32')
  // The builder has no rule for TopK: what it returns is the operation it was asked for.
  const values = builder.operation('TopK', [numbers, builder.integers([count])], shape, 'float32', {
    axis: -1,
  }) as OperationValue
  return [cast(builder, values, x.type), cast(builder, builder.second(values, shape, 'int64'), 'int32')]
}

export const reductionKernels: readonly Kernel[] = [
  kernel<tf.SumInputs, tf.SumAttrs>('Sum', (builder, { x }, { axis, keepDims }) =>
    sum(builder, countable(builder, x), axesOf(axis, x.shape), keepDims ?? false),
  ),
  kernel<tf.MeanInputs, tf.MeanAttrs>('Mean', (builder, { x }, { axis, keepDims }) =>
    mean(builder, cast(builder, x, 'float32'), axesOf(axis, x.shape), keepDims ?? false),
  ),
  reducing('Max', 'ReduceMax'),
  reducing('Min', 'ReduceMin'),
  kernel<tf.ArgMaxInputs, tf.ArgMaxAttrs>('ArgMax', (builder, { x }, { axis }) =>
    placeOfLargest(builder, countable(builder, x), axisOf(axis, x.shape)),
  ),
  kernel<tf.CumsumInputs, tf.CumsumAttrs>('Cumsum', (builder, { x }, attributes) =>
    cumulativeSum(builder, x, attributes),
  ),
  kernel<tf.TopKInputs, tf.TopKAttrs>('TopK', (builder, { x }, { k }) => topK(builder, x, k)),
]
