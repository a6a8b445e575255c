/**
 * The seam between typed tensors and TensorFlow.js.
 *
 * Internal: the public declarations mention no TensorFlow.js type. What is cast here is cast nowhere else: a native
 * handle is a `tf.Tensor`, and a shape that a rule has computed is the shape that the types compute.
 */

import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { type Binding, bindNames } from '../shapes/binding.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Shape } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import type { AnyIndices, Below, Indices } from './indices.js'
import type { AnyTensor, Native, Tensor } from './tensor.js'

// TensorFlow.js would greet on stderr, and look through every result for NaN
tf.enableProdMode()

/** The largest float32. */
export const LARGEST = 3.4028234663852886e38

export const unwrap = (tensor: AnyTensor): tf.Tensor => tensor.native as unknown as tf.Tensor

/** A typed tensor around a native one. The caller vouches that `shape` is what its own type says. */
export const wrap = <Out extends AnyShape>(shape: AnyShape, value: tf.Tensor): Tensor<Out> => ({
  shape: shape as Out,
  sizes: value.shape,
  native: value as unknown as Native,
})

/** Typed indices around native numbers. The caller vouches for the shape, and that the numbers are below. */
export const wrapIndices = <Out extends AnyShape, Limit>(
  shape: AnyShape,
  value: tf.Tensor,
  below: Below<unknown>,
): Indices<Out, Limit> => ({ ...wrap<Out>(shape, value), below }) as unknown as Indices<Out, Limit>

/** The numbers of indices as integers, which kernels that pick take and no others. */
export const unwrapIndices = (indices: AnyIndices): tf.Tensor =>
  tf.cast(indices.native as unknown as tf.Tensor, 'int32')

/** An operation on one tensor that keeps its shape. */
export const unary =
  (run: (value: tf.Tensor) => tf.Tensor) =>
  <Kept extends AnyShape>(tensor: Tensor<Kept>): Tensor<Kept> =>
    wrap(tensor.shape, run(unwrap(tensor)))

/** The same tensor, to which no gradient goes back. */
export const stopped = tf.customGrad((x) => ({
  value: (x as tf.Tensor).clone(),
  gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
}))

export const shapeOf = (tensor: Pick<AnyTensor, 'shape'>): Shape => tensor.shape as Shape

// -----------------------------------------------------------------------------
// names mean one number
// -----------------------------------------------------------------------------

/** What has dimensions and the numbers that they stand for; indices have one more, which they are below. */
type Sized = Pick<AnyTensor, 'shape' | 'sizes'> & { readonly below?: Below<unknown> }

/** What the names in some tensors stand for; refuses a name that stands for two numbers, and says where. */
export const bind = (operation: string, tensors: readonly Sized[]): Binding => {
  const bound = bindNames(
    tensors.map(({ shape, sizes, below }) => ({ label: '', shape, sizes, ...(below && { below }) })),
  )
  return typeof bound === 'string' ? refuse(`${operation}: ${bound}`) : bound
}

/** As `bind`, for two tensors that must have one shape. */
export const bindSame = (operation: string, left: AnyTensor, right: AnyTensor): Binding =>
  same(left.shape, right.shape)
    ? bind(operation, [left, right])
    : refuse(`${operation}: takes two tensors of one shape but is given ${show(left.shape)} and ${show(right.shape)}`)
