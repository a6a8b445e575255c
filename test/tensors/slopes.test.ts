import * as tf from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { withSlope, withSlopes } from '../../src/tensors/slopes.js'
import { onEach, scoped } from '../support/engine.js'

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()]

onEach(() => {
  it('a function of one number has the slope that it is given, times what is above', () =>
    scoped(() => {
      const own = withSlope(tf.square, (x) => tf.add(x, 10))
      expect(numbers(own(tf.tensor1d([1, 2, 3])))).toEqual([1, 4, 9])
      expect(numbers(tf.grad((x) => tf.mul(own(x), 2))(tf.tensor1d([1, 2, 3])))).toEqual([22, 24, 26])
    }))

  it('a function of two has one by each', () =>
    scoped(() => {
      const own = withSlopes(tf.sub<tf.Tensor>, (x, y) => [tf.mul(x, y), tf.neg(x)])
      const [x, y] = [tf.tensor1d([1, 2]), tf.tensor1d([5, 7])]
      expect(numbers(own(x, y))).toEqual([-4, -5])
      const [byX, byY] = tf.grads((one, other) => tf.mul(own(one as tf.Tensor, other as tf.Tensor), 3))([x, y])
      expect([numbers(byX as tf.Tensor), numbers(byY as tf.Tensor)]).toEqual([
        [15, 42],
        [-3, -6],
      ])
    }))
})
