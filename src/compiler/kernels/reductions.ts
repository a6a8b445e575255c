/** Kernels of reductions, scans and searches along an axis. */
import type * as tf from '@tensorflow/tfjs'
import type { Builder } from '../graph/builder.js'
import { cast, divide, multiply, unary } from '../graph/elementwise.js'
import { concat, pad, part, reshape, reverse } from '../graph/layout.js'
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
  kernel<tf.SumInputs, tf.SumAttrs & Partial<tf.MaxAttrs>>(name, (builder, { x }, attributes) =>
    reduce(
      builder,
      operation,
      countable(builder, x),
      axesOf(attributes.reductionIndices ?? attributes.axis, x.shape),
      attributes.keepDims ?? false,
    ),
  )

const logical = (name: string, operation: string): Kernel =>
  kernel<tf.AllInputs, tf.AllAttrs>(name, (builder, { x }, { axis, keepDims }) => {
    const counted = reduce(builder, operation, cast(builder, x, 'int32'), axesOf(axis, x.shape), keepDims)
    return cast(builder, counted, 'bool')
  })

const searching = (name: string): Kernel =>
  kernel<tf.ArgMaxInputs, tf.ArgMaxAttrs>(name, (builder, { x }, { axis }) => {
    const at = axisOf(axis, x.shape)
    const found = builder.operation(name, [countable(builder, x)], x.shape.toSpliced(at, 1), 'int64', {
      axis: at,
      keepdims: 0,
    })
    return cast(builder, found, 'int32')
  })

// -----------------------------------------------------------------------------
// scans
// -----------------------------------------------------------------------------

/** The value moved `distance` places along an axis, ones coming in. */
const shifted = (builder: Builder, x: Value, axis: number, distance: number): Value => {
  const padding = x.shape.map((_, index) => [index === axis ? distance : 0, 0] as const)
  return part(builder, pad(builder, x, padding, 1), axis, 0, axisSize(x.shape, axis))
}

/**
 * ONNX has no running product: it is made of `log2(size)` products with ever further neighbors.
 *
 * Source: Hillis and Steele, "Data parallel algorithms", 1986.
 */
const runningProduct = (builder: Builder, x: Value, axis: number): Value => {
  let product = x
  for (let distance = 1; distance < axisSize(x.shape, axis); distance *= 2)
    product = multiply(builder, product, shifted(builder, product, axis, distance))
  return product
}

const cumulativeProduct = (
  builder: Builder,
  x: Value,
  { axis, exclusive, reverse: backwards }: tf.CumprodAttrs,
): Value => {
  const at = axisOf(axis, x.shape)
  const forward = backwards ? reverse(builder, x, [at]) : x
  const product = runningProduct(builder, exclusive ? shifted(builder, forward, at, 1) : forward, at)
  return backwards ? reverse(builder, product, [at]) : product
}

const cumulativeSum = (builder: Builder, x: Value, { axis, exclusive, reverse: backwards }: tf.CumsumAttrs): Value =>
  builder.operation('CumSum', [x, builder.splat(axisOf(axis, x.shape), [], 'int64')], x.shape, x.type, {
    exclusive: exclusive ? 1 : 0,
    reverse: backwards ? 1 : 0,
  })

// -----------------------------------------------------------------------------
// along the last axis
// -----------------------------------------------------------------------------

/** Softmax over the last axis; TensorFlow.js transposes other axes there itself. */
const softmax = (name: string): Kernel =>
  kernel<tf.SoftmaxInputs>(name, (builder, { logits }) => unary(builder, name, logits, { axis: -1 }))

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
  reducing('Prod', 'ReduceProd'),
  logical('All', 'ReduceMin'),
  logical('Any', 'ReduceMax'),
  searching('ArgMax'),
  searching('ArgMin'),
  kernel<tf.CumsumInputs, tf.CumsumAttrs>('Cumsum', (builder, { x }, attributes) =>
    cumulativeSum(builder, x, attributes),
  ),
  kernel<tf.CumprodInputs, tf.CumprodAttrs>('Cumprod', (builder, { x }, attributes) =>
    cumulativeProduct(builder, x, attributes),
  ),
  softmax('Softmax'),
  softmax('LogSoftmax'),
  kernel<tf.TopKInputs, tf.TopKAttrs>('TopK', (builder, { x }, { k }) => topK(builder, x, k)),
]
