/** Takes fewer logarithms, which ONNX Runtime computes on one thread. */
import type { Builder, Rule } from '../graph/builder.js'
import { add, subtract, unary } from '../graph/elementwise.js'
import { reshape } from '../graph/layout.js'
import { reduce } from '../graph/linear.js'
import { isOperation, numbersOf, type Shape, sameShape, sizeOf, type Value } from '../graph/value.js'

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

/** What a value is the sum of: the terms under additions and subtractions of one shape. */
const termsOf = (value: Value, taken = false, depth = 0): readonly Term[] => {
  const isSum = isOperation(value, 'Add') || isOperation(value, 'Sub')
  const [left, right] = isSum && depth < deepest ? value.inputs : []
  return left === undefined || right === undefined || !sameShape(left.shape, right.shape)
    ? [{ value, taken }]
    : [...termsOf(left, taken, depth + 1), ...termsOf(right, isOperation(value, 'Sub') !== taken, depth + 1)]
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

/** So many factors from 1/2 to 1 have a product of at least 2 ** -120, which a float32 holds with all its digits. */
const mostFactors = 120

/** Below this it is not worth it. */
const fewestFactors = 4

/** Numbers from 1/2 to 1 whose logarithm a term is: `sigmoid(|x|)`, as in softplus. */
const boundedUnder = ({ value }: Term): Value | undefined => {
  const factors = isOperation(value, 'Log') ? value.inputs[0] : undefined
  const under = factors !== undefined && isOperation(factors, 'Sigmoid') ? factors.inputs[0] : undefined
  return under !== undefined && isOperation(under, 'Abs') ? factors : undefined
}

/** The largest number of factors that cuts so many into equal groups. */
const groupOf = (count: number): number => {
  const most = Math.min(mostFactors, count)
  return Array.from({ length: most }, (_, less) => most - less).find((size) => count % size === 0) ?? 1
}

/** The sums over all but the first axes of the logarithms of some factors. */
const logarithmOfProducts = (builder: Builder, factors: Value, rows: Shape, group: number): Value => {
  const groups = [...rows, sizeOf(factors.shape) / sizeOf(rows) / group, group]
  const products = reduce(builder, 'ReduceProd', reshape(builder, factors, groups), [rows.length + 1], false)
  return reduce(builder, 'ReduceSum', unary(builder, 'Log', products), [rows.length], false)
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

/** `Σ log q` is `log Π q`. A Bernoulli likelihood of 128 x 784 pixels takes 0.13 ms so, and 0.25 with every logarithm. */
const sumOfLogarithms: Rule = {
  name: 'logarithm of a product',
  operations: ['ReduceSum'],
  simplify: (builder, { inputs: [value, axes], shape }) => {
    if (value === undefined || sizeOf(value.shape) === 0 || !takesLast(value, axes, shape)) return undefined
    const terms = termsOf(value)
    const group = groupOf(sizeOf(value.shape) / sizeOf(shape))
    const logarithms = terms.flatMap((term) => {
      const factors = boundedUnder(term)
      return factors === undefined ? [] : [{ factors, taken: term.taken }]
    })
    if (group < fewestFactors || logarithms.length === 0) return undefined
    const rest = sumOf(
      builder,
      terms.filter((term) => boundedUnder(term) === undefined),
    )
    const reduced = rest && reduce(builder, 'ReduceSum', rest, [...value.shape.keys()].slice(shape.length), false)
    const products = logarithms.map(({ factors, taken }) => ({
      value: logarithmOfProducts(builder, factors, shape, group),
      taken,
    }))
    return sumOf(builder, [...(reduced === undefined ? [] : [{ value: reduced, taken: false }]), ...products])
  },
}

export const logarithmRules: readonly Rule[] = [sumOfLogarithms]
