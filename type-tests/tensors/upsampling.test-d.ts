import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const images: T.Tensor<readonly ['batch', 7, 'width', 3]>
declare const rows: T.Tensor<readonly ['batch', 784]>
declare const wide: number

expectType<T.Tensor<readonly ['batch', 14, 'width*2', 3]>>(pipe(images, T.upsample(2)))
expectType<T.Tensor<readonly ['batch', 28, 'width*4', 3]>>(pipe(images, T.upsample(2), T.upsample(2)))

// @ts-expect-error no images
pipe(rows, T.upsample(2))
// @ts-expect-error a factor is a whole number above 0
T.upsample(1.5)
// @ts-expect-error known only when the program runs
T.upsample(wide)
// @ts-expect-error one of several
T.upsample(2 as 2 | 3)
