/** Kernels of normalization. */
import type * as tf from '@tensorflow/tfjs'
import type { Builder } from '../graph/builder.js'
import { add, multiply, subtract, unary } from '../graph/elementwise.js'
import type { Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'

interface Statistics {
  readonly x: Value
  readonly mean: Value
  readonly variance: Value
  readonly scale?: Value
  readonly offset?: Value
}

const batchNorm = (builder: Builder, { x, mean, variance, scale, offset }: Statistics, epsilon: number): Value => {
  const deviation = unary(builder, 'Sqrt', add(builder, variance, builder.splat(epsilon)))
  const normal = multiply(builder, subtract(builder, x, mean), unary(builder, 'Reciprocal', deviation))
  const scaled = scale === undefined ? normal : multiply(builder, normal, scale)
  return offset === undefined ? scaled : add(builder, scaled, offset)
}

export const normalizationKernels: readonly Kernel[] = [
  kernel<tf.FusedBatchNormInputs, tf.FusedBatchNormAttrs>('FusedBatchNorm', (builder, inputs, { varianceEpsilon }) =>
    batchNorm(builder, inputs, varianceEpsilon),
  ),
]
