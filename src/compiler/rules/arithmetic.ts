/** Simplifies elementwise arithmetic: neutral elements, numbers joined, broadcasts left to the operation. */

import type { Builder, Proposal, Rule } from '../graph/builder.js'
import { binary, multiply, unary } from '../graph/elementwise.js'
import { expand, reshape } from '../graph/layout.js'
import { isOperation, isSplat, largestFloat, sameShape, sizeOf, type Value } from '../graph/value.js'
import { elementwiseOperations } from '../interpreter/elementwise.js'

const commutative = ['Add', 'Mul', 'Max', 'Min', 'Equal', 'And']
const binaries = [...commutative, 'Sub', 'Div', 'Pow', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual']
const unaries = [...elementwiseOperations].filter((name) => name !== 'Where' && !binaries.includes(name))

/** What an `Expand` stretches, else the value itself. */
const unexpanded = (value: Value): Value => (isOperation(value, 'Expand') ? value.inputs[0] : undefined) ?? value

/** What a `Reshape` reads, else the value itself. */
const unreshaped = (value: Value): Value => (isOperation(value, 'Reshape') ? value.inputs[0] : undefined) ?? value

/** A number on the left of a commutative operation goes to the right, where the other rules look. */
const numbersRight: Rule = {
  name: 'numbers to the right',
  operations: commutative,
  simplify: (builder, { operation, inputs: [left, right], type }) =>
    left !== undefined && right !== undefined && isSplat(left) && !isSplat(right)
      ? binary(builder, operation, right, left, type)
      : undefined,
}

const neutral: Readonly<Record<string, number>> = { Add: 0, Sub: 0, Mul: 1, Div: 1, Pow: 1 }

/** `x + 0`, `x - 0`, `x * 1`, `x / 1` and `x ** 1` are `x`. */
const dropNeutral: Rule = {
  name: 'drop neutral numbers',
  operations: Object.keys(neutral),
  simplify: (builder, { operation, inputs: [left, right], shape }) =>
    left !== undefined && right !== undefined && isSplat(right, neutral[operation] ?? Number.NaN)
      ? expand(builder, left, shape)
      : undefined,
}

/** A stack of one number is that number where the other operand has the full shape already. */
const shrink = (builder: Builder, operand: Value, other: Value, proposal: Proposal): Value => {
  if (!sameShape(other.shape, proposal.shape)) return operand
  if (isSplat(operand)) return operand.shape.length === 0 ? operand : builder.splat(operand.value, [], operand.type)
  return unexpanded(operand)
}

/** An operand is not stretched before an operation that stretches it anyway. */
const leaveBroadcast: Rule = {
  name: 'leave broadcasting to the operation',
  operations: binaries,
  simplify: (builder, proposal) => {
    const [left, right] = proposal.inputs
    if (left === undefined || right === undefined) return undefined
    const newRight = shrink(builder, right, left, proposal)
    const newLeft = shrink(builder, left, newRight, proposal)
    if (newLeft === left && newRight === right) return undefined
    return expand(builder, binary(builder, proposal.operation, newLeft, newRight, proposal.type), proposal.shape)
  },
}

/** Computes before stretching, not after. */
const expandLast: Rule = {
  name: 'expand last',
  operations: [...unaries, ...binaries],
  simplify: (builder, { operation, inputs: [first, second], shape, type, attributes }) => {
    if (first === undefined || !isOperation(first, 'Expand')) return undefined
    const inner = unexpanded(first)
    if (second === undefined) return expand(builder, unary(builder, operation, inner, attributes, type), shape)
    const other = unexpanded(second)
    const small = isSplat(second) ? builder.splat(second.value, [], second.type) : other
    const joins = isSplat(second) ? sameShape(first.shape, shape) : sameShape(inner.shape, other.shape)
    return joins ? expand(builder, binary(builder, operation, inner, small, type), shape) : undefined
  },
}

/** Whether a number is 0, or one that a float32 holds with all its digits: a factor that overflowed would make NaN of 0. */
const isKept = (value: number): boolean =>
  value === 0 || (Math.abs(value) >= 2 ** -126 && Math.abs(value) <= largestFloat)

/** `(x * a) * b` is `x * (a * b)`; `x / 2 ** n` is a product too. */
const joinFactors: Rule = {
  name: 'join factors',
  operations: ['Mul', 'Div'],
  simplify: (builder, { operation, inputs: [left, right], type }) => {
    if (left === undefined || right === undefined || !isSplat(right) || type !== 'float32') return undefined
    const exact = Number.isInteger(Math.log2(Math.abs(right.value))) && isKept(1 / right.value)
    if (operation === 'Div')
      return exact ? multiply(builder, left, builder.splat(1 / right.value, right.shape)) : undefined
    const [inner, factor] = isOperation(left, 'Mul') ? left.inputs : []
    if (inner === undefined || factor === undefined || !isSplat(factor)) return undefined
    return sameShape(inner.shape, left.shape) && isKept(right.value * factor.value)
      ? multiply(builder, inner, builder.splat(right.value * factor.value, right.shape))
      : undefined
  },
}

/** `Where` stretches its operands itself. */
const whereBroadcasts: Rule = {
  name: 'leave broadcasting to where',
  operations: ['Where'],
  simplify: (builder, { inputs, shape, type }) => {
    const whole = inputs.find(
      (input) => sameShape(input.shape, shape) && unexpanded(input) === input && !isSplat(input),
    )
    if (whole === undefined) return undefined
    const small = inputs.map((input) => {
      if (isSplat(input)) return input.shape.length === 0 ? input : builder.splat(input.value, [], input.type)
      return unexpanded(input)
    })
    return small.every((input, index) => input === inputs[index])
      ? undefined
      : builder.operation('Where', small, shape, type)
  },
}

/**
 * `x > 0` is `relu(x) > 0` where `relu(x)` is there already.
 *
 * The backward pass then needs `relu(x)` alone: `x` is not kept, and ONNX Runtime fuses the product and its activation.
 */
const reluSign: Rule = {
  name: 'sign of a relu',
  operations: ['Greater'],
  simplify: (builder, { inputs: [left, right], shape }) => {
    if (left === undefined || right === undefined || !isSplat(right, 0) || sizeOf(left.shape) !== sizeOf(shape))
      return undefined
    // An activation comes before the reshape of a product.
    const positive = [left, unreshaped(left)]
      .map((value) => builder.made('Relu', [value], value.shape))
      .find((value) => value)
    if (positive === undefined) return undefined
    return reshape(builder, binary(builder, 'Greater', positive, builder.splat(0, [], left.type), 'bool'), shape)
  },
}

/**
 * `x > 0` as a number is a hard sigmoid, so steep that no normal number stays below 1: one operation on all threads in place of two, one of which
 * ONNX Runtime runs on one. It is between 0 and 1 for denormal numbers alone.
 */
const positiveAsNumber: Rule = {
  name: 'positive as a number',
  operations: ['Cast'],
  simplify: (builder, { inputs: [value], shape, type }) => {
    const compared = value && unreshaped(value)
    const [left, right] = compared !== undefined && isOperation(compared, 'Greater') ? compared.inputs : []
    if (left === undefined || right === undefined || type !== 'float32' || left.type !== 'float32') return undefined
    if (!isSplat(right, 0) || sizeOf(left.shape) !== sizeOf(shape)) return undefined
    const slope = { alpha: { float: largestFloat }, beta: { float: 0 } }
    return reshape(builder, unary(builder, 'HardSigmoid', left, slope), shape)
  },
}

export const arithmeticRules: readonly Rule[] = [
  numbersRight,
  dropNeutral,
  expandLast,
  leaveBroadcast,
  joinFactors,
  whereBroadcasts,
  reluSign,
  positiveAsNumber,
]
