import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const rows: T.Tensor<readonly ['batch', 500]>
declare const bias: T.Tensor<readonly [500]>
declare const column: T.Tensor<readonly ['batch', 1]>
declare const other: T.Tensor<readonly ['rows', 500]>
declare const four: T.Tensor<readonly [4]>
declare const scalar: T.Tensor<readonly []>

// literal sizes, named sizes, and both
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(rows, T.add(bias)))
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(bias, T.sub(rows)))
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(column, T.mul(bias)))
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(rows, T.div(scalar)))
expectType<T.Tensor<readonly ['batch', 500]>>(T.maximum(rows)(column))
expectType<T.Tensor<readonly ['batch', 500]>>(T.minimum(rows)(rows))

// @ts-expect-error sizes that differ, and neither is 1
pipe(rows, T.add(four))
// @ts-expect-error names that differ
pipe(rows, T.add(other))
// @ts-expect-error a name is no number
pipe(rows, T.mul(T.transpose(rows)))

// a size that is one of several, wide or never meets nothing: not itself, and not 1
declare const several: T.Tensor<readonly ['batch', 3 | 4]>
declare const wide: T.Tensor<readonly ['batch', number]>
declare const impossible: T.Tensor<readonly ['batch', never]>
// @ts-expect-error one of several
pipe(rows, T.add(several))
// @ts-expect-error of an unknown size
pipe(rows, T.add(wide))
// @ts-expect-error of no size
pipe(rows, T.add(impossible))
// @ts-expect-error the one may be 3 and the other 4
pipe(several, T.add(several))
// @ts-expect-error two wide sizes need not be one
pipe(wide, T.sub(wide))
// @ts-expect-error nothing is the same as never
pipe(impossible, T.mul(impossible))
// @ts-expect-error several beside 1
pipe(several, T.add(column))
// @ts-expect-error 1 beside several
pipe(column, T.maximum(several))
// @ts-expect-error wide beside 1
pipe(wide, T.div(column))
// @ts-expect-error 1 beside never
pipe(column, T.add(impossible))
declare const maybeOne: T.Tensor<readonly ['batch', 1 | 500]>
// @ts-expect-error 1 is only one of them
pipe(rows, T.add(maybeOne))
// @ts-expect-error nor on the left
pipe(maybeOne, T.add(rows))
declare const anyName: T.Tensor<readonly [string, 500]>
// @ts-expect-error two names that are known only when the program runs
pipe(anyName, T.add(anyName))
declare const pattern: T.Tensor<readonly [`rows ${number}`, 500]>
// @ts-expect-error a name that is a pattern
pipe(pattern, T.add(pattern))
declare const oneOfTwo: T.Tensor<readonly ['batch' | 'rows', 500]>
// @ts-expect-error a name of several
pipe(oneOfTwo, T.minimum(oneOfTwo))

// a mean over all pairs, and an outer difference that is said
declare const target: T.Tensor<readonly ['batch']>
// @ts-expect-error a prediction of one number each, and its target
pipe(column, T.sub(target), T.square, T.meanOfAll)
// @ts-expect-error nor the other way round
pipe(target, T.sub(column))
expectType<T.Tensor<readonly ['batch', 'batch']>>(pipe(target, T.expand(1), T.sub(pipe(target, T.expand(0)))))
expectType<T.Tensor<readonly ['batch']>>(pipe(column, T.squeeze(1), T.sub(target)))

// in a function that is generic in a size, equal shapes unify
export const residual =
  <Row extends Shape.Dim, Size extends Shape.Dim>(by: T.Tensor<readonly [Row, Size]>) =>
  (x: T.Tensor<readonly [Row, Size]>): T.Tensor<readonly [Row, Size]> =>
    pipe(x, T.same.add(by))
expectType<T.Tensor<readonly ['batch', 500]>>(residual(rows)(rows))
// @ts-expect-error another row
residual(rows)(other)

// a 1 beside a size that the function is generic in, on either side
export const centered = <Row extends Shape.Dim, Size extends Shape.Dim>(
  x: T.Tensor<readonly [Row, Size]>,
  mean: T.Tensor<readonly [Row, 1]>,
  scale: T.Tensor<readonly [1, Size]>,
): readonly T.Tensor<readonly [Row, Size]>[] => [
  pipe(x, T.sub(mean)),
  pipe(mean, T.add(x)),
  pipe(x, T.mul(scale)),
  pipe(scale, T.mul(x)),
  pipe(scale, T.add(mean)),
  pipe(mean, T.add(scale)),
]
