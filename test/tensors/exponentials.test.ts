import * as tf from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { logSoftmaxAlong, logSumExpAlong, logSumExpOf, softmaxAlong } from '../../src/tensors/exponentials.js'
import { onEach, scoped } from '../support/engine.js'
import { expectNear } from '../support/near.js'

const INF = Infinity
const [ln2, ln3] = [Math.LN2, Math.log(3)]

const ROWS = [
  [-INF, 0, 0],
  [INF, 0, -INF],
  [-INF, -INF, -INF],
  [1000, 1000, -1000],
]

onEach(() => {
  it('shares of all numbers, both infinities among them', () =>
    scoped(() => {
      const rows = tf.tensor2d(ROWS)
      const third = 1 / 3
      expectNear(softmaxAlong([-1])(rows).dataSync(), [0, 0.5, 0.5, 1, 0, 0, third, third, third, 0.5, 0.5, 0])
      expectNear(logSoftmaxAlong([-1])(rows).dataSync(), [
        -INF,
        -ln2,
        -ln2,
        0,
        -INF,
        -INF,
        -ln3,
        -ln3,
        -ln3,
        -ln2,
        -ln2,
        -2000 - ln2,
      ])
      expectNear(logSumExpOf(rows, [1]).dataSync(), [ln2, INF, -INF, 1000 + ln2])
      expect(logSumExpAlong([0])(rows).shape).toEqual([1, 3])
    }))

  it('and their gradients', () =>
    scoped(() => {
      const of = (f: (x: tf.Tensor) => tf.Tensor, row: readonly number[]) =>
        tf
          .grad((x) => tf.sum(tf.mul(f(x), tf.tensor1d([1, 2, 4]))))(tf.tensor1d([...row]))
          .dataSync()
      expectNear(of(softmaxAlong([0]), [-INF, 0, 0]), [0, -0.5, 0.5])
      expectNear(of(logSoftmaxAlong([0]), [-INF, 0, 0]), [1, -1.5, 0.5])
      const total = (row: readonly number[]) =>
        tf
          .grad((x) => logSumExpOf(x, [0]))(tf.tensor1d([...row]))
          .dataSync()
      expectNear(total([-INF, -INF, -INF]), [0, 0, 0])
      expectNear(total([INF, 0, -INF]), [1, 0, 0])
      expectNear(total([ln2, 0, 0]), [0.5, 0.25, 0.25])
    }))
})
