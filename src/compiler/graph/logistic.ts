/**
 * The logistic function and its logarithms, of operations that ONNX Runtime computes to the last digits at every number.
 *
 * Not by its own `Sigmoid`, which has an absolute error of 1e-7: it is 0 below -18, and falls where it should rise. Its
 * `Softplus` and `Elu` compute a number at a time, and are as rough.
 */

import type { Builder } from './builder.js'
import { add, divide, negate, subtract, unary } from './elementwise.js'
import { isOperation, isSplat, type Value } from './value.js'

const one = (builder: Builder): Value => builder.splat(1)

const exp = (builder: Builder, x: Value): Value => unary(builder, 'Exp', x)

/** `1 / (1 + e⁻ˣ)`: where `e⁻ˣ` overflows, it is below the smallest float32. */
export const sigmoid = (builder: Builder, x: Value): Value =>
  unary(builder, 'Reciprocal', add(builder, exp(builder, negate(builder, x)), one(builder)))

/**
 * `ln(1 + v)` for `v` of 0 and more, but for infinity: the logarithm of the rounded sum and, to first order, of what was
 * rounded away.
 */
export const log1pOfPositive = (builder: Builder, v: Value): Value => {
  const sum = add(builder, v, one(builder))
  const lost = subtract(builder, v, subtract(builder, sum, one(builder)))
  return add(builder, unary(builder, 'Log', sum), divide(builder, lost, sum))
}

const isNegatedSize = (value: Value | undefined): boolean =>
  value !== undefined &&
  isOperation(value, 'Mul') &&
  value.inputs[0] !== undefined &&
  isOperation(value.inputs[0], 'Abs') &&
  value.inputs[1] !== undefined &&
  isSplat(value.inputs[1], -1)

/** `ln(1 + eˣ)`, as `max(x, 0) + ln(1 + e^-|x|)`: of `-|x|` it is the second of both. */
export const softplus = (builder: Builder, x: Value): Value => {
  if (isNegatedSize(x)) return log1pOfPositive(builder, exp(builder, x))
  const decay = exp(builder, negate(builder, unary(builder, 'Abs', x)))
  return add(builder, unary(builder, 'Relu', x), log1pOfPositive(builder, decay))
}

/** The number between 0 and 1 that `softplus` has taken `ln(1 + v)` of, where a value is such a logarithm. */
export const logarithmOfDecay = (builder: Builder, value: Value): Value | undefined => {
  const logarithm = isOperation(value, 'Add') ? value.inputs[0] : undefined
  const sum = logarithm !== undefined && isOperation(logarithm, 'Log') ? logarithm.inputs[0] : undefined
  const v = sum !== undefined && isOperation(sum, 'Add') ? sum.inputs[0] : undefined
  if (v === undefined || !isOperation(v, 'Exp') || !isNegatedSize(v.inputs[0])) return undefined
  return log1pOfPositive(builder, v) === value ? v : undefined
}
