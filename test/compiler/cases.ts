/** The operations whose values and gradients are tested on every engine. */
import * as tf from '@tensorflow/tfjs-core'
import type { Case } from './run.js'

export interface NamedCase extends Case {
  /** Why the plain TensorFlow.js backend is no witness. */
  readonly eagerIsWrong?: string
  /** Why finite differences are no witness. */
  readonly notSmooth?: string
}

const square = (x: tf.Tensor): tf.Tensor => tf.sum(tf.square(x))
const cube = (x: tf.Tensor): tf.Tensor => tf.sum(tf.mul(x, tf.square(x)))
const ints = (...values: number[]): tf.Tensor1D => tf.tensor1d(values, 'int32')

const one = (shape: readonly number[], f: (x: tf.Tensor) => tf.Tensor, rest: Partial<NamedCase> = {}): NamedCase => ({
  shapes: [shape],
  f: (x) => f(x ?? tf.scalar(0)),
  ...rest,
})

const two = (
  left: readonly number[],
  right: readonly number[],
  f: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  rest: Partial<NamedCase> = {},
): NamedCase => ({ shapes: [left, right], f: (a, b) => f(a ?? tf.scalar(0), b ?? tf.scalar(0)), ...rest })

const three = (
  first: readonly number[],
  second: readonly number[],
  third: readonly number[],
  f: (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) => tf.Tensor,
): NamedCase => ({
  shapes: [first, second, third],
  f: (a, b, c) => f(a ?? tf.scalar(0), b ?? tf.scalar(0), c ?? tf.scalar(0)),
})

const images = (x: tf.Tensor): tf.Tensor4D => tf.reshape(x, x.shape as [number, number, number, number])
const rows = (x: tf.Tensor): tf.Tensor3D => tf.reshape(x, x.shape as [number, number, number])
const matrix = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, x.shape as [number, number])

// -----------------------------------------------------------------------------
// elementwise
// -----------------------------------------------------------------------------

const unary = (f: (x: tf.Tensor) => tf.Tensor, rest: Partial<NamedCase> = {}): NamedCase =>
  one([30], (x) => square(f(x)), rest)

const positive = { scale: 0.9, offset: 1.5 }

const elementwise: Record<string, NamedCase> = {
  abs: unary(tf.abs),
  clip: unary((x) => tf.clipByValue(x, -0.5, 0.5)),
  cos: unary(tf.cos),
  exp: unary(tf.exp),
  floor: unary((x) => tf.add(x, tf.floor(x)), { notSmooth: 'steps' }),
  leakyRelu: unary((x) => tf.leakyRelu(x, 0.2)),
  log: unary(tf.log, positive),
  logSigmoid: unary(tf.logSigmoid),
  neg: unary(tf.neg),
  reciprocal: unary(tf.reciprocal, positive),
  relu: unary(tf.relu),
  sigmoid: unary(tf.sigmoid),
  sin: unary(tf.sin),
  softplus: unary(tf.softplus, { scale: 10 }),
  sqrt: unary(tf.sqrt, positive),
  stepSlope: unary((x) => tf.mul(x, tf.step(x, 0.3))),
  swish: one([30], (x) => tf.sum(tf.mul(x, tf.sigmoid(x)))),
  tanh: unary(tf.tanh),
  addBroadcast: two([3, 4], [4], (a, b) => square(tf.add(a, b))),
  divBroadcast: two([3, 4], [3, 1], (a, b) => square(tf.div(a, tf.add(tf.square(b), 1)))),
  maximum: two([3, 4], [3, 4], (a, b) => square(tf.maximum(a, b))),
  minimum: two([3, 4], [3, 4], (a, b) => square(tf.minimum(a, b))),
  maximumBroadcast: two([3, 4], [4], (a, b) => square(tf.maximum(a, b))),
  maximumScalar: one([3, 4], (x) => square(tf.maximum(x, 0.2))),
  minimumBroadcast: two([4], [3, 4], (a, b) => square(tf.minimum(a, b))),
  whereBroadcast: two([3, 4], [4], (a, b) => square(tf.where(tf.greater(a, b), a, b))),
  mulBroadcast: two([2, 3, 4], [3, 1], (a, b) => square(tf.mul(a, b))),
  powScalar: one([3, 4], (x) => tf.sum(tf.pow(tf.abs(x), 1.5))),
  subBroadcast: two([4], [3, 4], (a, b) => square(tf.sub(a, b))),
  stopGradient: one(
    [3, 4],
    (x) => {
      const stop = tf.customGrad((y) => ({ value: tf.clone(y as tf.Tensor), gradFunc: (dy) => tf.zerosLike(dy) }))
      return tf.sum(tf.mul(x, stop(tf.square(x))))
    },
    { notSmooth: 'a gradient stopped on purpose' },
  ),
}

// -----------------------------------------------------------------------------
// comparisons
// -----------------------------------------------------------------------------

const choosing = (compare: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): NamedCase =>
  two([3, 4], [3, 4], (a, b) => square(tf.where(compare(a, b), a, tf.exp(b))))

const comparisons: Record<string, NamedCase> = {
  equal: choosing((a, b) => tf.equal(tf.floor(a), tf.floor(b))),
  greater: choosing(tf.greater),
  greaterEqual: choosing(tf.greaterEqual),
  isNaN: choosing((a) => tf.isNaN(a)),
  less: choosing(tf.less),
  lessEqual: choosing(tf.lessEqual),
  logicalAnd: choosing((a, b) => tf.logicalAnd(tf.greater(a, 0), tf.greater(b, 0))),
  logicalNot: choosing((a) => tf.logicalNot(tf.greater(a, 0))),
  castTwice: one([30], (x) => tf.sum(tf.mul(x, tf.cast(tf.cast(tf.greater(x, 0), 'int32'), 'float32')))),
  meanOfBools: one([30], (x) => tf.mul(tf.sum(x), tf.mean(tf.cast(tf.greater(x, 0), 'float32')))),
  sumOfBools: one([30], (x) => tf.mul(tf.sum(x), tf.sum(tf.greater(x, 0)))),
  whereScalar: one([3, 4], (x) => square(tf.where(tf.greater(x, 0), x, tf.scalar(0)))),
}

// -----------------------------------------------------------------------------
// layout
// -----------------------------------------------------------------------------

const layout: Record<string, NamedCase> = {
  broadcastTo: one([3, 1], (x) => cube(tf.broadcastTo(x, [3, 4]))),
  concat: two([3, 4], [3, 2], (a, b) => square(tf.concat([a, b], 1))),
  concatThree: two([3, 4], [2, 4], (a, b) => cube(tf.concat([a, b, a], 0))),
  expandDims: one([3, 4], (x) => cube(tf.expandDims(x, -1))),
  pad: one([3, 4], (x) =>
    square(
      tf.pad(
        x,
        [
          [1, 2],
          [0, 1],
        ],
        0.5,
      ),
    ),
  ),
  reverse: one([3, 4], (x) => tf.sum(tf.mul(x, tf.reverse(x, 1)))),
  slice: one([5, 6], (x) => square(tf.slice(x, [1, 2], [3, 3]))),
  sliceRest: one([5, 6], (x) => square(tf.slice(x, [1, 2]))),
  split: one([3, 8], (x) => {
    const [a, b] = tf.split(x, 2, 1)
    return tf.sum(tf.mul(a ?? 0, tf.exp(b ?? 0)))
  }),
  splitUneven: one([3, 8], (x) => {
    const [a, b] = tf.split(x, [3, 5], -1)
    return tf.add(square(a ?? x), cube(b ?? x))
  }),
  splitOne: one([3, 4], (x) => cube(tf.split(x, 1, 1)[0] ?? x)),
  unstackOne: one([1, 4], (x) => cube(tf.unstack(x)[0] ?? x)),
  squeeze: one([3, 1, 4], (x) => cube(tf.squeeze(x))),
  stack: two([3, 4], [3, 4], (a, b) => cube(tf.stack([a, b], 1))),
  tileTwice: one([1, 1, 4], (x) => cube(tf.tile(tf.tile(x, [2, 1, 1]), [1, 3, 1]))),
  tile: one([3, 4], (x) => cube(tf.tile(x, [2, 3]))),
  transpose: one([2, 3, 4], (x) => tf.sum(tf.mul(tf.transpose(x, [2, 0, 1]), tf.reshape(tf.exp(x), [4, 2, 3])))),
  unstack: one([3, 4], (x) => {
    const parts = tf.unstack(x, 1)
    return tf.sum(tf.mul(parts[0] ?? x, tf.square(parts[2] ?? x)))
  }),
}

// -----------------------------------------------------------------------------
// reductions and scans
// -----------------------------------------------------------------------------

const reductions: Record<string, NamedCase> = {
  cumsum: one([4, 6], (x) => square(tf.cumsum(x, 1))),
  cumsumMiddle: one([2, 4, 3], (x) => square(tf.cumsum(x, 1))),
  cumsumExclusiveReverse: one([4, 6], (x) => square(tf.cumsum(x, 0, true, true))),
  logLikelihood: two([3, 12], [3, 12], (x, logits) =>
    square(tf.sum(tf.sub(tf.mul(x, logits), tf.softplus(logits)), 1)),
  ),
  logLikelihoodOfImages: two([2, 3, 2, 2], [2, 3, 2, 2], (x, logits) =>
    square(tf.sum(tf.sub(tf.softplus(logits), tf.mul(x, logits)), [1, 2, 3])),
  ),
  logLikelihoodOfAll: one([4, 7], (logits) => tf.neg(tf.sum(tf.softplus(logits)))),
  logLikelihoodOfMany: two([2, 67], [2, 67], (x, logits) =>
    square(tf.sum(tf.sub(tf.mul(x, logits), tf.softplus(logits)), 1)),
  ),
  logSoftmax: one([5, 7], (x) => square(tf.logSoftmax(x))),
  logSumExp: one([5, 7], (x) => square(tf.logSumExp(x, 1))),
  logSumExpKeep: one([5, 7], (x) => square(tf.logSumExp(x, 0, true))),
  max: one([3, 4], (x) => square(tf.max(x, 1))),
  maxKeep: one([3, 4], (x) => square(tf.div(x, tf.add(3, tf.max(x, 0, true))))),
  mean: one([3, 4, 5], (x) => square(tf.mean(x, [0, 2]))),
  meanAll: one([3, 4, 5], (x) => tf.square(tf.mean(x))),
  min: one([3, 4], (x) => square(tf.min(x))),
  moments: one([8, 5], (x) => {
    const { mean, variance } = tf.moments(x, 0)
    return cube(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3))))
  }),
  norm: one([3, 4], (x) => square(tf.norm(x, 2, 1))),
  sumOfSum: one([3, 4, 5], (x) => tf.exp(tf.sum(tf.sum(x, 1)))),
  sumOfOnes: one([3, 4], (x) => tf.mul(tf.sum(tf.ones(x.shape)), tf.sum(tf.square(x)))),
  sumOfRows: one([17, 3], (x) => square(tf.sum(x, 0))),
  sumOfRowsKeep: one([17, 3], (x) => square(tf.mul(x, tf.sum(x, 0, true)))),
  sumUnitAxis: one([3, 1, 5], (x) => cube(tf.sum(x, 1))),
  topk: one([3, 7], (x) => square(tf.mul(tf.topk(x, 3).values, tf.tensor1d([1, 2, 3])))),
}

// -----------------------------------------------------------------------------
// indexing
// -----------------------------------------------------------------------------

const indexing: Record<string, NamedCase> = {
  gather: one([6, 3], (x) => square(tf.gather(x, ints(0, 2, 2, 5)))),
  gatherAxis: one([3, 6], (x) => square(tf.gather(x, ints(0, 2, 2, 5), 1))),
  oneHot: one([4, 6], (x) => square(tf.mul(x, tf.oneHot(ints(0, 2, 2, 5), 6)))),
  oneHotArgMax: one([4, 6], (x) => tf.sum(tf.mul(tf.square(x), tf.oneHot(tf.cast(tf.argMax(x, 1), 'int32'), 6)))),
  scatterNd: one([3], (x) => cube(tf.scatterND(tf.tensor2d([[1], [4], [1]], [3, 1], 'int32'), x, [6]))),
}

// -----------------------------------------------------------------------------
// products
// -----------------------------------------------------------------------------

const products: Record<string, NamedCase> = {
  bandPart: one([4, 4], (x) => cube(tf.linalg.bandPart(x, -1, 0))),
  bandPartUpper: one([2, 4, 5], (x) => cube(tf.linalg.bandPart(x, 1, -1))),
  batchMatMul: two([2, 3, 4], [2, 4, 5], (a, b) => square(tf.matMul(a, b))),
  batchMatMulBroadcast: two([2, 3, 4], [4, 5], (a, b) => square(tf.matMul(a, b))),
  batchMatMulBroadcastBoth: two([2, 1, 3, 4], [3, 4, 5], (a, b) => square(tf.matMul(a, b)), {
    eagerIsWrong: 'it stretches one operand only',
  }),
  batchMatMulTransposed: two([2, 4, 3], [2, 5, 4], (a, b) => square(tf.matMul(a, b, true, true))),
  dot: two([4], [4], (a, b) => tf.square(tf.dot(a, b))),
  dotMatrix: two([4], [4, 5], (a, b) => square(tf.dot(a, b))),
  gramSchmidt: one([3, 3], (x) => cube(tf.linalg.gramSchmidt(matrix(tf.add(x, tf.eye(3)))) as tf.Tensor)),
  matMul: two([3, 4], [4, 5], (a, b) => square(tf.matMul(a, b))),
  matMulOfTransposed: two([4, 3], [5, 4], (a, b) => square(tf.matMul(tf.transpose(a), tf.transpose(b)))),
  matMulTransposed: two([4, 3], [5, 4], (a, b) => square(tf.matMul(a, b, true, true))),
  dense: three([3, 4], [4, 5], [5], (x, w, b) => square(tf.relu(tf.add(tf.matMul(x, w), b)))),
  denseTwice: three([3, 4], [4, 4], [4], (x, w, b) => {
    const layer = (y: tf.Tensor) => tf.tanh(tf.add(tf.matMul(y, w), b))
    return square(layer(layer(x)))
  }),
  scaledDifference: two([3, 4], [3, 4], (a, b) => square(tf.add(tf.mul(a, 0.3), tf.mul(b, -0.3)))),
  scaledMatMul: two([3, 4], [4, 5], (a, b) => square(tf.matMul(tf.mul(a, 0.3), tf.mul(b, 2.5)))),
  scaledMatMulTransposed: three([4, 3], [4, 5], [5], (a, b, c) =>
    square(tf.add(tf.matMul(tf.transpose(tf.mul(a, 0.3)), b), c)),
  ),
  scaledSums: two([3, 4], [3, 4], (a, b) =>
    tf.add(square(tf.sum(tf.mul(a, 0.3), 0)), square(tf.sub(tf.mul(a, 0.7), tf.mul(b, 0.7)))),
  ),
  tripleDot: three([2, 3], [3, 4], [4, 2], (a, b, c) => square(tf.matMul(tf.matMul(a, b), c))),
}

// -----------------------------------------------------------------------------
// images
// -----------------------------------------------------------------------------

const convolution = (
  x: readonly number[],
  w: readonly number[],
  stride: number,
  padding: 'same' | 'valid' | number,
  dilation = 1,
): NamedCase => two(x, w, (a, b) => square(tf.conv2d(images(a), images(b), stride, padding, 'NHWC', dilation)))

const transposed = (
  x: readonly number[],
  w: readonly number[],
  shape: [number, number, number, number],
  stride: number,
): NamedCase => two(x, w, (a, b) => square(tf.relu(tf.conv2dTranspose(images(a), images(b), shape, stride, 'same'))))

const convolutions: Record<string, NamedCase> = {
  conv1d: two([2, 9, 3], [3, 3, 4], (x, w) => square(tf.conv1d(rows(x), rows(w), 1, 'same'))),
  convOnePixel: convolution([2, 5, 5, 3], [1, 1, 3, 4], 1, 'valid'),
  convThreeStrideTwo: convolution([2, 9, 9, 3], [3, 3, 3, 4], 2, 'same'),
  convFourStrideTwo: convolution([2, 8, 8, 3], [4, 4, 3, 5], 2, 'same'),
  convFourStrideTwoValid: convolution([2, 11, 9, 3], [4, 4, 3, 5], 2, 'valid'),
  convManyChannels: convolution([1, 8, 8, 6], [4, 4, 6, 2], 2, 'same'),
  convManyChannelsOdd: convolution([1, 9, 7, 6], [3, 3, 6, 2], 2, 'same'),
  convManyChannelsUnpadded: convolution([1, 9, 8, 5], [4, 4, 5, 2], 2, 'valid'),
  convPadded: convolution([1, 5, 5, 5], [3, 3, 5, 2], 1, 1),
  convRelu: two([2, 6, 6, 3], [4, 4, 3, 5], (x, w) => square(tf.relu(tf.conv2d(images(x), images(w), 2, 'same')))),
  convBias: three([2, 6, 6, 3], [4, 4, 3, 5], [5], (x, w, b) =>
    square(tf.relu(tf.add(tf.conv2d(images(x), images(w), 2, 'same'), b))),
  ),
  conv2dTranspose: transposed([2, 4, 4, 5], [4, 4, 3, 5], [2, 8, 8, 3], 2),
  convTransposedMany: transposed([1, 4, 4, 2], [4, 4, 5, 2], [1, 8, 8, 5], 2),
  convTransposedThree: transposed([2, 4, 4, 5], [3, 3, 3, 5], [2, 8, 8, 3], 2),
  convTransposedThreeMany: transposed([1, 4, 4, 2], [3, 3, 6, 2], [1, 8, 8, 6], 2),
  depthwise: two([2, 6, 6, 3], [3, 3, 3, 2], (x, w) => square(tf.depthwiseConv2d(images(x), images(w), 1, 'same'))),
  depthwiseStride: two([2, 7, 6, 3], [3, 3, 3, 1], (x, w) =>
    square(tf.depthwiseConv2d(images(x), images(w), 2, 'same')),
  ),
  separable: three([1, 5, 5, 2], [3, 3, 2, 2], [1, 1, 4, 3], (x, d, p) =>
    square(tf.separableConv2d(images(x), images(d), images(p), 1, 'same')),
  ),
  maxPool: one([2, 8, 8, 3], (x) => square(tf.maxPool(images(x), 2, 2, 'same'))),
  maxPoolTies: one([1, 9, 9, 2], (x) => square(tf.add(tf.maxPool(images(tf.relu(x)), 3, 2, 'same'), 1)), {
    notSmooth: 'ties',
  }),
  maxPoolOverlap: one([1, 7, 7, 2], (x) => cube(tf.maxPool(images(x), 3, 2, 'valid'))),
  avgPoolValid: one([2, 8, 8, 3], (x) => square(tf.avgPool(images(x), 2, 2, 'valid'))),
  avgPoolSame: one([1, 9, 9, 2], (x) => square(tf.avgPool(images(x), 3, 2, 'same')), {
    eagerIsWrong: 'its gradient divides by the whole window where padding cuts it',
  }),
  globalAveragePool: one([2, 4, 4, 3], (x) => square(tf.mean(x, [1, 2]))),
}

// -----------------------------------------------------------------------------
// normalization
// -----------------------------------------------------------------------------

const normalizations: Record<string, NamedCase> = {
  layerNorm: three([4, 6], [6], [6], (x, scale, offset) => {
    const { mean, variance } = tf.moments(x, 1, true)
    return cube(tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5))), scale), offset))
  }),
}

export const cases: Readonly<Record<string, NamedCase>> = {
  ...elementwise,
  ...comparisons,
  ...layout,
  ...reductions,
  ...indexing,
  ...products,
  ...convolutions,
  ...normalizations,
}
