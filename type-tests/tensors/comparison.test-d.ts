import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const rows: T.Tensor<readonly ['batch', 500]>
declare const bias: T.Tensor<readonly [500]>
declare const column: T.Tensor<readonly ['batch', 1]>
declare const four: T.Tensor<readonly [4]>
declare const wide: T.Tensor<readonly ['batch', number]>

expectType<T.Tensor<readonly ['batch', 500]>>(pipe(rows, T.greater(bias)))
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(column, T.lessEqual(bias)))
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(column, T.where(rows, bias)))
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(rows, T.where(T.scalar(1), T.scalar(0))))
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(rows, T.greater(T.scalar(0)), T.where(rows, T.scalar(0))))

// @ts-expect-error sizes that differ, and neither is 1
pipe(rows, T.equal(four))
// @ts-expect-error the choices do not fit each other
T.where(rows, four)
// @ts-expect-error the condition does not fit the choices
pipe(four, T.where(rows, bias))
// @ts-expect-error a size that is known only when the program runs
pipe(rows, T.where(wide, bias))
