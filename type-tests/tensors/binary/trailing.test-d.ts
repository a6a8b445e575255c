import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const z: T.Tensor<readonly ['samples', 'batch', 20]>
declare const mean: T.Tensor<readonly ['batch', 20]>
declare const other: T.Tensor<readonly ['batch', 10]>

expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(T.trailing.sub(mean)(z))
// @ts-expect-error not the tail of it
T.trailing.sub(other)(z)
// @ts-expect-error the right side is the shorter one
T.trailing.sub(z)(mean)

// generic in the shapes
export const centered =
  <Tail extends Shape.AnyShape>(by: T.Tensor<Tail>) =>
  <Lead extends Shape.AnyShape>(x: T.Tensor<readonly [...Lead, ...Tail]>): T.Tensor<readonly [...Lead, ...Tail]> =>
    pipe(x, T.trailing.sub(by)<Lead>)

// a scalar tensor under a function that is generic in the rows and the event
export const scaled =
  (scalar: T.Tensor<readonly []>) =>
  <Row extends string, Event extends readonly unknown[]>(
    x: T.Tensor<readonly [Row, ...Event]>,
  ): T.Tensor<readonly [Row, ...Event]> =>
    T.trailing.mul(scalar)<readonly [Row, ...Event]>(x)

// a tail that may be two
declare const several: { readonly rows: T.Tensor<readonly ['batch', 3 | 4]>; readonly tail: T.Tensor<readonly [3 | 4]> }
// @ts-expect-error add: a dimension must be one dimension, not a union
pipe(several.rows, T.trailing.add(several.tail))
