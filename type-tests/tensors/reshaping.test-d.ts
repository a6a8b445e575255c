// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { pipe } from 'fp-ts/lib/function.js'
import { Dim, type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const image: T.Tensor<readonly ['batch', 28, 28]>
declare const weight: T.Tensor<readonly [784, 500]>
declare const merged: T.Tensor<readonly ['samples*batch', 20]>
declare const wide: number
declare const anything: any

expectType<T.Tensor<readonly ['batch', 784]>>(pipe(image, T.reshape(['batch', 784])))
expectType<T.Tensor<readonly ['batch', 7, 112]>>(pipe(image, T.reshape(['batch', 7, 112])))
expectType<T.Tensor<readonly ['batch*784']>>(pipe(image, T.reshape(['batch*784'])))
expectType<T.Tensor<readonly [392000]>>(pipe(weight, T.reshape([392000])))
expectType<T.Tensor<readonly [500, 784]>>(T.transpose(weight))

// @ts-expect-error another number of elements
pipe(image, T.reshape(['batch', 783]))
// @ts-expect-error another name
pipe(image, T.reshape(['rows', 784]))
// @ts-expect-error a size that is known only when the program runs
T.reshape(['batch', wide])
// @ts-expect-error a size that is one of several
T.reshape(['batch', 784 as 784 | 783])
// @ts-expect-error a size of any
T.reshape(['batch', anything])
// @ts-expect-error a rank that is known only when the program runs
T.reshape([] as number[])
// @ts-expect-error an optional size
T.reshape([784] as readonly [784, 1?])

// @ts-expect-error a shape of any is that of a scalar, which nothing else can be read as
T.reshape(anything)(image)

// -----------------------------------------------------------------------------
// sizes that a shape does not say
// -----------------------------------------------------------------------------

// one takes what is left, and one may be brought
expectType<T.Tensor<readonly ['rows', 2, 'samples']>>(
  pipe({} as T.Tensor<readonly ['rows*2', 'samples']>, T.reshape(['rows', 2, 'samples'])),
)
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(pipe(merged, T.reshape([Dim.named('samples', 5), 'batch', 20])))
// @ts-expect-error two that are not known
pipe(merged, T.reshape(['samples', 'batch', 20]))
// @ts-expect-error a size that is brought, of another name
pipe(merged, T.reshape([Dim.named('rows', 5), 'batch', 20]))
// in a function that is generic in a size, which has passed its own check
const named = <Name extends Shape.Dim>(size: Shape.Size<Name>) => T.reshape([size])
expectType<T.Tensor<readonly ['batch*784']>>(pipe(image, named(Dim.named('batch*784', 784))))

// -----------------------------------------------------------------------------
// flatten and unflatten
// -----------------------------------------------------------------------------

expectType<T.Tensor<readonly ['batch', 784]>>(pipe(image, T.flatten(1, -1)))
expectType<T.Tensor<readonly ['batch*28', 28]>>(pipe(image, T.flatten('batch', 1)))
expectType<T.Tensor<readonly ['batch', 4, 7, 28]>>(pipe(image, T.unflatten(1, [4, 7])))
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(
  pipe(merged, T.unflatten(0, [Dim.named('samples', 5), 'batch'])),
)
// @ts-expect-error no such axis
pipe(image, T.flatten(1, 3))
// @ts-expect-error the other way round
pipe(image, T.flatten(2, 1))
// @ts-expect-error an axis that is known only when the program runs
pipe(image, T.flatten(1, wide))
// @ts-expect-error another number of elements
pipe(image, T.unflatten(1, [4, 8]))
// @ts-expect-error two sizes that are not known
pipe(merged, T.unflatten(0, ['samples', 'batch']))
// @ts-expect-error a size of any
T.unflatten(1, [4, anything])
// @ts-expect-error a size that is known only when the program runs
T.unflatten(1, [4, wide])
