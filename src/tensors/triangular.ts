/**
 * Lower-triangular matrices, one a row, over the numbers of an event: factors of covariances.
 *
 * The substitution is unrolled: as many steps as the event has numbers, which is for some tens of them.
 */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { shapeOf, unwrap, wrap } from './native.js'
import { elements, type Tensor } from './tensor.js'

/** One matrix a row, from the event to itself. */
type Square<Row extends Dim, Event extends AnyShape> = Tensor<readonly [Row, ...Event, ...Event]>

/** `[Row, ...Event, ...Event]` as `[Row, N, N]`. */
const matricesOf = (factor: { readonly sizes: readonly number[] }, native: tf.Tensor): tf.Tensor3D => {
  const rows = factor.sizes[0] as number
  const size = Math.round(Math.sqrt(elements(factor.sizes.slice(1))))
  return tf.reshape(native, [rows, size, size])
}

/** `[...Lead, Row, ...Event]` as `[Lead, Row, N]`. */
const vectorsOf = (x: tf.Tensor, [rows, size]: readonly number[]): tf.Tensor3D =>
  tf.reshape(x, [x.size / ((rows as number) * (size as number)), rows as number, size as number])

// -----------------------------------------------------------------------------
// products and substitution
// -----------------------------------------------------------------------------

/** Shapes: `[Row, N, N], [Lead, Row, N] -> [Lead, Row, N]`. */
const substituted = (matrices: tf.Tensor3D, right: tf.Tensor3D): tf.Tensor => {
  const [rows, size] = matrices.shape
  const columns = Array.from({ length: size }, (_, at) =>
    tf.reshape(tf.slice(matrices, [0, at, at], [rows, size - at, 1]), [rows, size - at]),
  )
  const solved: tf.Tensor[] = []
  columns.reduce<tf.Tensor>((left, column) => {
    const one = tf.div(tf.slice(left, [0, 0, 0], [-1, -1, 1]), tf.slice(column, [0, 0], [-1, 1]))
    solved.push(one)
    const more = column.shape[1] as number
    return more === 1
      ? left
      : tf.sub(tf.slice(left, [0, 0, 1], [-1, -1, -1]), tf.mul(one, tf.slice(column, [0, 1], [-1, more - 1])))
  }, right)
  return tf.concat(solved, -1)
}

/**
 * The `y` with `factor · y = x`, by forward substitution.
 *
 * Shapes: `[Row, ...Event, ...Event], [...Lead, Row, ...Event] -> [...Lead, Row, ...Event]`.
 * Source: Golub and Van Loan, "Matrix Computations", 4th edition, algorithm 3.1.3.
 */
export const solveLower =
  <Row extends Dim, Event extends AnyShape>(factor: Square<Row, Event>) =>
  <Lead extends AnyShape>(x: Tensor<readonly [...Lead, Row, ...Event]>): Tensor<readonly [...Lead, Row, ...Event]> => {
    const matrices = matricesOf(factor, unwrap(factor))
    return wrap(x.shape, tf.reshape(substituted(matrices, vectorsOf(unwrap(x), matrices.shape)), [...x.sizes]))
  }

/** The matrix `Y` with `factor · Y = x`. Shapes: two of `[Row, ...Event, ...Event]`, and the same. */
export const solveLowerMatrix =
  <Row extends Dim, Event extends AnyShape>(factor: Square<Row, Event>) =>
  (x: Square<Row, Event>): Square<Row, Event> => {
    const columns = tf.transpose(matricesOf(x, unwrap(x)), [2, 0, 1])
    const solved = substituted(matricesOf(factor, unwrap(factor)), columns)
    return wrap(x.shape, tf.reshape(tf.transpose(solved, [1, 2, 0]), [...x.sizes]))
  }

/** `factor · x`. Shapes: `[Row, ...Event, ...Event], [...Lead, Row, ...Event] -> [...Lead, Row, ...Event]`. */
export const multiplyLower =
  <Row extends Dim, Event extends AnyShape>(factor: Square<Row, Event>) =>
  <Lead extends AnyShape>(x: Tensor<readonly [...Lead, Row, ...Event]>): Tensor<readonly [...Lead, Row, ...Event]> => {
    const matrices = matricesOf(factor, unwrap(factor))
    const vectors = tf.expandDims(vectorsOf(unwrap(x), matrices.shape), 2)
    return wrap(x.shape, tf.reshape(tf.sum(tf.mul(matrices, vectors), -1), [...x.sizes]))
  }

// -----------------------------------------------------------------------------
// diagonals
// -----------------------------------------------------------------------------

/** The diagonal. Shapes: `[Row, ...Event, ...Event] -> [Row, ...Event]`. */
export const diagonalOf = <Row extends Dim, Event extends AnyShape>(
  factor: Square<Row, Event>,
): Tensor<readonly [Row, ...Event]> => {
  const matrices = matricesOf(factor, unwrap(factor))
  const rank = (factor.sizes.length + 1) / 2
  const diagonal = tf.sum(tf.mul(matrices, tf.eye(matrices.shape[1])), -1)
  return wrap(shapeOf(factor).slice(0, rank), tf.reshape(diagonal, [...factor.sizes.slice(0, rank)]))
}

/** All axes of the event as one, under a name. Shapes: `[Row, ...Event, ...Event] -> [Row, Name, Name]`. */
export const nameSquare =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(factor: Square<Row, Event>): Tensor<readonly [Row, Name, Name]> =>
    wrap([factor.shape[0], name, name], matricesOf(factor, unwrap(factor)))

// -----------------------------------------------------------------------------
// packed triangles
// -----------------------------------------------------------------------------

/** How many numbers a triangle of so many rows holds, the diagonal included. */
export const packedSize = (size: number): number => (size * (size + 1)) / 2

/** The place of a number in a packed triangle, row by row. */
const place = (row: number, column: number): number => packedSize(row) + column

const gathered = (packed: tf.Tensor, places: readonly number[]): tf.Tensor =>
  tf.gather(packed, tf.tensor1d([...places], 'int32'), 1)

/** The diagonals of packed triangles. Shapes: `[Row, 'triangle'] -> [Row, N]`. */
export const packedDiagonal =
  <Size extends Dim>(dim: Size, size: number) =>
  <Row extends Dim>(packed: Tensor<readonly [Row, 'triangle']>): Tensor<readonly [Row, Size]> =>
    wrap(
      [packed.shape[0], dim],
      gathered(
        unwrap(packed),
        Array.from({ length: size }, (_, at) => place(at, at)),
      ),
    )

/** What is below the diagonals of packed triangles, and 0 elsewhere. Shapes: `[Row, 'triangle'] -> [Row, N, N]`. */
export const packedBelow =
  <Size extends Dim>(dim: Size, size: number) =>
  <Row extends Dim>(packed: Tensor<readonly [Row, 'triangle']>): Tensor<readonly [Row, Size, Size]> => {
    const cells = Array.from({ length: size * size }, (_, at) => [Math.floor(at / size), at % size] as const)
    const full = gathered(
      unwrap(packed),
      cells.map(([row, column]) => (column < row ? place(row, column) : 0)),
    )
    const mask = tf.tensor1d(cells.map(([row, column]) => (column < row ? 1 : 0)))
    return wrap([packed.shape[0], dim, dim], tf.reshape(tf.mul(full, mask), [packed.sizes[0] as number, size, size]))
  }

/** Every row of a matrix times its own number, the diagonal of the matrix taken for 1: `diag(scale) · (I + below)`. */
export const unitLowerTimes =
  <Row extends Dim, Size extends Dim>(scale: Tensor<readonly [Row, Size]>) =>
  (below: Tensor<readonly [Row, Size, Size]>): Tensor<readonly [Row, Size, Size]> =>
    wrap(below.shape, tf.mul(tf.add(unwrap(below), tf.eye(below.sizes[1] as number)), tf.expandDims(unwrap(scale), -1)))
