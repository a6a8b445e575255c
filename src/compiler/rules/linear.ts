/** Moves transposes and biases into `Gemm`, and drops reductions over nothing. */

import type { Rule } from '../graph/builder.js'
import { cast, unary } from '../graph/elementwise.js'
import { reshape } from '../graph/layout.js'
import { mostAdded, reduce } from '../graph/linear.js'
import { axisSize, isOperation, isSplat, type OperationValue, sameShape, sizeOf, type Value } from '../graph/value.js'
import { elementwiseOperations } from '../interpreter/elementwise.js'

const activations = [...elementwiseOperations].filter((name) => name !== 'Where')

/** `Gemm` reads its operands transposed for nothing. */
const absorbTransposes: Rule = {
  name: 'absorb transposes into Gemm',
  operations: ['Gemm'],
  simplify: (builder, { inputs: [left, right, ...bias], shape, type, attributes }) => {
    if (left === undefined || right === undefined) return undefined
    const innerLeft = isOperation(left, 'Transpose') ? left.inputs[0] : undefined
    const innerRight = isOperation(right, 'Transpose') ? right.inputs[0] : undefined
    if (innerLeft === undefined && innerRight === undefined) return undefined
    const flip = (flag: unknown, moved: Value | undefined): number =>
      (flag === 1 ? 1 : 0) ^ (moved === undefined ? 0 : 1)
    return builder.operation('Gemm', [innerLeft ?? left, innerRight ?? right, ...bias], shape, type, {
      ...attributes,
      transA: flip(attributes.transA, innerLeft),
      transB: flip(attributes.transB, innerRight),
    })
  },
}

/** The product under a value whose rows are the product's rows, reshaped or not. */
const productUnder = (value: Value): OperationValue | undefined => {
  if (isOperation(value, 'Gemm')) return value
  const inner = isOperation(value, 'Reshape') ? value.inputs[0] : undefined
  return inner !== undefined && isOperation(inner, 'Gemm') && axisSize(inner.shape, 1) === value.shape.at(-1)
    ? inner
    : undefined
}

/** A bias added to a product is `Gemm`'s third operand. */
const absorbBias: Rule = {
  name: 'absorb a bias into Gemm',
  operations: ['Add'],
  simplify: (builder, { inputs, shape }) => {
    for (const [product, bias] of [inputs, inputs.toReversed()]) {
      if (product === undefined || bias === undefined || isSplat(bias)) continue
      const gemm = productUnder(product)
      const fits = sameShape(product.shape, shape) && bias.shape.length === 1 && bias.shape[0] === gemm?.shape[1]
      if (gemm === undefined || gemm.inputs.length !== 2 || !fits) continue
      const sum = builder.operation('Gemm', [...gemm.inputs, bias], gemm.shape, gemm.type, gemm.attributes)
      return reshape(builder, sum, shape)
    }
    return undefined
  },
}

/** An activation comes before the reshape of a product, where ONNX Runtime fuses it into the product. */
const activateEarly: Rule = {
  name: 'activate before reshaping a product',
  operations: activations,
  simplify: (builder, { operation, inputs: [value, second], shape, type, attributes }) => {
    const inner = value !== undefined && isOperation(value, 'Reshape') ? value.inputs[0] : undefined
    return second === undefined && inner !== undefined && isOperation(inner, 'Gemm')
      ? reshape(builder, unary(builder, operation, inner, attributes, type), shape)
      : undefined
  },
}

const reductions = ['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin']

/** Reducing an axis of size 1 only drops it. */
const reduceNothing: Rule = {
  name: 'reduce nothing',
  operations: reductions,
  simplify: (builder, { inputs: [value], shape }) =>
    value !== undefined && sizeOf(value.shape) === sizeOf(shape) ? reshape(builder, value, shape) : undefined,
}

/** A reduction of one number repeated is known without looking at every copy. */
const reduceSplat: Rule = {
  name: 'reduce a splat',
  operations: reductions,
  simplify: (builder, { operation, inputs: [value], shape, type }) => {
    if (value === undefined || !isSplat(value) || sizeOf(value.shape) === 0) return undefined
    const count = operation === 'ReduceSum' ? sizeOf(value.shape) / sizeOf(shape) : 1
    return builder.splat(value.value * count, shape, type)
  },
}

/** A sum of what was summed, without keeping axes between, is one sum. */
const reduceOnce: Rule = {
  name: 'reduce once',
  operations: ['ReduceSum'],
  simplify: (builder, { inputs: [value], shape }) => {
    const inner = value !== undefined && isOperation(value, 'ReduceSum') ? value.inputs[0] : undefined
    // what is added in blocks stays so
    if (inner === undefined || sizeOf(shape) !== 1 || sizeOf(inner.shape) > mostAdded) return undefined
    return reshape(builder, reduce(builder, 'ReduceSum', inner, [...inner.shape.keys()], false), shape)
  },
}

/** The sum of the rows of a matrix is a vector of ones times the matrix: half the time of ONNX Runtime's reduction. */
export const sumOfRows: Rule = {
  name: 'sum of rows',
  operations: ['ReduceSum'],
  simplify: (builder, { inputs: [value, axes], shape }) => {
    const first = axes?.kind === 'constant' && axes.values.length === 1 && axes.values[0] === 0
    if (value === undefined || !first || value.shape.length !== 2 || shape.length !== 1) return undefined
    const rows = axisSize(value.shape, 0)
    return rows < 16 || value.type !== 'float32'
      ? undefined
      : builder.operation('MatMul', [builder.splat(1, [rows]), value], shape)
  },
}

/** A reduction to one number reduces a list: ONNX Runtime is 20 times slower where an axis of size 1 is kept. */
const reduceList: Rule = {
  name: 'reduce a list',
  operations: reductions,
  simplify: (builder, { operation, inputs: [value], shape }) => {
    if (value === undefined || value.shape.length < 2 || sizeOf(shape) !== 1) return undefined
    const list = reshape(builder, value, [sizeOf(value.shape)])
    return reshape(builder, reduce(builder, operation, list, [0], false), shape)
  },
}

/** A cast of a cast from bool is one cast: bool holds 0 and 1, which every type holds. */
const castOnce: Rule = {
  name: 'cast once',
  operations: ['Cast'],
  simplify: (builder, { inputs: [value], type }) => {
    const inner = value !== undefined && isOperation(value, 'Cast') ? value.inputs[0] : undefined
    return inner !== undefined && inner.type === 'bool' ? cast(builder, inner, type) : undefined
  },
}

export const linearRules: readonly Rule[] = [
  absorbTransposes,
  absorbBias,
  activateEarly,
  reduceNothing,
  reduceSplat,
  sumOfRows,
  reduceOnce,
  reduceList,
  castOnce,
]
