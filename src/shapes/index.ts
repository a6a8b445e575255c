/** Dimensions and the rules of shapes. */

export type { Multiply } from './arithmetic.js'
export { type Broadcast, broadcast } from './broadcast.js'
export type { AnyShape, Dim, DimOf, Shape, ShapeOf, Size, SizeLike, Sizes } from './dim.js'
export type { Known, KnownShape, KnownSize, KnownSizes } from './door.js'
export { type Matmul, matmul } from './matmul.js'
export { literal, named } from './named.js'
export { type Product, product } from './product.js'
export { type Axis, type Reduce, reduce } from './reduce.js'
export { ShapeError } from './refusal.js'
export { type Reshape, reshape } from './reshape.js'
export { type Show, show } from './show.js'
