/** Takes fewer logarithms, which ONNX Runtime computes on one thread. */

import type { Builder, Rule } from '../graph/builder.js'
import { add, multiply, negate, subtract } from '../graph/elementwise.js'
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
      if (sum === undefined) return taken ? negate(builder, value) : value
      return taken ? subtract(builder, sum, value) : add(builder, sum, value)
    }, undefined)

// -----------------------------------------------------------------------------
// logarithms
// -----------------------------------------------------------------------------

/**
 * How often halves are paired: then there is a logarithm for eight numbers. More operations, or eight parts at once, would take
 * as many of a few numbers each, which cost as much as being called.
 */
const pairings = 3

/** Halves of fewer numbers are not worth it. */
const fewest = 4

/**
 * `(1 + a)(1 + b) - 1`, as `a(1 + b) + b`: of numbers of 0 and more it keeps the digits of small ones, as a product of
 * `1 + v` would not.
 */
const pair = (builder: Builder, a: Value, b: Value): Value =>
  add(builder, multiply(builder, a, add(builder, b, builder.splat(1))), b)

/** The sum over the second axis of `ln(1 + v)`. Shapes: `[Rows, Columns] -> [Rows]`. */
const sumOfLog1p = (builder: Builder, values: Value, left = pairings): Value => {
  const count = axisSize(values.shape, 1)
  const size = Math.floor(count / 2)
  if (left === 0 || size < fewest) return reduce(builder, 'ReduceSum', log1pOfPositive(builder, values), [1], false)
  const [a, b] = [part(builder, values, 1, 0, size), part(builder, values, 1, size, size)]
  const paired = sumOfLog1p(builder, pair(builder, a, b), left - 1)
  return count === 2 * size
    ? paired
    : add(builder, paired, sumOfLog1p(builder, part(builder, values, 1, count - 1, 1), 0))
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

/** `Σ ln(1 + v)` is `ln Π (1 + v)`: of 128 x 784 pixels of a Bernoulli likelihood, one logarithm for 8. */
const sumOfLogarithms: Rule = {
  name: 'logarithm of a product',
  operations: ['ReduceSum'],
  simplify: (builder, { inputs: [value, axes], shape }) => {
    if (value === undefined || sizeOf(value.shape) === 0 || !takesLast(value, axes, shape)) return undefined
    const [rows, count] = [sizeOf(shape), sizeOf(value.shape) / sizeOf(shape)]
    const terms = termsOf(builder, value).map((term) => ({ ...term, v: logarithmOfDecay(builder, term.value) }))
    const others = terms.filter(({ v }) => v === undefined)
    if (count < 2 * fewest || others.length === terms.length) return undefined
    const rest = sumOf(builder, others)
    const reduced = rest && reduce(builder, 'ReduceSum', rest, [...value.shape.keys()].slice(shape.length), false)
    const sums = terms.flatMap(({ v, taken }) => {
      if (v === undefined) return []
      const all = sumOfLog1p(builder, reshape(builder, v, [rows, count]))
      return [{ value: reshape(builder, all, shape), taken }]
    })
    return sumOf(builder, [...(reduced === undefined ? [] : [{ value: reduced, taken: false }]), ...sums])
  },
}

export const logarithmRules: readonly Rule[] = [sumOfLogarithms]
