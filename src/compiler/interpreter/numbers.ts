/** Arrays of float64 numbers, and the arithmetic of their indices. */

import { type Attribute, type Attributes, type Shape, sameShape, sizeOf } from '../graph/value.js'

export interface Numbers {
  readonly shape: Shape
  readonly values: ArrayLike<number>
}

/** Computes an operation's results, row by row, from its inputs and the shape of its first result. */
export type Evaluate = (
  inputs: readonly Numbers[],
  attributes: Attributes,
  shape: Shape,
) => readonly ArrayLike<number>[]

export type Evaluations = Readonly<Record<string, Evaluate>>

/** The distance between neighbors along each axis. */
export const stridesOf = (shape: Shape): number[] => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)))

export const flatOf = (position: readonly number[], strides: readonly number[]): number => {
  let flat = 0
  for (let axis = 0; axis < position.length; axis++) flat += (position[axis] ?? 0) * (strides[axis] ?? 0)
  return flat
}

/** Moves a position to the next element, row by row. */
const advance = (position: number[], shape: Shape): void => {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const next = (position[axis] ?? 0) + 1
    position[axis] = next < (shape[axis] as number) ? next : 0
    if (position[axis] !== 0) return
  }
}

/** One number for each element of a shape, from its position: one array for all of them, to be read at once. */
export const tabulate = (shape: Shape, at: (position: readonly number[], flat: number) => number): Float64Array => {
  const position = shape.map(() => 0)
  const table = new Float64Array(sizeOf(shape))
  for (let flat = 0; flat < table.length; flat++) {
    table[flat] = at(position, flat)
    advance(position, shape)
  }
  return table
}

export const input = (inputs: readonly Numbers[], index: number): Numbers => {
  const found = inputs[index]
  if (found === undefined)
    throw new RangeError(`interpret: takes an input ${index} but is given ${inputs.length} inputs`)
  return found
}

export const listOf = (numbers: Numbers): number[] => Array.from(numbers.values)

/** The distances between neighbors along each axis of a shape that a source is stretched over: 0 along what is stretched. */
export const stretchedStrides = (source: Shape, shape: Shape): readonly number[] => {
  const own = stridesOf(source).map((stride, axis) => (source[axis] === 1 ? 0 : stride))
  return [...new Array<number>(shape.length - source.length).fill(0), ...own]
}

/** Reads elements by position, stretching axes of size 1 over the given shape. */
export const broadcastReader = (source: Numbers, shape: Shape): ((position: readonly number[]) => number) => {
  const strides = stretchedStrides(source.shape, shape)
  return (position) => source.values[flatOf(position, strides)] ?? Number.NaN
}

/** Reads elements of a source stretched over a shape, by the position and the flat index in that shape. */
export const stretchedReader = (
  source: Numbers,
  shape: Shape,
): ((position: readonly number[], flat: number) => number) =>
  sameShape(source.shape, shape)
    ? (_, flat) => source.values[flat] ?? Number.NaN
    : source.shape.length === 0
      ? () => source.values[0] ?? Number.NaN
      : broadcastReader(source, shape)

/** Reads elements by position. */
export const reader = (source: Numbers): ((position: readonly number[]) => number) => {
  const strides = stridesOf(source.shape)
  return (position) => source.values[flatOf(position, strides)] ?? Number.NaN
}

const wrongAttribute = (name: string, wanted: string, got: Attribute | undefined): TypeError =>
  new TypeError(`interpret: the attribute ${name} must be ${wanted}, not ${JSON.stringify(got)}`)

export const numberAttribute = (attributes: Attributes, name: string, absent?: number): number => {
  const value = attributes[name] ?? absent
  if (typeof value === 'number') return value
  if (typeof value === 'object' && 'float' in value) return value.float
  throw wrongAttribute(name, 'a number', value)
}

export const listAttribute = (attributes: Attributes, name: string, absent?: readonly number[]): readonly number[] => {
  const value = attributes[name] ?? absent
  if (typeof value === 'object' && 'length' in value) return value
  throw wrongAttribute(name, 'a list', value)
}

export const textAttribute = (attributes: Attributes, name: string, absent?: string): string => {
  const value = attributes[name] ?? absent
  if (typeof value === 'string') return value
  throw wrongAttribute(name, 'a string', value)
}
