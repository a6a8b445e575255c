import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const images: T.Tensor<readonly ['batch', 28, 'width', 16]>
declare const named: T.Tensor<readonly ['batch', 28, 28, 'channels']>
declare const filter: T.Tensor<readonly [3, 3, 16, 2]>
declare const own: T.Tensor<readonly [3, 3, 'channels', 1]>
declare const many: T.Tensor<readonly [3, 3, 'channels', 'each']>

expectType<T.Tensor<readonly ['batch', 28, 'width', 32]>>(pipe(images, T.depthwiseConv2d(filter)))
expectType<T.Tensor<readonly ['batch', 14, 14, 'channels']>>(pipe(named, T.depthwiseConv2d(own, { stride: 2 })))
expectType<T.Tensor<readonly ['batch', 28, 28, 'channels*each']>>(pipe(named, T.depthwiseConv2d(many)))

// @ts-expect-error other channels
pipe(named, T.depthwiseConv2d(filter))
// @ts-expect-error the filter says the kernel
T.depthwiseConv2d(filter, { kernel: 3 })
// @ts-expect-error fewer pixels than the kernel
pipe(images, T.depthwiseConv2d(filter, { padding: 'valid', dilation: 14 }))
