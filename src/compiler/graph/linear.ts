/** Matrix products and reductions of traced values. */

import type { Builder } from './builder.js'
import { broadcastShape } from './elementwise.js'
import { axisSize, type Value } from './value.js'

/** The product of two matrices, either of them transposed. */
export const gemm = (
  builder: Builder,
  left: Value,
  right: Value,
  transposeLeft = false,
  transposeRight = false,
): Value =>
  builder.operation(
    'Gemm',
    [left, right],
    [axisSize(left.shape, transposeLeft ? 1 : 0), axisSize(right.shape, transposeRight ? 0 : 1)],
    'float32',
    { transA: transposeLeft ? 1 : 0, transB: transposeRight ? 1 : 0 },
  )

/** The products of stacks of matrices; the leading axes broadcast. */
export const matMul = (builder: Builder, left: Value, right: Value): Value =>
  builder.operation(
    'MatMul',
    [left, right],
    [
      ...broadcastShape(left.shape.slice(0, -2), right.shape.slice(0, -2)),
      axisSize(left.shape, -2),
      axisSize(right.shape, -1),
    ],
  )

/** More numbers are added in blocks: ONNX Runtime adds them one by one, and loses 2 % of 20 million. */
export const mostAdded = 2 ** 15

/** `ReduceSum`, `ReduceMean`, `ReduceMax`, `ReduceMin` or `ReduceProd` over the given axes. */
export const reduce = (
  builder: Builder,
  operation: string,
  value: Value,
  axes: readonly number[],
  keepAxes: boolean,
): Value => {
  const shape = keepAxes
    ? value.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : value.shape.filter((_, axis) => !axes.includes(axis))
  return builder.operation(operation, [value, builder.integers(axes)], shape, value.type, {
    keepdims: keepAxes ? 1 : 0,
  })
}
