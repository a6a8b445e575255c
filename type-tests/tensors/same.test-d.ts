import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const three: T.Tensor<readonly ['batch', 3]>
declare const four: T.Tensor<readonly ['batch', 4]>
declare const row: T.Tensor<readonly [3]>

expectType<T.Tensor<readonly ['batch', 3]>>(pipe(three, T.same.add(three), T.same.div(three)))
// @ts-expect-error two shapes
pipe(three, T.same.sub(four))
// @ts-expect-error no broadcast
pipe(three, T.same.mul(row))
