/**
 * One graph for every size, from graphs traced at three.
 *
 * A trace bakes its sizes in: into the targets of reshapes and expansions, the ends of slices, and numbers such as the
 * `1 / batch` of a mean. Traces at different sizes differ in those and, if the program is the same for all sizes, in
 * nothing else; so the numbers that differ are made formulas of the size, which the model reads from its input.
 */
import * as Either from 'fp-ts/lib/Either.js'
import { type Builder, makeBuilder } from '../graph/builder.js'
import { add, cast, divide, multiply } from '../graph/elementwise.js'
import { concat } from '../graph/layout.js'
import {
  type ConstantValue,
  type Graph,
  type GraphInput,
  type OperationValue,
  type SplatValue,
  type SymbolicSize,
  sameShape,
  sourcesOf,
  type Value,
} from '../graph/value.js'
import { type Formula, fitFloats, fitIntegers, isConstant, mapTriple, type Triple } from './fit.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The traces differ in more than numbers that follow the size. */
export interface NotGeneral {
  readonly tag: 'NotGeneral'
  readonly message: string
}

/** The name of the size, and the sizes it was traced at. */
export interface Symbol {
  readonly name: string
  readonly sizes: Triple<number>
}

class NotGeneralError extends Error {}

const fail = (what: string, got: string): never => {
  throw new NotGeneralError(`trace: ${what} wants to follow the size, got ${got}`)
}

// -----------------------------------------------------------------------------
// sizes
// -----------------------------------------------------------------------------

/** `batch`, `2*batch`, `batch+1`: ONNX takes any text for the name of a size. */
const sizeName = (name: string, formula: Formula): string => {
  if (formula.form === 'inverse') return `${formula.factor}/${name}`
  const product = formula.factor === 1 ? name : `${formula.factor}*${name}`
  return formula.offset === 0 ? product : `${product}${formula.offset > 0 ? '+' : ''}${formula.offset}`
}

const shapesOf = (values: Triple<Value>): Triple<readonly number[]> => mapTriple(values, (value) => value.shape)

/** A size that stays is itself; one that follows the symbol is named after it. */
export const symbolicSizes = ({ name, sizes }: Symbol, shapes: Triple<readonly number[]>): readonly SymbolicSize[] => {
  if (shapes[1].length !== shapes[0].length) return fail('a shape', shapes.map((shape) => `[${shape}]`).join(' and '))
  return shapes[0].map((size, axis) => {
    const at = mapTriple(shapes, (shape) => shape[axis] ?? 0)
    if (isConstant(at)) return size
    const formula = fitIntegers(sizes, at)
    return formula === undefined ? fail('a size', at.join()) : sizeName(name, formula)
  })
}

// -----------------------------------------------------------------------------
// values
// -----------------------------------------------------------------------------

/** Builds the general graph out of triples of values that stand at the same place in the three traces. */
const generaliser = (builder: Builder, symbol: Symbol, inputs: ReadonlyMap<string, Value>, size: Value) => {
  const made = new Map<Value, Value>()

  const integer = (formula: Formula): Value => {
    if (formula.form === 'inverse') return fail('an integer', sizeName(symbol.name, formula))
    const product = multiply(builder, size, builder.integers([formula.factor]))
    return add(builder, product, builder.integers([formula.offset]))
  }

  /** A list of integers, some of which follow the size. */
  const integers = (values: Triple<ConstantValue>): Value => {
    const items = Array.from(values[0].values, (first, index) => {
      const at = mapTriple(values, (value) => value.values[index] ?? 0)
      if (isConstant(at)) return builder.integers([first])
      return integer(fitIntegers(symbol.sizes, at) ?? fail('an integer', at.join()))
    })
    const fixed = items.every((item) => item.kind === 'constant')
    return fixed ? builder.integers(Array.from(values[0].values)) : concat(builder, items, 0)
  }

  const number = (values: Triple<SplatValue>): Value => {
    const [{ type, value }] = values
    const at = mapTriple(values, (splat) => splat.value)
    if (isConstant(at)) return builder.splat(value, [], type)
    const formula = fitFloats(symbol.sizes, at) ?? fail('a number', at.join())
    const scalar = cast(builder, builder.operation('Reshape', [size, builder.integers([])], []), 'float32')
    const factor = builder.splat(formula.factor)
    const result =
      formula.form === 'inverse'
        ? divide(builder, factor, scalar)
        : add(builder, multiply(builder, scalar, factor), builder.splat(formula.offset))
    return cast(builder, result, type)
  }

  const splat = (values: Triple<SplatValue>): Value => {
    const [first] = values
    const shapes = shapesOf(values)
    const filled = number(values)
    const fixed = shapes.every((shape) => sameShape(shape, first.shape))
    if (fixed && filled.kind === 'splat') return builder.splat(first.value, first.shape, first.type)
    const lists = mapTriple(shapes, (shape) => makeBuilder([]).integers(shape))
    return first.shape.length === 0 ? filled : builder.operation('Expand', [filled, integers(lists)], first.shape)
  }

  const constant = (values: Triple<ConstantValue>): Value => {
    const [first, ...others] = values
    const sameSize = others.every((other) => sameShape(other.shape, first.shape))
    if (!sameSize)
      return fail(
        `a constant of ${first.type}`,
        shapesOf(values)
          .map((shape) => `[${shape}]`)
          .join(' and '),
      )
    if (first.type === 'int64' && first.shape.length === 1) return integers(values)
    const equal = others.every(
      (other) => first.values.length === other.values.length && same(first.values, other.values),
    )
    return equal ? builder.constant(first.values, first.shape, first.type) : fail('a constant', 'numbers that differ')
  }

  /** A reshape in which one size follows the symbol leaves that size to ONNX. */
  const reshape = (values: Triple<OperationValue>, source: Value): Value | undefined => {
    const [{ shape }] = values
    const varying = shape.map((_, axis) => !isConstant(mapTriple(values, (value) => value.shape[axis] ?? 0)))
    if (varying.filter(Boolean).length !== 1) return undefined
    const target = shape.map((size, axis) => (varying[axis] ? -1 : size))
    return builder.operation('Reshape', [source, builder.integers(target)], shape)
  }

  const operation = (values: Triple<OperationValue>): Value => {
    const [first, ...others] = values
    const alike = others.every(
      (other) =>
        other.operation === first.operation &&
        other.inputs.length === first.inputs.length &&
        sameAttributes(first, other),
    )
    if (!alike) return fail(first.operation, others.map((other) => other.operation).join(' and '))
    const sources = first.inputs.map((_, index) => general(inputsAt(values, index)))
    const [source] = sources
    const free = first.operation === 'Reshape' && source !== undefined ? reshape(values, source) : undefined
    return free ?? builder.operation(first.operation, sources, first.shape, first.type, first.attributes)
  }

  const general = (values: Triple<Value>): Value => {
    const known = made.get(values[0])
    if (known !== undefined) return known
    const result = make(values)
    made.set(values[0], result)
    return result
  }

  const make = (values: Triple<Value>): Value => {
    const [first] = values
    if (allOf(values, isKind('input'))) return inputs.get(values[0].name) ?? fail('an input', values[0].name)
    if (allOf(values, isKind('splat'))) return splat(values)
    if (allOf(values, isKind('constant'))) return constant(values)
    if (allOf(values, isKind('operation'))) return operation(values)
    if (allOf(values, isKind('second'))) {
      // `operation` makes an operation of an operation: only reshapes are made otherwise.
      const of = general(mapTriple(values, (value) => value.of)) as OperationValue
      return builder.second(of, first.shape, first.type)
    }
    return fail(`a ${first.kind}`, values.map((value) => value.kind).join(' and '))
  }

  return general
}

const same = (left: ArrayLike<number>, right: ArrayLike<number>): boolean =>
  Array.prototype.every.call(left, (number, index) => Object.is(number, right[index]))

const sameAttributes = (left: OperationValue, right: OperationValue): boolean =>
  JSON.stringify(left.attributes) === JSON.stringify(right.attributes)

const inputsAt = (values: Triple<Value>, index: number): Triple<Value> =>
  mapTriple(values, (value) => sourcesOf(value)[index] ?? fail('an operation', 'fewer inputs'))

type Kind = Value['kind']

const isKind =
  <Wanted extends Kind>(kind: Wanted) =>
  (value: Value): value is Extract<Value, { kind: Wanted }> =>
    value.kind === kind

const allOf = <Wanted extends Value>(
  values: Triple<Value>,
  is: (value: Value) => value is Wanted,
): values is Triple<Wanted> => values.every(is)

// -----------------------------------------------------------------------------
// graphs
// -----------------------------------------------------------------------------

/** The size as the model reads it from the first input that has it. Shape: `[1]`. */
const readSize = (builder: Builder, symbol: Symbol, inputs: readonly GraphInput[]): Value => {
  for (const { value, sizes = [] } of inputs) {
    const axis = sizes.indexOf(symbol.name)
    if (axis >= 0) return builder.operation('Shape', [value], [1], 'int64', { start: axis, end: axis + 1 })
  }
  return fail('an input', `none with a size ${symbol.name}`)
}

/**
 * The graph for every size of the symbol.
 *
 * Errors: `NotGeneral` when the traces differ otherwise than in numbers that follow the size.
 */
export const generalise = (symbol: Symbol, graphs: Triple<Graph>): Either.Either<NotGeneral, Graph> => {
  const [first] = graphs
  const builder = makeBuilder([])
  try {
    const inputs = first.inputs.map(({ name, value }, index): GraphInput => {
      const shapes = mapTriple(graphs, (graph) => graph.inputs[index]?.value.shape ?? [])
      return { name, value: builder.input(name, value.shape, value.type), sizes: symbolicSizes(symbol, shapes) }
    })
    const named = new Map(inputs.map(({ name, value }) => [name, value]))
    const general = generaliser(builder, symbol, named, readSize(builder, symbol, inputs))
    const outputs = first.outputs.map(({ name }, index) => {
      const values = mapTriple(graphs, (graph) => graph.outputs[index]?.value ?? fail('an output', 'none'))
      return { name, value: general(values), sizes: symbolicSizes(symbol, shapesOf(values)) }
    })
    return Either.right({ inputs, outputs, kernels: first.kernels })
  } catch (error) {
    if (error instanceof NotGeneralError) return Either.left({ tag: 'NotGeneral', message: error.message })
    throw error
  }
}
