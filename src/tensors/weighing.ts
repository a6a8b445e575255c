/**
 * Products in which a weight of 0 leaves nothing, of an infinity either: `0 ln 0` is 0.
 *
 * A class that is impossible has the log-probability `-∞`; where it has no weight, neither it nor its gradient counts.
 */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import * as Trailing from './binary/trailing.js'
import { zerosLike } from './create.js'
import { bindSame, unwrap, wrap } from './native.js'
import type { Tensor } from './tensor.js'

/** `weight · x`, and 0 where the weight is. */
export const weighed = (weight: tf.Tensor, x: tf.Tensor): tf.Tensor =>
  tf.mul(weight, tf.where(tf.equal(weight, 0), tf.zerosLike(x), x))

const product = tf.customGrad((weight, x, save) => {
  const [by, of, keep] = [weight as tf.Tensor, x as tf.Tensor, save as tf.GradSaveFunc]
  keep([by, of])
  return {
    value: weighed(by, of),
    gradFunc: (dy, [savedWeight, saved]) => [
      weighed(dy as tf.Tensor, saved as tf.Tensor),
      weighed(savedWeight as tf.Tensor, dy as tf.Tensor),
    ],
  }
})

/** `weight · x`, and 0 where the weight is 0, whatever `x` is. Shapes: `[...Shape], [...Shape] -> [...Shape]`. */
export const weighBy =
  <Kept extends AnyShape>(weight: Tensor<Kept>) =>
  (x: Tensor<Kept>): Tensor<Kept> => {
    bindSame('weighBy', weight, x)
    return wrap(x.shape, product(unwrap(weight), unwrap(x)))
  }

/** The same of a tail of the weights. Shapes: `[...Tail], [...Lead, ...Tail] -> [...Lead, ...Tail]`. */
export const weighTail =
  <Tail extends AnyShape>(x: Tensor<Tail>) =>
  <Lead extends AnyShape>(weight: Tensor<readonly [...Lead, ...Tail]>): Tensor<readonly [...Lead, ...Tail]> =>
    weighBy(weight)(Trailing.add(x)<Lead>(zerosLike(weight)))
