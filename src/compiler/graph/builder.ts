/** Makes the values of one trace: equal values are made once (hash-consing), and each is simplified as it is made. */

import type {
  Attributes,
  ConstantValue,
  ElementType,
  InputValue,
  OperationValue,
  SecondValue,
  Shape,
  SplatValue,
  Value,
} from './value.js'
import { sizeOf } from './value.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** An operation about to be made. */
export interface Proposal {
  readonly operation: string
  readonly inputs: readonly Value[]
  readonly shape: Shape
  readonly type: ElementType
  readonly attributes: Attributes
}

/** Gives a simpler value equal to the proposed operation, or nothing when it does not apply. */
export interface Rule {
  readonly name: string
  /** The operations it looks at; absent: all. */
  readonly operations?: readonly string[]
  readonly simplify: (builder: Builder, proposal: Proposal) => Value | undefined
}

export interface Builder {
  readonly input: (name: string, shape: Shape, type: ElementType) => InputValue
  /** Known numbers; a splat when they are all one number. */
  readonly constant: (values: ArrayLike<number>, shape: Shape, type: ElementType) => ConstantValue | SplatValue
  readonly splat: (value: number, shape?: Shape, type?: ElementType) => SplatValue
  /** A list of 64-bit integers: axes, sizes and indices, which ONNX takes as inputs. Always a constant. */
  readonly integers: (values: readonly number[]) => ConstantValue
  readonly operation: (
    operation: string,
    inputs: readonly Value[],
    shape: Shape,
    type?: ElementType,
    attributes?: Attributes,
  ) => Value
  /** An operation that has been made already, if it has. */
  readonly made: (operation: string, inputs: readonly Value[], shape: Shape) => Value | undefined
  readonly second: (of: OperationValue, shape: Shape, type: ElementType) => SecondValue
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** `Omit` that keeps the members of a union apart. */
type WithoutId<Member> = Member extends Value ? Omit<Member, 'id'> : never

const exact = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

const contents = (values: ArrayLike<number>): string => Array.from(values, exact).join()

/** A text equal for equal values and for no others. */
const keyOf = (value: WithoutId<Value>): string => {
  const head = `${value.kind}:${value.type}[${value.shape}]`
  switch (value.kind) {
    case 'input':
      return `${head} ${value.name}`
    case 'constant':
      return `${head} ${contents(value.values)}`
    case 'splat':
      return `${head} ${exact(value.value)}`
    case 'operation':
      return `${head} ${value.operation}(${value.inputs.map((input) => input.id)}) ${JSON.stringify(value.attributes)}`
    case 'second':
      return `${head} ${value.of.id}`
  }
}

const numberAs = (type: ElementType, value: number): number => {
  switch (type) {
    case 'float32':
      return Math.fround(value)
    case 'bool':
      return value === 0 ? 0 : 1
    default:
      return Math.trunc(value)
  }
}

/** A builder that simplifies by the given rules; with none it records exactly what it is asked. */
export const makeBuilder = (rules: readonly Rule[]): Builder => {
  const values = new Map<string, Value>()

  // The key tells every kind and every part of a value apart, so what is found under it is a `Made`.
  const intern = <Made extends Value>(value: Omit<Made, 'id'> & WithoutId<Value>): Made => {
    const key = keyOf(value)
    const known = values.get(key) ?? { ...value, id: values.size }
    values.set(key, known as Value)
    return known as Made
  }

  const splat: Builder['splat'] = (value, shape = [], type = 'float32') =>
    intern<SplatValue>({ kind: 'splat', value: numberAs(type, value), shape: [...shape], type })

  const list = (values: ArrayLike<number>, shape: Shape, type: ElementType): ConstantValue => {
    const numbers = Float64Array.from(values, (value) => numberAs(type, value))
    return intern<ConstantValue>({ kind: 'constant', values: numbers, shape: [...shape], type })
  }

  const builder: Builder = {
    input: (name, shape, type) => intern<InputValue>({ kind: 'input', name, shape: [...shape], type }),
    splat,
    constant: (values, shape, type) => {
      const first = values[0]
      const uniform = first !== undefined && Array.prototype.every.call(values, (value) => Object.is(value, first))
      return uniform && sizeOf(shape) > 0 ? splat(first, shape, type) : list(values, shape, type)
    },
    integers: (values) => list(values, [values.length], 'int64'),
    operation: (operation, inputs, shape, type = inputs[0]?.type ?? 'float32', attributes = {}) => {
      const proposal: Proposal = { operation, inputs, shape, type, attributes }
      for (const rule of rules) {
        if (rule.operations !== undefined && !rule.operations.includes(operation)) continue
        const simpler = rule.simplify(builder, proposal)
        if (simpler !== undefined) return simpler
      }
      return intern<OperationValue>({ kind: 'operation', ...proposal })
    },
    made: (operation, inputs, shape) => {
      const type = inputs[0]?.type ?? 'float32'
      return values.get(keyOf({ kind: 'operation', operation, inputs, shape, type, attributes: {} }))
    },
    second: (of, shape, type) => intern<SecondValue>({ kind: 'second', of, shape, type }),
  }
  return builder
}
