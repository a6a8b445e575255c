/** ONNX's elementwise operations in float64. */

import { type Attributes, sameShape } from '../graph/value.js'
import { type Evaluate, type Evaluations, input, numberAttribute, stretchedReader, tabulate } from './numbers.js'

// -----------------------------------------------------------------------------
// functions of one number
// -----------------------------------------------------------------------------

const truth = (condition: boolean): number => (condition ? 1 : 0)

/** ONNX's numbers for bool and for the integers. */
const castTo = (x: number, to: number): number => {
  if (to === 9) return truth(x !== 0)
  return to === 6 || to === 7 ? Math.trunc(x) : x
}

type Unary = (x: number, attributes: Attributes) => number

const unaries: Readonly<Record<string, Unary>> = {
  Abs: Math.abs,
  Cast: (x, attributes) => castTo(x, numberAttribute(attributes, 'to')),
  Cos: Math.cos,
  Exp: Math.exp,
  Floor: Math.floor,
  HardSigmoid: (x, attributes) =>
    Math.min(1, Math.max(0, x * numberAttribute(attributes, 'alpha') + numberAttribute(attributes, 'beta'))),
  IsNaN: (x) => truth(Number.isNaN(x)),
  LeakyRelu: (x, attributes) => (x >= 0 ? x : x * numberAttribute(attributes, 'alpha')),
  Log: Math.log,
  Not: (x) => truth(x === 0),
  Reciprocal: (x) => 1 / x,
  Relu: (x) => Math.max(x, 0),
  Sin: Math.sin,
  Sqrt: Math.sqrt,
  Tanh: Math.tanh,
}

// -----------------------------------------------------------------------------
// functions of two numbers
// -----------------------------------------------------------------------------

const binaries: Readonly<Record<string, (left: number, right: number) => number>> = {
  Add: (left, right) => left + right,
  And: (left, right) => truth(left !== 0 && right !== 0),
  Div: (left, right) => left / right,
  Equal: (left, right) => truth(left === right),
  Greater: (left, right) => truth(left > right),
  GreaterOrEqual: (left, right) => truth(left >= right),
  Less: (left, right) => truth(left < right),
  LessOrEqual: (left, right) => truth(left <= right),
  Max: (left, right) => Math.max(left, right),
  Min: (left, right) => Math.min(left, right),
  Mul: (left, right) => left * right,
  Pow: (left, right) => left ** right,
  Sub: (left, right) => left - right,
}

// -----------------------------------------------------------------------------
// evaluations
// -----------------------------------------------------------------------------

/** The operations that give one element from one element of each input, at the same place. */
export const elementwiseOperations: ReadonlySet<string> = new Set([
  ...Object.keys(unaries),
  ...Object.keys(binaries),
  'Where',
])

const mapOne =
  (apply: Unary): Evaluate =>
  (inputs, attributes) => [Float64Array.from(input(inputs, 0).values, (x) => apply(x, attributes))]

const mapTwo =
  (apply: (left: number, right: number) => number): Evaluate =>
  (inputs, _, shape) => {
    const [one, other] = [input(inputs, 0), input(inputs, 1)]
    // most have one shape: no position is needed then
    if (sameShape(one.shape, other.shape))
      return [Float64Array.from(one.values, (value, flat) => apply(value, other.values[flat] as number))]
    const left = stretchedReader(one, shape)
    const right = stretchedReader(other, shape)
    return [tabulate(shape, (position, flat) => apply(left(position, flat), right(position, flat)))]
  }

const chooseBetween: Evaluate = (inputs, _, shape) => {
  const condition = stretchedReader(input(inputs, 0), shape)
  const yes = stretchedReader(input(inputs, 1), shape)
  const no = stretchedReader(input(inputs, 2), shape)
  const chosen = (position: readonly number[], flat: number) => (condition(position, flat) !== 0 ? yes : no)
  return [tabulate(shape, (position, flat) => chosen(position, flat)(position, flat))]
}

const clip: Evaluate = (inputs) => {
  const [low, high] = [input(inputs, 1).values[0] ?? Number.NaN, input(inputs, 2).values[0] ?? Number.NaN]
  return [Float64Array.from(input(inputs, 0).values, (x) => Math.min(Math.max(x, low), high))]
}

export const elementwise: Evaluations = {
  ...Object.fromEntries(Object.entries(unaries).map(([name, apply]) => [name, mapOne(apply)])),
  ...Object.fromEntries(Object.entries(binaries).map(([name, apply]) => [name, mapTwo(apply)])),
  Clip: clip,
  Where: chooseBetween,
}
