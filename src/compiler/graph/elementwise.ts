/** Elementwise operations on traced values. */

import { backend_util } from '@tensorflow/tfjs-core'
import type { Builder } from './builder.js'
import { type Attributes, type ElementType, isSplat, type Shape, type Value } from './value.js'

/** ONNX's numbers for the element types. */
export const onnxType: Readonly<Record<ElementType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 }

export const broadcastShape = (left: Shape, right: Shape): number[] =>
  backend_util.assertAndGetBroadcastShape([...left], [...right])

export const unary = (
  builder: Builder,
  operation: string,
  value: Value,
  attributes: Attributes = {},
  type: ElementType = value.type,
): Value => builder.operation(operation, [value], value.shape, type, attributes)

export const binary = (
  builder: Builder,
  operation: string,
  left: Value,
  right: Value,
  type: ElementType = left.type,
): Value => builder.operation(operation, [left, right], broadcastShape(left.shape, right.shape), type)

export const add = (builder: Builder, left: Value, right: Value): Value => binary(builder, 'Add', left, right)

export const subtract = (builder: Builder, left: Value, right: Value): Value => binary(builder, 'Sub', left, right)

export const multiply = (builder: Builder, left: Value, right: Value): Value => binary(builder, 'Mul', left, right)

export const divide = (builder: Builder, left: Value, right: Value): Value => binary(builder, 'Div', left, right)

/** A comparison, or a logical operation: its result is of type bool. */
export const compare = (builder: Builder, operation: string, left: Value, right: Value): Value =>
  binary(builder, operation, left, right, 'bool')

export const where = (builder: Builder, condition: Value, yes: Value, no: Value): Value =>
  builder.operation(
    'Where',
    [condition, yes, no],
    broadcastShape(condition.shape, broadcastShape(yes.shape, no.shape)),
    yes.type,
  )

/** The value in another type; itself when it has that type. Floats are truncated towards zero. */
export const cast = (builder: Builder, value: Value, type: ElementType): Value => {
  if (value.type === type) return value
  return isSplat(value)
    ? builder.splat(value.value, value.shape, type)
    : unary(builder, 'Cast', value, { to: onnxType[type] }, type)
}

/** One number of the value's own type, to be broadcast against it. */
export const scalarLike = (builder: Builder, value: Value, number: number): Value =>
  builder.splat(number, [], value.type)

/** `-x`, as a product: ONNX Runtime computes its `Neg` on one thread. */
export const negate = (builder: Builder, value: Value): Value =>
  multiply(builder, value, scalarLike(builder, value, -1))
