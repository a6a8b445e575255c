/** A user's own functions, generic in rows, sizes and shapes, each applied to more than one. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'

declare const images: T.Tensor<readonly ['batch', 25]>
declare const others: T.Tensor<readonly ['batch', 25]>
declare const codes: T.Tensor<readonly ['rows', 6]>
declare const into: T.Tensor<readonly [25, 6]>
declare const intoBias: T.Tensor<readonly [6]>
declare const out: T.Tensor<readonly [6, 25]>
declare const outBias: T.Tensor<readonly [25]>

const activated =
  <In extends Shape.Dim, Out extends Shape.Dim>(weight: T.Tensor<readonly [In, Out]>, bias: T.Tensor<readonly [Out]>) =>
  <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, In]>): T.Tensor<readonly [Row, Out]> =>
    pipe(x, T.affine(weight, bias), T.tanh)

const distance =
  <Kept extends Shape.AnyShape>(left: T.Tensor<Kept>) =>
  (right: T.Tensor<Kept>): T.Tensor<Kept> =>
    pipe(right, T.same.sub(left), T.square)

const lift =
  <Tail extends Shape.AnyShape>(shift: T.Tensor<Tail>) =>
  <Lead extends Shape.AnyShape>(x: T.Tensor<readonly [...Lead, ...Tail]>): T.Tensor<readonly [...Lead, ...Tail]> =>
    pipe(x, T.trailing.add(shift)<Lead>)

export const encoded: T.Tensor<readonly ['batch', 6]> = activated(into, intoBias)(images)
export const decoded: T.Tensor<readonly ['rows', 25]> = activated(out, outBias)(codes)
export const between: T.Tensor<readonly ['batch', 25]> = pipe(images, distance(others))
export const spread: T.Tensor<readonly ['batch']> = pipe(distance(others)(images), T.sum(1))
export const lifted: T.Tensor<readonly ['rows', 6]> = pipe(codes, lift(intoBias))
