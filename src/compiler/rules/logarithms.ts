/** Takes fewer logarithms, which ONNX Runtime computes on one thread. */

import type { Builder, Rule } from '../graph/builder.js'
import { add, multiply, subtract, unary } from '../graph/elementwise.js'
import { part, reshape } from '../graph/layout.js'
import { reduce } from '../graph/linear.js'
import { log1pOfPositive, logarithmOfDecay } from '../graph/logistic.js'
import { axisSize, isOperation, numbersOf, type Shape, sameShape, sizeOf, type Value } from '../graph/value.js'

// -----------------------------------------------------------------------------
// sums
// -----------------------------------------------------------------------------

/** A value that is added, or taken away. */
interface Term {
  readonly value: Value
  readonly taken: boolean
}

/** Deeper sums are left alone: a value may stand in a sum many times, and would be looked at as often. */
const deepest = 4

/** What a value is the sum of: the terms under additions and subtractions of one shape, logarithms of decays whole. */
const termsOf = (builder: Builder, value: Value, taken = false, depth = 0): readonly Term[] => {
  const isSum = isOperation(value, 'Add') || isOperation(value, 'Sub')
  const [left, right] = isSum && depth < deepest && !logarithmOfDecay(builder, value) ? value.inputs : []
  if (left === undefined || right === undefined || !sameShape(left.shape, right.shape)) return [{ value, taken }]
  const isTaken = isOperation(value, 'Sub') !== taken
  return [...termsOf(builder, left, taken, depth + 1), ...termsOf(builder, right, isTaken, depth + 1)]
}

/** The sum of terms; `undefined` of none. */
const sumOf = (builder: Builder, terms: readonly Term[]): Value | undefined =>
  terms
    .toSorted((left, right) => Number(left.taken) - Number(right.taken))
    .reduce<Value | undefined>((sum, { value, taken }) => {
      if (sum === undefined) return taken ? unary(builder, 'Neg', value) : value
      return taken ? subtract(builder, sum, value) : add(builder, sum, value)
    }, undefined)

// -----------------------------------------------------------------------------
// logarithms
// -----------------------------------------------------------------------------

/** Sixteen numbers a logarithm: fewer logarithms would cost more operations than they save. */
const mostPairings = 4

/** Fewer numbers are not worth it. */
const fewest = 4

/**
 * Columns whose sum of `ln(1 + v)` is that of the given ones, and half as many: `(1 + a)(1 + b) - 1` is `a + b + ab`,
 * which keeps the digits of small numbers, as a product of `1 + v` would not. A column without a pair is apart.
 */
const paired = (builder: Builder, values: Value): readonly Value[] => {
  const count = axisSize(values.shape, 1)
  const half = Math.floor(count / 2)
  const [a, b] = [part(builder, values, 1, 0, half), part(builder, values, 1, half, half)]
  const pairs = add(builder, add(builder, a, b), multiply(builder, a, b))
  return count % 2 === 0 ? [pairs] : [pairs, part(builder, values, 1, count - 1, 1)]
}

/** The sum over the second axis of `ln(1 + v)`. Shapes: `[Rows, Columns] -> [Rows]`. */
const sumOfLog1p = (builder: Builder, values: Value, pairings: number): Value => {
  const alone = pairings === 0 || axisSize(values.shape, 1) < fewest
  if (alone) return reduce(builder, 'ReduceSum', log1pOfPositive(builder, values), [1], false)
  const [pairs = values, ...others] = paired(builder, values)
  return others.reduce(
    (sum, each) => add(builder, sum, sumOfLog1p(builder, each, 0)),
    sumOfLog1p(builder, pairs, pairings - 1),
  )
}

/** Whether a reduction takes the last axes away, all of them behind the ones that stay. */
const takesLast = (value: Value, axes: Value | undefined, shape: Shape): boolean => {
  const taken = axes?.kind === 'constant' ? Array.from(numbersOf(axes)) : []
  return (
    sameShape(value.shape.slice(0, shape.length), shape) &&
    taken.length === value.shape.length - shape.length &&
    taken.every((axis) => axis >= shape.length)
  )
}

/** `Σ ln(1 + v)` is `ln Π (1 + v)`: of 128 x 784 pixels of a Bernoulli likelihood, one logarithm for 16. */
const sumOfLogarithms: Rule = {
  name: 'logarithm of a product',
  operations: ['ReduceSum'],
  simplify: (builder, { inputs: [value, axes], shape }) => {
    if (value === undefined || sizeOf(value.shape) === 0 || !takesLast(value, axes, shape)) return undefined
    const [rows, count] = [sizeOf(shape), sizeOf(value.shape) / sizeOf(shape)]
    const terms = termsOf(builder, value).map((term) => ({ ...term, v: logarithmOfDecay(builder, term.value) }))
    const others = terms.filter(({ v }) => v === undefined)
    if (count < fewest || others.length === terms.length) return undefined
    const rest = sumOf(builder, others)
    const reduced = rest && reduce(builder, 'ReduceSum', rest, [...value.shape.keys()].slice(shape.length), false)
    const sums = terms.flatMap(({ v, taken }) => {
      if (v === undefined) return []
      const all = sumOfLog1p(builder, reshape(builder, v, [rows, count]), mostPairings)
      return [{ value: reshape(builder, all, shape), taken }]
    })
    return sumOf(builder, [...(reduced === undefined ? [] : [{ value: reduced, taken: false }]), ...sums])
  },
}

export const logarithmRules: readonly Rule[] = [sumOfLogarithms]
