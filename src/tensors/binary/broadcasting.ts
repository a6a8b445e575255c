/**
 * Elementwise operations on two tensors whose shapes broadcast, as in NumPy.
 *
 * A function may be generic in a dimension that both have; one that is generic in a shape uses `same` or `trailing`.
 * The tensor of fewer axes stretches no 1 of the other to a dimension that the other already has.
 * Data last: `pipe(x, sub(mean))` is `x - mean`. Shapes: `Left, Right -> Broadcast<Left, Right>`, all of them.
 */

import * as tf from '@tensorflow/tfjs-core'
import type { Broadcast } from '../../shapes/broadcast.js'
import type { AnyShape } from '../../shapes/dim.js'
import { broadcasting, stretched } from '../stretched.js'
import type { ShapeCheck, ShapeOr, Tensor } from '../tensor.js'

/** An operation on two tensors whose shapes broadcast, the right one first. */
export type BroadcastOperation = <Right extends AnyShape>(
  right: Tensor<Right>,
) => <Left extends AnyShape>(
  left: Tensor<Left> & ShapeCheck<Broadcast<Left, Right>>,
) => Tensor<ShapeOr<Broadcast<Left, Right>>>

/** `left + right`. */
export const add: BroadcastOperation = broadcasting('add', tf.add)

/** `left - right`. */
export const sub: BroadcastOperation = broadcasting('sub', tf.sub)

/** `left · right`. */
export const mul: BroadcastOperation = broadcasting('mul', tf.mul)

/** `left / right`. */
export const div: BroadcastOperation = broadcasting('div', tf.div)

/** The larger of both. */
export const maximum: BroadcastOperation = broadcasting('maximum', stretched(tf.maximum))

/** The smaller of both. */
export const minimum: BroadcastOperation = broadcasting('minimum', stretched(tf.minimum))
