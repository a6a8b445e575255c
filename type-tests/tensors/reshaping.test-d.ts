// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const image: T.Tensor<readonly ['batch', 28, 28]>
declare const weight: T.Tensor<readonly [784, 500]>
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
