/** Dimensions and the rules of shapes. */

export type { Add, CeilDivide, Divide, Divides, Multiply, Subtract } from './arithmetic.js'
export { type Along, along } from './axes.js'
export { type Broadcast, broadcast } from './broadcast.js'
export type { Besides, Known, KnownShape, KnownSize, KnownSized, KnownSizes } from './checkDim.js'
export {
  type Convolved,
  type ConvolvedBack,
  convolved,
  convolvedBack,
  type Padding,
  type Pooled,
  pooled,
  type TransposedCount,
  transposedCount,
  type WindowCount,
  type Windowed,
  type Windows,
  windowCount,
  windowed,
} from './convolution.js'
export { ShapeError } from './defect.js'
export { type Determined, type DimOrSize, type DimsWithSize, determined } from './determined.js'
export type { AnyShape, AnySize, Dim, DimOf, EventSize, Shape, ShapeOf, Size, SizeLike, Sizes, SizesOf } from './dim.js'
export { type Einsum, einsum } from './einsum.js'
export type {
  AnyEvent,
  AnyIndicesEvent,
  EventSizes,
  Events,
  IndicesEvent,
  IndicesSizes,
  OneSizes,
  RecordSizes,
  ShowEvent,
} from './event.js'
export { type Flatten, flatten, type Unflatten, unflatten } from './flatten.js'
export { type ArgMax, argMax, type Gather, gather, type Places, type TopK, topK } from './gather.js'
export {
  type Concat,
  concat,
  type Expand,
  expand,
  type Permute,
  permute,
  type Rename,
  rename,
  type Slice,
  type Split,
  type Squeeze,
  type Stack,
  slice,
  split,
  squeeze,
  stack,
} from './layout.js'
export { type Matmul, matmul } from './matmul.js'
export { type Show, show } from './message.js'
export { literal, named } from './named.js'
export { type Product, product } from './product.js'
export { type CeilQuotient, ceilQuotient, type Quotient, quotient } from './quotient.js'
export { type Axis, type Reduce, type ReduceKeepDims, reduce, reduceKeepDims } from './reduce.js'
export { type Reshape, reshape } from './reshape.js'
export { type Difference, difference, type Sum, sum } from './sum.js'
export { type Upsample, upsample } from './upsample.js'
