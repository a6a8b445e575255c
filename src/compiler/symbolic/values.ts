/** Makes one general value of three that stand at the same place in three traces. */

import { type Builder, makeBuilder } from '../graph/builder.js'
import { add, cast, divide, multiply } from '../graph/elementwise.js'
import { concat, reshape } from '../graph/layout.js'
import {
  type ConstantValue,
  type OperationValue,
  type SplatValue,
  sameShape,
  sourcesOf,
  type Value,
} from '../graph/value.js'
import { type Formula, fitFloats, fitIntegers, isConstant, mapTriple, type Triple } from './fit.js'
import { fail, nameOf, type SizeName, showShapes } from './symbol.js'

/** The general graph under way. */
export interface Context {
  readonly builder: Builder
  readonly symbol: SizeName
  readonly inputs: ReadonlyMap<string, Value>
  /** The size, read from an input when the model runs. Shape: `[1]`, of 64-bit integers. */
  readonly size: Value
  /** What has been made, by the value of the first trace. */
  readonly made: Map<Value, Value>
}

// -----------------------------------------------------------------------------
// numbers that follow the size
// -----------------------------------------------------------------------------

const integer = ({ builder, symbol, size }: Context, formula: Formula): Value => {
  if (formula.form === 'inverse') return fail('an integer', nameOf(symbol.name, formula))
  const product = multiply(builder, size, builder.integers([formula.factor]))
  return formula.offset === 0 ? product : add(builder, product, builder.integers([formula.offset]))
}

/** A list of integers, some of which follow the size. */
const integers = (context: Context, values: Triple<ConstantValue>): Value => {
  const { builder, symbol } = context
  const items = Array.from(values[0].values, (first, index) => {
    const at = mapTriple(values, (value) => value.values[index] ?? 0)
    if (isConstant(at)) return builder.integers([first])
    return integer(context, fitIntegers(symbol.sizes, at) ?? fail('an integer', at.join()))
  })
  const fixed = items.every((item) => item.kind === 'constant')
  return fixed ? builder.integers(Array.from(values[0].values)) : concat(builder, items, 0)
}

const number = ({ builder, symbol, size }: Context, values: Triple<SplatValue>): Value => {
  const [{ type, value }] = values
  const at = mapTriple(values, (splat) => splat.value)
  if (isConstant(at)) return builder.splat(value, [], type)
  const formula = fitFloats(symbol.sizes, at) ?? fail('a number', at.join())
  const scalar = cast(builder, reshape(builder, size, []), 'float32')
  const factor = builder.splat(formula.factor)
  const result =
    formula.form === 'inverse'
      ? divide(builder, factor, scalar)
      : add(builder, multiply(builder, scalar, factor), builder.splat(formula.offset))
  return cast(builder, result, type)
}

// -----------------------------------------------------------------------------
// known values
// -----------------------------------------------------------------------------

const shapesOf = (values: Triple<Value>): Triple<readonly number[]> => mapTriple(values, (value) => value.shape)

const splat = (context: Context, values: Triple<SplatValue>): Value => {
  const { builder } = context
  const [{ shape, value, type }] = values
  const filled = number(context, values)
  const fixed = shapesOf(values).every((other) => sameShape(other, shape))
  if (fixed && filled.kind === 'splat') return builder.splat(value, shape, type)
  if (shape.length === 0) return filled
  const lists = mapTriple(shapesOf(values), (other) => makeBuilder([]).integers(other))
  return builder.operation('Expand', [filled, integers(context, lists)], shape)
}

const sameNumbers = (left: ArrayLike<number>, right: ArrayLike<number>): boolean =>
  left.length === right.length && Array.prototype.every.call(left, (item, index) => Object.is(item, right[index]))

const constant = (context: Context, values: Triple<ConstantValue>): Value => {
  const [{ shape, type, values: numbers }, ...others] = values
  if (!others.every((other) => sameShape(other.shape, shape)))
    return fail(`a constant of ${type}`, showShapes(shapesOf(values)))
  if (type === 'int64' && shape.length === 1) return integers(context, values)
  const equal = others.every((other) => sameNumbers(numbers, other.values))
  return equal ? context.builder.constant(numbers, shape, type) : fail('a constant', 'numbers that differ')
}

// -----------------------------------------------------------------------------
// operations
// -----------------------------------------------------------------------------

/** A reshape in which one size follows the symbol leaves that size to ONNX. */
const freeReshape = ({ builder }: Context, values: Triple<OperationValue>, source: Value): Value | undefined => {
  const [{ shape }] = values
  const varying = shape.map((_, axis) => !isConstant(mapTriple(values, (value) => value.shape[axis] ?? 0)))
  if (varying.filter(Boolean).length !== 1) return undefined
  const target = shape.map((size, axis) => (varying[axis] ? -1 : size))
  return builder.operation('Reshape', [source, builder.integers(target)], shape)
}

const alike = (left: OperationValue, right: OperationValue): boolean =>
  left.operation === right.operation &&
  left.inputs.length === right.inputs.length &&
  JSON.stringify(left.attributes) === JSON.stringify(right.attributes)

const inputsAt = (values: Triple<Value>, index: number): Triple<Value> =>
  mapTriple(values, (value) => sourcesOf(value)[index] ?? fail('an operation', 'fewer inputs'))

const operation = (context: Context, values: Triple<OperationValue>): Value => {
  const [first, ...others] = values
  const operations = values.map((value) => value.operation).join(' and ')
  if (!others.every((other) => alike(first, other))) return fail(first.operation, operations)
  const sources = first.inputs.map((_, index) => generalValue(context, inputsAt(values, index)))
  const [source] = sources
  const free = first.operation === 'Reshape' && source !== undefined ? freeReshape(context, values, source) : undefined
  return free ?? context.builder.operation(first.operation, sources, first.shape, first.type, first.attributes)
}

// -----------------------------------------------------------------------------
// values
// -----------------------------------------------------------------------------

type OfKind<Kind extends Value['kind']> = Extract<Value, { readonly kind: Kind }>

const areOf = <Kind extends Value['kind']>(values: Triple<Value>, kind: Kind): values is Triple<OfKind<Kind>> =>
  values.every((value) => value.kind === kind)

const make = (context: Context, values: Triple<Value>): Value => {
  if (areOf(values, 'input')) return context.inputs.get(values[0].name) ?? fail('an input', values[0].name)
  if (areOf(values, 'splat')) return splat(context, values)
  if (areOf(values, 'constant')) return constant(context, values)
  if (areOf(values, 'operation')) return operation(context, values)
  if (!areOf(values, 'second')) return fail(`a ${values[0].kind}`, values.map((value) => value.kind).join(' and '))
  const of = generalValue(
    context,
    mapTriple(values, (value) => value.of),
  )
  return of.kind === 'operation'
    ? context.builder.second(of, values[0].shape, values[0].type)
    : fail('an operation of two results', `a ${of.kind}`)
}

/** The general value, made once. */
export const generalValue = (context: Context, values: Triple<Value>): Value => {
  const known = context.made.get(values[0])
  if (known !== undefined) return known
  const result = make(context, values)
  context.made.set(values[0], result)
  return result
}
