/** Tensors whose types carry their shapes, and the operations on them. */

export { cumsum, type Largest, reverse, sort, topK } from './along.js'
export { add, div, maximum, minimum, mul, sub } from './binary/broadcasting.js'
export * as same from './binary/same.js'
export * as trailing from './binary/trailing.js'
export { equal, greater, greaterEqual, less, lessEqual, where } from './comparison.js'
export { conv2d, conv2dTranspose } from './convolution.js'
export { decode, fromHost, host, indicesFromHost, scalar, toHost, zeros, zerosLike } from './create.js'
export { asIndices, decodeIndices } from './decodeIndices.js'
export { depthwiseConv2d } from './depthwise.js'
export { einsum } from './einsum.js'
export {
  abs,
  addScalar,
  clip,
  cos,
  elu,
  exp,
  expm1,
  leakyRelu,
  log,
  mulScalar,
  negate,
  pow,
  relu,
  sigmoid,
  silu,
  sin,
  softplus,
  sqrt,
  square,
  step,
  tanh,
} from './elementwise.js'
export { logGamma } from './gamma.js'
export { argMax, embedding, gather, oneHot } from './gather.js'
export { type Gradients, stopGradient, valueAndGradient } from './gradient.js'
export type { AnyIndices, Below, HostIndices, Indices, NativeIndices } from './indices.js'
export * as keepDims from './keepDims.js'
export { concat, expand, permute, rename, slice, split, squeeze, stack, unstack } from './layout.js'
export { affine, matmul } from './linear.js'
export { log1p } from './log1p.js'
export { avgPool, maxPool } from './pooling.js'
export { logMeanExpOver, logSumExp, max, mean, meanOfAll, meanOver, min, sum, sumOver } from './reductions.js'
export { flatten, reshape, transpose, unflatten } from './reshaping.js'
export {
  eventShape,
  flattenEvent,
  type Merged,
  mergeRows,
  repeatRows,
  splitRows,
  sumEvent,
  unflattenEvent,
} from './rows.js'
export type { AnyHostTensor, AnyTensor, HostTensor, Native, OneShape, ShapeCheck, ShapeOr, Tensor } from './tensor.js'
export * as Tree from './tree.js'
export { upsample } from './upsampling.js'
