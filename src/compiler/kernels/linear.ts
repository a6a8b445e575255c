/** Kernels of matrix products. */

import type * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { reshape, transposeLast } from '../graph/layout.js'
import { gemm, matMul } from '../graph/linear.js'
import { axisSize, sizeOf, type Value } from '../graph/value.js'
import { check, type Kernel, kernel } from './kernel.js'

// -----------------------------------------------------------------------------
// products
// -----------------------------------------------------------------------------

/** `Gemm` for two matrices, also as stacks of one; `MatMul` for real stacks. */
const batchMatMul = (builder: Builder, a: Value, b: Value, flipA: boolean, flipB: boolean): Value => {
  const stack = (value: Value) => value.shape.slice(0, -2)
  const [rowsAxis, columnsAxis] = [flipA ? -1 : -2, flipB ? -2 : -1]
  const matrices = a.shape.length >= 2 && b.shape.length >= 2
  const agree = matrices && a.shape.at(flipA ? -2 : -1) === b.shape.at(flipB ? -1 : -2)
  check(agree, 'matMul', 'matrices whose inner sizes are the same', a.shape, b.shape)
  // ONNX Runtime's `Gemm` is of floats alone.
  if (a.type === 'float32' && sizeOf(stack(a)) === 1 && sizeOf(stack(b)) === 1) {
    const matrix = (value: Value) => (value.shape.length === 2 ? value : reshape(builder, value, value.shape.slice(-2)))
    const lead = stack(a).length > stack(b).length ? stack(a) : stack(b)
    const product = gemm(builder, matrix(a), matrix(b), flipA, flipB)
    return reshape(builder, product, [...lead, axisSize(a.shape, rowsAxis), axisSize(b.shape, columnsAxis)])
  }
  const left = flipA ? transposeLast(builder, a) : a
  return matMul(builder, left, flipB ? transposeLast(builder, b) : b)
}

export const linearKernels: readonly Kernel[] = [
  kernel<tf.BatchMatMulInputs, tf.BatchMatMulAttrs>('BatchMatMul', (builder, { a, b }, { transposeA, transposeB }) =>
    batchMatMul(builder, a, b, transposeA, transposeB),
  ),
]
