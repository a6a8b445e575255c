/** ONNX's elementwise operations in float64. */
import type { Attributes } from '../graph/value.js'
import { broadcastReader, type Evaluate, type Evaluations, input, numberAttribute, tabulate } from './numbers.js'

// -----------------------------------------------------------------------------
// functions of one number
// -----------------------------------------------------------------------------

/**
 * The error function, to the last digits of a float64.
 *
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6; all its terms are of one sign.
 */
export const erf = (x: number): number => {
  if (Math.abs(x) > 6) return Math.sign(x)
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

const roundHalfToEven = (x: number): number => {
  const below = Math.floor(x)
  const difference = x - below
  if (difference !== 0.5) return Math.round(x)
  return below % 2 === 0 ? below : below + 1
}

const truth = (condition: boolean): number => (condition ? 1 : 0)

/** ONNX's numbers for bool and for the integers. */
const castTo = (x: number, to: number): number => {
  if (to === 9) return truth(x !== 0)
  return to === 6 || to === 7 ? Math.trunc(x) : x
}

const seluScale = 1.0507009873554805
const seluAlpha = 1.6732632423543772

type Unary = (x: number, attributes: Attributes) => number

const unaries: Readonly<Record<string, Unary>> = {
  Abs: Math.abs,
  Acos: Math.acos,
  Acosh: Math.acosh,
  Asin: Math.asin,
  Asinh: Math.asinh,
  Atan: Math.atan,
  Atanh: Math.atanh,
  Cast: (x, attributes) => castTo(x, numberAttribute(attributes, 'to')),
  Ceil: Math.ceil,
  Cos: Math.cos,
  Cosh: Math.cosh,
  Elu: (x) => (x > 0 ? x : Math.expm1(x)),
  Erf: erf,
  Exp: Math.exp,
  Floor: Math.floor,
  HardSigmoid: (x, attributes) =>
    Math.min(1, Math.max(0, x * numberAttribute(attributes, 'alpha') + numberAttribute(attributes, 'beta'))),
  Identity: (x) => x,
  IsInf: (x) => truth(Math.abs(x) === Number.POSITIVE_INFINITY),
  IsNaN: (x) => truth(Number.isNaN(x)),
  LeakyRelu: (x, attributes) => (x >= 0 ? x : x * numberAttribute(attributes, 'alpha')),
  Log: Math.log,
  Neg: (x) => -x,
  Not: (x) => truth(x === 0),
  Reciprocal: (x) => 1 / x,
  Relu: (x) => Math.max(x, 0),
  Round: roundHalfToEven,
  Selu: (x) => seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x)),
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Sign: Math.sign,
  Sin: Math.sin,
  Sinh: Math.sinh,
  Softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  Sqrt: Math.sqrt,
  Tan: Math.tan,
  Tanh: Math.tanh,
}

// -----------------------------------------------------------------------------
// functions of two numbers
// -----------------------------------------------------------------------------

const remainderLike = (left: number, right: number, likeDivisor: boolean): number => {
  const remainder = left % right
  return likeDivisor && remainder !== 0 && remainder < 0 !== right < 0 ? remainder + right : remainder
}

const binaries: Readonly<Record<string, (left: number, right: number, attributes: Attributes) => number>> = {
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
  Mod: (left, right, attributes) => remainderLike(left, right, numberAttribute(attributes, 'fmod', 0) === 0),
  Mul: (left, right) => left * right,
  Or: (left, right) => truth(left !== 0 || right !== 0),
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
  (apply: (left: number, right: number, attributes: Attributes) => number): Evaluate =>
  (inputs, attributes, shape) => {
    const left = broadcastReader(input(inputs, 0), shape)
    const right = broadcastReader(input(inputs, 1), shape)
    return [tabulate(shape, (position) => apply(left(position), right(position), attributes))]
  }

const chooseBetween: Evaluate = (inputs, _, shape) => {
  const condition = broadcastReader(input(inputs, 0), shape)
  const yes = broadcastReader(input(inputs, 1), shape)
  const no = broadcastReader(input(inputs, 2), shape)
  return [tabulate(shape, (position) => (condition(position) !== 0 ? yes(position) : no(position)))]
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
