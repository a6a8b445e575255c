import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const image: T.Tensor<readonly ['batch', 28, 28, 3]>
declare const tall: T.Tensor<readonly ['batch', 'h', 28, 'c']>

expectType<T.Tensor<readonly ['batch', 14, 14, 3]>>(pipe(image, T.maxPool({ kernel: 2 })))
expectType<T.Tensor<readonly ['batch', 26, 26, 3]>>(pipe(image, T.avgPool({ kernel: 3, stride: 1 })))
expectType<T.Tensor<readonly ['batch', 'floor(h/2)', 14, 'c']>>(pipe(tall, T.maxPool({ kernel: 2 })))

// @ts-expect-error a window that does not fit
pipe(image, T.maxPool({ kernel: 29 }))
// @ts-expect-error a kernel that is known only when the program runs
T.maxPool({ kernel: Number('2') })
// @ts-expect-error options that are known only in part
T.maxPool({ kernel: 2 } as { kernel: 2 } | { kernel: 3 })

// a user's function that is generic in what it does not compute with
export const halve = <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, 28, 28, 3]>) =>
  pipe(x, T.maxPool({ kernel: 2 }))
expectType<T.Tensor<readonly ['batch', 14, 14, 3]>>(halve(image))
