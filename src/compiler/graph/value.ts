/** What a traced program is made of: values, each an input, a constant, a splat or the result of an ONNX operation. */

/** The element types a traced value may have: TensorFlow.js's numeric ones, and the 64-bit integers ONNX indexes with. */
export type ElementType = 'float32' | 'int32' | 'int64' | 'bool'

export type Shape = readonly number[]

/** An ONNX attribute: an integer, a list of integers, a string, or a float (marked, since `1` would be an integer). */
export type Attribute = number | readonly number[] | string | { readonly float: number }

export type Attributes = Readonly<Record<string, Attribute>>

interface Common {
  /** Its place in the order of making: a value is made after its inputs. */
  readonly id: number
  readonly shape: Shape
  readonly type: ElementType
}

/** A named argument of the program. */
export interface InputValue extends Common {
  readonly kind: 'input'
  readonly name: string
}

/** Numbers known while tracing, row by row. */
export interface ConstantValue extends Common {
  readonly kind: 'constant'
  readonly values: ArrayLike<number>
}

/** One number, repeated over a shape. */
export interface SplatValue extends Common {
  readonly kind: 'splat'
  readonly value: number
}

/** The first result of an ONNX operation. */
export interface OperationValue extends Common {
  readonly kind: 'operation'
  readonly operation: string
  readonly inputs: readonly Value[]
  readonly attributes: Attributes
}

/** The second result of an ONNX operation: the indices of `MaxPool` and `TopK`. */
export interface SecondValue extends Common {
  readonly kind: 'second'
  readonly of: OperationValue
}

export type Value = InputValue | ConstantValue | SplatValue | OperationValue | SecondValue

/** The largest float32. */
export const largestFloat = 3.4028234663852886e38

/** The number of elements of a shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, size) => product * size, 1)

export const sameShape = (left: Shape, right: Shape): boolean =>
  left.length === right.length && left.every((size, axis) => size === right[axis])

/** The size of one axis; a negative axis counts from the end. */
export const axisSize = (shape: Shape, axis: number): number => {
  const size = shape.at(axis)
  if (size === undefined) throw new RangeError(`shape: takes an axis of [${shape}] but is given axis ${axis}`)
  return size
}

/** Whether a value is the result of the given operation. */
export const isOperation = <Name extends string>(
  value: Value,
  operation: Name,
): value is OperationValue & { readonly operation: Name } => value.kind === 'operation' && value.operation === operation

/** Whether a value is one number repeated, and, when one is given, that number. */
export const isSplat = (value: Value, number?: number): value is SplatValue =>
  value.kind === 'splat' && (number === undefined || value.value === number)

/** Whether a value's numbers are known while tracing. */
export const isKnown = (value: Value): value is ConstantValue | SplatValue =>
  value.kind === 'constant' || value.kind === 'splat'

/** The numbers of a known value, row by row. */
export const numbersOf = (value: ConstantValue | SplatValue): ArrayLike<number> =>
  value.kind === 'constant' ? value.values : new Float64Array(sizeOf(value.shape)).fill(value.value)

/** The values a value is computed from. */
export const sourcesOf = (value: Value): readonly Value[] => {
  switch (value.kind) {
    case 'operation':
      return value.inputs
    case 'second':
      return [value.of]
    default:
      return []
  }
}

/** The values the given ones need, each once, every value after its inputs. */
export const inOrder = (results: readonly Value[]): readonly Value[] => {
  const needed = new Set<Value>()
  const pending = [...results]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (needed.has(value)) continue
    needed.add(value)
    pending.push(...sourcesOf(value))
  }
  return [...needed].sort((left, right) => left.id - right.id)
}

/** A size of an exported model's input or output: a number, or a name bound when it runs. */
export type SymbolicSize = number | string

export interface GraphInput {
  readonly name: string
  readonly value: InputValue
  /** Only where some size is a name. */
  readonly sizes?: readonly SymbolicSize[]
}

export interface GraphOutput {
  readonly name: string
  readonly value: Value
  readonly sizes?: readonly SymbolicSize[]
}

/** A traced program. */
export interface Graph {
  readonly inputs: readonly GraphInput[]
  readonly outputs: readonly GraphOutput[]
  /** The TensorFlow.js kernels that were recorded, and how often. */
  readonly kernels: ReadonlyMap<string, number>
}
