/** The columns of rows of one axis: some of them, others beside them, or all in another order. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnySize, Dim } from '../shapes/dim.js'
import { bind, unwrap, wrap } from './native.js'
import type { AnyTensor, Tensor } from './tensor.js'

/** Rows of one axis. */
type Columns<Row extends Dim> = Tensor<readonly [Row, Dim]>

/**
 * As many columns as a size says, from a place on.
 *
 * Shapes: `[Row, Columns] -> [Row, Some]`.
 */
export const columns =
  (begin: number, { dim, size }: AnySize) =>
  <Row extends Dim>(x: Columns<Row>): Columns<Row> =>
    wrap([x.shape[0], dim], tf.slice(unwrap(x), [0, begin], [-1, size]))

const rowsOf = ({ shape: [row], sizes: [rows] }: AnyTensor) => ({ shape: [row], sizes: [rows as number] })

/**
 * Other columns after these, all of them as one axis.
 *
 * Shapes: `[Row, More] -> [Row, Columns] -> [Row, All]`, where `All` is the dimension that is given.
 */
export const beside =
  <Row extends Dim>(right: Columns<Row>, all: Dim) =>
  (left: Columns<Row>): Columns<Row> => {
    bind('beside', [rowsOf(left), rowsOf(right)])
    return wrap([left.shape[0], all], tf.concat([unwrap(left), unwrap(right)], 1))
  }

/**
 * The columns in another order: first the one whose place stands first.
 *
 * Shapes: `[Row, Columns] -> [Row, Columns]`.
 */
export const reorder =
  (order: readonly number[]) =>
  <Row extends Dim, Kept extends Dim>(x: Tensor<readonly [Row, Kept]>): Tensor<readonly [Row, Kept]> =>
    wrap(x.shape, tf.gather(unwrap(x), tf.tensor1d([...order], 'int32'), 1))
