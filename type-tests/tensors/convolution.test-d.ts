import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const image: T.Tensor<readonly ['batch', 28, 28, 1]>
declare const tall: T.Tensor<readonly ['batch', 'h', 28, 'c']>
declare const filter: T.Tensor<readonly [4, 4, 1, 32]>
declare const back: T.Tensor<readonly [4, 4, 8, 1]>
declare const named: T.Tensor<readonly [3, 3, 'c', 'd']>
declare const unknownKernel: T.Tensor<readonly ['k', 4, 1, 32]>

expectType<T.Tensor<readonly ['batch', 28, 28, 32]>>(pipe(image, T.conv2d(filter)))
expectType<T.Tensor<readonly ['batch', 14, 14, 32]>>(pipe(image, T.conv2d(filter, { stride: 2 })))
expectType<T.Tensor<readonly ['batch', 25, 25, 32]>>(pipe(image, T.conv2d(filter, { padding: 'valid' })))
expectType<T.Tensor<readonly ['batch', 14, 14, 32]>>(pipe(image, T.conv2d(filter, { stride: 2, padding: 1 })))
expectType<T.Tensor<readonly ['batch', 22, 22, 32]>>(pipe(image, T.conv2d(filter, { dilation: 2, padding: 'valid' })))
expectType<T.Tensor<readonly ['batch', 'ceil(h/2)', 14, 'd']>>(pipe(tall, T.conv2d(named, { stride: 2 })))
expectType<T.Tensor<readonly ['batch', 56, 56, 8]>>(pipe(image, T.conv2dTranspose(back, { stride: 2 })))

// @ts-expect-error a kernel whose size has a name
pipe(image, T.conv2d(unknownKernel))
// @ts-expect-error another name
pipe(image, T.conv2d(named))
// @ts-expect-error a stride that is one of several
T.conv2d(filter, { stride: 1 as 1 | 2 })
// @ts-expect-error a padding of any
T.conv2d(filter, { padding: JSON.parse('1') })

// a user's function that is generic in what it does not compute with
export const edges = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 28, 28, 1]>) => pipe(x, T.conv2d(filter))
expectType<T.Tensor<readonly ['batch', 28, 28, 32]>>(edges(image))

// options that may be undefined, or that are one of several, are not taken for none
declare const strided: boolean
declare const perhaps: { readonly stride: 2 } | undefined
// @ts-expect-error a choice between options and none
T.conv2d(filter, strided ? { stride: 2 } : undefined)
// @ts-expect-error undefined itself
T.conv2d(filter, undefined)
// @ts-expect-error a variable
pipe(image, T.conv2d(filter, perhaps))
// @ts-expect-error one of two records
T.conv2d(filter, strided ? { stride: 2 } : {})
// @ts-expect-error the way back
T.conv2dTranspose(back, strided ? { stride: 2 } : undefined)
expectType<T.Tensor<readonly ['batch', 28, 28, 32]>>(pipe(image, T.conv2d(filter, {})))
expectType<T.Tensor<readonly ['batch', 14, 14, 32]>>(T.conv2d(filter, { stride: 2 })(image))
