/**
 * The operations of exported models in float32, as quick as plain JavaScript is: for pages, where a decoded picture must be
 * there within a frame. What is not here is taken from the float64 interpreter, so that no operation is missing.
 */

import { axisSize, type Shape, sameShape, sizeOf } from '../graph/value.js'
import { evaluations } from './interpret.js'
import {
  type Evaluate,
  type Evaluations,
  flatOf,
  input,
  listAttribute,
  listOf,
  type Numbers,
  numberAttribute,
  stretchedStrides,
  stridesOf,
} from './numbers.js'

// -----------------------------------------------------------------------------
// elements that are moved
// -----------------------------------------------------------------------------

/** Where an element comes from: the flat place of the first, and how far apart those of each axis are. */
interface Walk {
  readonly from: number
  readonly strides: readonly number[]
}

/** Visits the elements of a shape in row-major order, each with its flat places in some arrays that are walked through. */
const walked = (shape: Shape, walks: readonly Walk[], visit: (at: number, places: readonly number[]) => void): void => {
  const places = walks.map(({ from }) => from)
  const position = shape.map(() => 0)
  const count = sizeOf(shape)
  for (let at = 0; at < count; at++) {
    visit(at, places)
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (position[axis] as number) + 1
      const size = shape[axis] as number
      const turned = next === size
      position[axis] = turned ? 0 : next
      for (let each = 0; each < walks.length; each++) {
        const stride = (walks[each] as Walk).strides[axis] as number
        places[each] = (places[each] as number) + (turned ? stride * (1 - size) : stride)
      }
      if (!turned) break
    }
  }
}

const copied = (values: ArrayLike<number>, shape: Shape, walk: Walk): Float32Array => {
  const result = new Float32Array(sizeOf(shape))
  walked(shape, [walk], (at, [place]) => {
    result[at] = values[place as number] as number
  })
  return result
}

/** The walk through a source that is stretched over a shape. */
const stretched = (source: Shape, shape: Shape): Walk => ({ from: 0, strides: stretchedStrides(source, shape) })

const transpose: Evaluate = (inputs, attributes, shape) => {
  const strides = stridesOf(input(inputs, 0).shape)
  const moved = listAttribute(attributes, 'perm').map((axis) => strides[axis] as number)
  return [copied(input(inputs, 0).values, shape, { from: 0, strides: moved })]
}

const expand: Evaluate = (inputs, _, shape) => [
  copied(input(inputs, 0).values, shape, stretched(input(inputs, 0).shape, shape)),
]

const slice: Evaluate = (inputs, _, shape) => {
  const source = input(inputs, 0)
  const strides = stridesOf(source.shape)
  const steps = [...strides]
  let from = 0
  listOf(input(inputs, 3)).forEach((axis, index) => {
    const start = input(inputs, 1).values[index] as number
    const size = axisSize(source.shape, axis)
    from += (start < 0 ? start + size : Math.min(start, size - 1)) * (strides.at(axis) as number)
    steps[axis < 0 ? axis + steps.length : axis] = (strides.at(axis) as number) * (input(inputs, 4).values[index] ?? 1)
  })
  return [copied(source.values, shape, { from, strides: steps })]
}

const pad: Evaluate = (inputs, attributes, shape) => {
  const source = input(inputs, 0)
  const before = listOf(input(inputs, 1))
  // a padding below 0 cuts: the slow form knows that
  if (before.some((each) => each < 0)) return (evaluations.Pad as Evaluate)(inputs, attributes, shape)
  const result = new Float32Array(sizeOf(shape)).fill(inputs[2]?.values[0] ?? 0)
  const strides = stridesOf(shape)
  const from = flatOf(before.slice(0, source.shape.length), strides)
  walked(source.shape, [{ from, strides }], (at, [place]) => {
    result[place as number] = source.values[at] as number
  })
  return [result]
}

const gather: Evaluate = (inputs, attributes, shape) => {
  const [source, indices] = [input(inputs, 0), input(inputs, 1)]
  const axis = numberAttribute(attributes, 'axis', 0)
  const [outer, size] = [sizeOf(source.shape.slice(0, axis)), axisSize(source.shape, axis)]
  const inner = sizeOf(source.shape.slice(axis + 1))
  const result = new Float32Array(sizeOf(shape))
  let at = 0
  for (let lead = 0; lead < outer; lead++)
    for (let index = 0; index < indices.values.length; index++) {
      const picked = indices.values[index] as number
      const from = (lead * size + (picked < 0 ? picked + size : picked)) * inner
      for (let each = 0; each < inner; each++) result[at++] = source.values[from + each] as number
    }
  return [result]
}

// -----------------------------------------------------------------------------
// elements that are computed
// -----------------------------------------------------------------------------

/** Functions of two numbers, in loops of their own for the forms that are everywhere: a compiler makes good code of them. */
const ofTwo =
  (apply: (left: number, right: number) => number): Evaluate =>
  (inputs, _, shape) => {
    const [left, right] = [input(inputs, 0), input(inputs, 1)]
    const result = new Float32Array(sizeOf(shape))
    if (sameShape(left.shape, shape) && right.values.length === 1) {
      const other = right.values[0] as number
      for (let at = 0; at < result.length; at++) result[at] = apply(left.values[at] as number, other)
    } else if (sameShape(left.shape, shape) && sameShape(right.shape, shape)) {
      for (let at = 0; at < result.length; at++)
        result[at] = apply(left.values[at] as number, right.values[at] as number)
    } else {
      const walks = [stretched(left.shape, shape), stretched(right.shape, shape)]
      walked(shape, walks, (at, [one, other]) => {
        result[at] = apply(left.values[one as number] as number, right.values[other as number] as number)
      })
    }
    return [result]
  }

const binaries: Evaluations = {
  Add: ofTwo((left, right) => left + right),
  Div: ofTwo((left, right) => left / right),
  Max: ofTwo(Math.max),
  Min: ofTwo(Math.min),
  Mul: ofTwo((left, right) => left * right),
  Sub: ofTwo((left, right) => left - right),
}

// -----------------------------------------------------------------------------
// products
// -----------------------------------------------------------------------------

/** A matrix in an array: the flat place of its first element, its sizes, and how far apart rows and columns are. */
interface Matrix {
  readonly values: ArrayLike<number>
  readonly from: number
  readonly rows: number
  readonly columns: number
  readonly row: number
  readonly column: number
}

const matrix = ({ shape, values }: Numbers, flipped: boolean, from = 0): Matrix => {
  const [rows, columns] = [axisSize(shape, -2), axisSize(shape, -1)]
  return flipped
    ? { values, from, rows: columns, columns: rows, row: 1, column: columns }
    : { values, from, rows, columns, row: columns, column: 1 }
}

/**
 * Adds a product to a matrix. The rows of the second are gone through in order, and zeros of the first are passed over: after
 * a relu there are many.
 */
const addProduct = (result: Float32Array, at: number, left: Matrix, right: Matrix, alpha: number): void => {
  const { columns } = right
  for (let row = 0; row < left.rows; row++)
    for (let k = 0; k < left.columns; k++) {
      const factor = alpha * (left.values[left.from + row * left.row + k * left.column] as number)
      if (factor === 0) continue
      const [from, to] = [right.from + k * right.row, at + row * columns]
      if (right.column === 1)
        for (let column = 0; column < columns; column++)
          result[to + column] = (result[to + column] as number) + factor * (right.values[from + column] as number)
      else
        for (let column = 0; column < columns; column++)
          result[to + column] =
            (result[to + column] as number) + factor * (right.values[from + column * right.column] as number)
    }
}

const gemm: Evaluate = (inputs, attributes, shape) => {
  const flips = ['transA', 'transB'].map((name) => numberAttribute(attributes, name, 0) === 1)
  const bias = inputs[2]
  const result =
    bias === undefined ? new Float32Array(sizeOf(shape)) : copied(bias.values, shape, stretched(bias.shape, shape))
  const [left, right] = [matrix(input(inputs, 0), flips[0] === true), matrix(input(inputs, 1), flips[1] === true)]
  addProduct(result, 0, left, right, numberAttribute(attributes, 'alpha', 1))
  return [result]
}

const matMul: Evaluate = (inputs, attributes, shape) => {
  const [left, right] = [input(inputs, 0), input(inputs, 1)]
  const lead = shape.slice(0, -2)
  // vectors, and stacks of which one is stretched, are rare: the slow form knows them
  if (left.shape.length < 2 || right.shape.length < 2 || !stacked(left, lead) || !stacked(right, lead))
    return (evaluations.MatMul as Evaluate)(inputs, attributes, shape)
  const result = new Float32Array(sizeOf(shape))
  const [one, other] = [sizeOf(left.shape.slice(-2)), sizeOf(right.shape.slice(-2))]
  const of = sizeOf(shape.slice(-2))
  for (let stack = 0; stack < sizeOf(lead); stack++)
    addProduct(result, stack * of, matrix(left, false, stack * one), matrix(right, false, stack * other), 1)
  return [result]
}

const stacked = ({ shape }: Numbers, lead: Shape): boolean => sameShape(shape.slice(0, -2), lead)

/** Every operation, in float32 where it is quicker. */
export const quick: Evaluations = {
  ...evaluations,
  ...binaries,
  Expand: expand,
  Gather: gather,
  Gemm: gemm,
  MatMul: matMul,
  Pad: pad,
  Slice: slice,
  Transpose: transpose,
}
