/** Matrix products. */

import * as tf from '@tensorflow/tfjs-core'
import { met } from '../shapes/broadcast.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { type Matmul, matmul as matmulShape } from '../shapes/matmul.js'
import { show } from '../shapes/message.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import type { OneShape, ShapeCheck, ShapeOr, Tensor } from './tensor.js'

/** Stretches the leading axes. By a sum, whose gradient TensorFlow.js has for every rank. */
const stretched = (x: tf.Tensor, lead: readonly number[]): tf.Tensor =>
  same(x.shape.slice(0, -2), lead) ? x : tf.add(x, tf.zeros([...lead, 1, 1]))

/** TensorFlow.js's own product gives wrong numbers when both sides are stretched, and no gradient when one is. */
const multiplied = (left: tf.Tensor, right: tf.Tensor): tf.Tensor => {
  const lead = orRefuse(met(left.shape.slice(0, -2), right.shape.slice(0, -2))) as readonly number[]
  return tf.matMul(stretched(left, lead), stretched(right, lead))
}

/**
 * The matrix product `left · right`; leading axes broadcast.
 *
 * A function may be generic in the rows, the columns and the inner size.
 *
 * Shapes: `[...Lead, Rows, Inner], [...Lead, Inner, Columns] -> [...Lead, Rows, Columns]`.
 */
export const matmul =
  <Right extends AnyShape>(right: Tensor<Right>) =>
  <Left extends AnyShape>(
    left: Tensor<Left> & ShapeCheck<Matmul<Left, Right>>,
  ): Tensor<ShapeOr<Matmul<Left, Right>>> => {
    const shape = orRefuse(matmulShape(shapeOf(left), shapeOf(right)))
    bind('matmul', [left, right])
    // safe: `matmulShape` is the run-time version of `Matmul`, held by the shared case table
    return wrap(shape, multiplied(unwrap(left), unwrap(right))) as never
  }

/**
 * `x · weight + bias`: a dense layer.
 *
 * Plain unification: the compiler names both sizes when the inner ones differ.
 *
 * Shapes: `[In, Out], [Out] -> [Row, In] -> [Row, Out]`.
 * Errors: a `ShapeError` for other shapes, which a cast let through, and for a name that means two numbers.
 */
export const affine =
  <In extends Dim, Out extends Dim>(
    weight: Tensor<readonly [In, Out]> & OneShape<readonly [In, Out], 'affine'>,
    bias: Tensor<readonly [Out]>,
  ) =>
  <Row extends Dim>(x: Tensor<readonly [Row, In]>): Tensor<readonly [Row, Out]> => {
    const [row, input, output] = [x.shape[0], ...weight.shape]
    if (!same(x.shape, [row, input]) || !same(weight.shape, [input, output]) || !same(bias.shape, [output]))
      refuse(
        `affine takes x [Row, In], weight [In, Out] and bias [Out] but is given ${show(x.shape)}, ${show(weight.shape)} and ${show(bias.shape)}`,
      )
    bind('affine', [x, weight, bias])
    return wrap([x.shape[0], weight.shape[1]], tf.add(tf.matMul(unwrap(x), unwrap(weight)), unwrap(bias)))
  }
