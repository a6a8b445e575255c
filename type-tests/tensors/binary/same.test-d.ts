import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const three: T.Tensor<readonly ['batch', 3]>
declare const four: T.Tensor<readonly ['batch', 4]>
declare const row: T.Tensor<readonly [3]>

expectType<T.Tensor<readonly ['batch', 3]>>(pipe(three, T.same.add(three), T.same.div(three)))
// @ts-expect-error two shapes
pipe(three, T.same.sub(four))
// @ts-expect-error no broadcast
pipe(three, T.same.mul(row))

// -----------------------------------------------------------------------------
// what may be two shapes
// -----------------------------------------------------------------------------

declare const several: T.Tensor<readonly ['batch', 3 | 4]>
declare const wide: T.Tensor<readonly ['batch', number]>
declare const ranked: T.Tensor<readonly number[]>
declare const untold: T.Tensor<readonly [Shape.Dim, Shape.Dim]>
declare const unknown: T.Tensor<readonly unknown[]>
// @ts-expect-error add: a dimension must be one dimension, not a union
pipe(several, T.same.add(several))
// @ts-expect-error sub: a dimension is known only when the program runs: give it a name with Dim.named
pipe(wide, T.same.sub(wide))
// @ts-expect-error mul: the rank is known only when the program runs
pipe(ranked, T.same.mul(ranked))
expectType<T.Tensor<readonly [Shape.Dim, Shape.Dim]>>(pipe(untold, T.same.div(untold)))
expectType<T.Tensor<readonly unknown[]>>(pipe(unknown, T.same.add(unknown)))

/** Generic in the shape, and in one dimension. */
export const halfway = <Whole extends Shape.AnyShape>(left: T.Tensor<Whole>, right: T.Tensor<Whole>) =>
  pipe(left, T.same.add(right), T.mulScalar(0.5))
export const apart = <Batch extends Shape.Dim>(
  left: T.Tensor<readonly [Batch, 3]>,
  right: T.Tensor<readonly [Batch, 3]>,
) => pipe(left, T.same.sub(right))
