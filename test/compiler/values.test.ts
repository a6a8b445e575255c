/** Operations without a gradient of interest: integers and bools. Compiled against eager TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { interpret, trace } from '../../src/compiler/index.js'
import { serialize } from '../../src/onnx/index.js'
import { nativeKernels } from '../support/nativeKernels.js'
import { runModel } from '../support/onnx.js'
import { distance, float32, numbers, right, sizeOf } from './run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

interface Program {
  readonly shape: readonly number[]
  readonly f: (x: tf.Tensor) => tf.Tensor
}

const of = (shape: readonly number[], f: (x: tf.Tensor) => tf.Tensor): Program => ({ shape, f })

/** Integers from -10 to 10. */
const integers = (x: tf.Tensor): tf.Tensor => tf.cast(tf.mul(x, 10), 'int32')

const images = (x: tf.Tensor): tf.Tensor4D => tf.reshape(x, x.shape as [number, number, number, number])

const ramp = (...shape: number[]): tf.Tensor => tf.tensor(numbers(sizeOf(shape), {}), shape)

const notFinite = (x: tf.Tensor): tf.Tensor => tf.div(tf.relu(x), tf.relu(tf.sub(x, 0.3)))

const programs: Readonly<Record<string, Program>> = {
  castDown: of([20], (x) => tf.cast(tf.mul(x, 9), 'int32')),
  castToBool: of([20], (x) => tf.cast(tf.relu(x), 'bool')),
  integerAdd: of([20], (x) => tf.add(integers(x), 7)),
  integerMul: of([4, 5], (x) => tf.mul(integers(x), tf.range(0, 5, 1, 'int32'))),
  integerAbs: of([20], (x) => tf.abs(integers(x))),
  integerNeg: of([20], (x) => tf.neg(integers(x))),
  integerMax: of([20], (x) => tf.maximum(integers(x), tf.scalar(2, 'int32'))),
  integerSum: of([4, 5], (x) => tf.sum(integers(x), 1)),
  integerMean: of([4, 5], (x) => tf.mean(integers(x), 1)),
  integerMaxReduce: of([4, 5], (x) => tf.max(integers(x), 0)),
  integerCumsum: of([4, 5], (x) => tf.cumsum(integers(x), 1)),
  integerClip: of([20], (x) => tf.clipByValue(integers(x), -3, 4)),
  integerSquare: of([20], (x) => tf.square(integers(x))),
  integerCompare: of([20], (x) => tf.greater(integers(x), tf.reverse(integers(x)))),
  integerConcat: of([2, 3], (x) => tf.concat([integers(x), tf.ones([1, 3], 'int32')])),
  integerPad: of([2, 3], (x) =>
    tf.pad(
      integers(x),
      [
        [1, 1],
        [0, 2],
      ],
      5,
    ),
  ),
  integerTile: of([2, 3], (x) => tf.tile(integers(x), [2, 2])),
  integerGather: of([5, 2], (x) => tf.gather(integers(x), tf.tensor1d([4, 0], 'int32'))),
  integerOneHot: of([4], (x) => tf.oneHot(tf.cast(tf.abs(tf.mul(x, 3)), 'int32'), 4, 7, -1)),
  gatherByComputed: of([5], (x) => tf.gather(x, tf.cast(tf.abs(tf.mul(x, 4)), 'int32'))),
  boolSlice: of([4, 5], (x) => tf.slice(tf.greater(x, 0), [1, 1], [2, 3])),
  boolTranspose: of([4, 5], (x) => tf.transpose(tf.greater(x, 0))),
  boolConcat: of([4], (x) => tf.concat([tf.greater(x, 0), tf.less(x, 0.5)])),
  boolTile: of([4], (x) => tf.tile(tf.greater(x, 0), [3])),
  boolEqual: of([9], (x) => tf.equal(tf.greater(x, 0), tf.less(x, 0.5))),
  argMax: of([4, 5], (x) => tf.argMax(x, -1)),
  topkIndices: of([4, 7], (x) => tf.topk(x, 3).indices),
  isNaN: of([30], (x) => tf.isNaN(notFinite(x))),
  eye: of([3, 3], (x) => tf.add(x, tf.eye(3))),
  fill: of([2], (x) => tf.concat([x, tf.fill([3], 2.5)])),
  ofNothing: of([2], (x) => tf.concat([x, tf.zeros([0])])),
  confusion: of([4], (x) =>
    tf.math.confusionMatrix(
      tf.tensor1d([0, 1, 2, 1], 'int32'),
      tf.cast(tf.abs(tf.mul(x, 2)), 'int32') as tf.Tensor1D,
      3,
    ),
  ),
  dilated: of([1, 8, 8, 2], (x) => tf.conv2d(images(x), images(ramp(3, 3, 2, 3)), 1, 'same', 'NHWC', 2)),
  spaceOfOne: of([1, 1, 1], (x) => tf.squeeze(tf.transpose(tf.tile(x, [2, 1, 3]), [2, 0, 1]))),
}

describe.each(Object.entries(programs))('%s', (_, { shape, f }) => {
  const data = numbers(sizeOf(shape), {})
  const graph = () => right(trace(({ x }) => ({ y: f(x) }), { x: { shape } }))

  test('compiles to what TensorFlow.js computes, of the same type', async () => {
    const [wanted, type, size] = tf.tidy(() => {
      const result = f(tf.tensor(data, [...shape]))
      return [Array.from(result.dataSync()), result.dtype, result.shape] as const
    })
    const { y } = await runModel(serialize(graph()), { x: float32(data, shape) })
    expect([y?.type, y?.shape]).toEqual([type, size])
    expect(distance(wanted, Array.from(y?.data ?? [], Number))).toBeLessThan(1e-5)
    expect(distance(wanted, interpret(graph(), { x: data }).y ?? [])).toBeLessThan(1e-5)
  })

  test('records only what native TensorFlow has', () => {
    expect([...graph().kernels.keys()].filter((name) => !nativeKernels.has(name))).toEqual([])
  })
})
