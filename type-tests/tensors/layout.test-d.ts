import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const image: T.Tensor<readonly ['batch', 28, 3]>
declare const z: T.Tensor<readonly ['batch', 20]>
declare const labels: T.Tensor<readonly ['batch', 'labels']>
declare const several: readonly T.Tensor<readonly ['batch', 20]>[]

expectType<T.Tensor<readonly [3, 'batch', 28]>>(pipe(image, T.permute(-1, 'batch', 1)))
expectType<T.Tensor<readonly ['batch', 1, 20]>>(pipe(z, T.expand(1)))
expectType<T.Tensor<readonly ['batch', 20]>>(pipe(z, T.expand(-1), T.squeeze(2)))
expectType<T.Tensor<readonly ['batch', 'labels+20']>>(pipe(z, T.concat(labels, -1)))
expectType<T.Tensor<readonly [2, 'batch', 20]>>(T.stack(0)([z, z]))
expectType<T.Tensor<readonly ['batch', 10]>>(pipe(z, T.slice(1, 10, 10)))
expectType<T.Tensor<readonly [5, 20]>>(pipe(z, T.slice('batch', 0, 5)))
expectType<readonly [T.Tensor<readonly ['batch', 12]>, T.Tensor<readonly ['batch', 8]>]>(pipe(z, T.split(-1, [12, 8])))
expectType<readonly [T.Tensor<readonly ['batch']>, T.Tensor<readonly ['batch']>]>(
  T.unstack({} as T.Tensor<readonly [2, 'batch']>),
)
expectType<T.Tensor<readonly ['rows', 20]>>(pipe(z, T.rename('batch', 'rows')))
expectType<T.Tensor<readonly ['batch', 'classes']>>(pipe(labels, T.rename(-1, 'classes')))

// @ts-expect-error rename: [batch, 20] has no axis rows
pipe(z, T.rename('rows', 'batch'))
// @ts-expect-error rename: takes an axis with a name but is given 20, in [batch, 20]
pipe(z, T.rename(1, 'latent'))
// @ts-expect-error rename: the name is known only when the program runs
T.rename('batch', String(z))
// @ts-expect-error rename: the name is one of several
T.rename('batch', 'a' as 'a' | 'b')

// @ts-expect-error an axis left out
pipe(image, T.permute(1, 0))
// @ts-expect-error places that are known only when the program runs
pipe(image, T.permute(...([0, 1, 2] as number[])))
// @ts-expect-error a place that is one of several
pipe(z, T.squeeze(0 as 0 | 1))
// @ts-expect-error a number of tensors that is known only when the program runs
T.stack(0)(several)
// @ts-expect-error a begin that is one of several
T.slice(1, 1 as 1 | 2, 3)
// @ts-expect-error parts whose number is known only when the program runs
pipe(z, T.split(1, [10, 10] as number[]))
// @ts-expect-error a first axis with a name
T.unstack(z)

// a user's function that is generic in what it does not compute with
export const firstHalf = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 20]>) => pipe(x, T.slice(1, 0, 10))
expectType<T.Tensor<readonly ['batch', 10]>>(firstHalf(z))
export const asRows = <Size extends Shape.Dim>(x: T.Tensor<readonly ['batch', Size]>) => pipe(x, T.rename(0, 'rows'))
expectType<T.Tensor<readonly ['rows', 20]>>(asRows(z))

// -----------------------------------------------------------------------------
// what is any, and what is one of several
// -----------------------------------------------------------------------------

// biome-ignore lint/suspicious/noExplicitAny: that it is refused is the subject
declare const anyAxis: any
declare const code: T.Tensor<readonly ['batch', 20]>
declare const either: T.Tensor<readonly ['batch', 20]> | T.Tensor<readonly ['batch', 10]>

// @ts-expect-error the types would take the first axis, and the program another
T.concat(code, anyAxis)(code)
// @ts-expect-error as above
T.expand(anyAxis)(code)
// @ts-expect-error as above
T.slice(anyAxis, 0, 5)(code)
// @ts-expect-error a place to begin
T.slice(1, anyAxis, 5)(code)
// @ts-expect-error as above
T.flatten(anyAxis, 1)(code)
// @ts-expect-error as above
T.flatten(0, anyAxis)(code)
// @ts-expect-error as above
T.unflatten(anyAxis, [4, 5])(code)
// @ts-expect-error as above
T.argMax(anyAxis)(code)
// @ts-expect-error as above
T.stack(anyAxis)([code, code])
// @ts-expect-error as above
T.split(anyAxis, [10, 10])(code)
// @ts-expect-error a shape
T.reshape(anyAxis)
// @ts-expect-error a shape
T.decode(anyAxis)
// @ts-expect-error a shape
T.host(anyAxis, {}, new Float32Array(1))
// @ts-expect-error one of several
T.stack(0)([code, either])
// @ts-expect-error one of several
T.stack(0)([either, code])
// @ts-expect-error each may be another
T.stack(0)([either, either])
declare const someSize: T.Tensor<readonly ['batch', 3 | 4]>
declare const wideSize: T.Tensor<readonly ['batch', number]>
declare const noSize: T.Tensor<readonly ['batch', never]>
// @ts-expect-error a size of several
T.stack(0)([someSize, someSize])
// @ts-expect-error a wide size
T.stack(1)([wideSize, wideSize])
// @ts-expect-error a size that is never
T.stack(0)([noSize, noSize])
// @ts-expect-error a size of several beside the axis that is joined
pipe(someSize, T.concat(someSize, 0))
// @ts-expect-error a wide size
pipe(wideSize, T.concat(wideSize, 'batch'))
// @ts-expect-error a size that is never
pipe(noSize, T.concat(noSize, 0))

// a user's function that is generic in its sizes
export const joinedTo = <Row extends Shape.Dim, Size extends Shape.Dim>(
  x: T.Tensor<readonly [Row, Size]>,
  y: T.Tensor<readonly [Row, 5]>,
) => [T.stack(0)([x, x]), pipe(x, T.concat(y, 1)), pipe(y, T.concat(x, 1))] as const
// @ts-expect-error one of several
T.einsum('bd,bd->b')(code, either)
// @ts-expect-error one of several
T.einsum('bd,bd->b')(either, code)
