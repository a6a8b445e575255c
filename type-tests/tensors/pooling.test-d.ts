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

// an option that may be there is not absent
declare const optional: { readonly kernel: 2; readonly stride?: 1 }
declare const strided: boolean
declare const filter: T.Tensor<readonly [3, 3, 1, 8]>
// @ts-expect-error its stride is 1, or the kernel
T.maxPool(optional)
// @ts-expect-error as above
T.avgPool({ kernel: 2, ...(strided ? { stride: 1 } : {}) } as const)
// @ts-expect-error its stride is 2, or 1
T.conv2d(filter, { ...(strided ? { stride: 2 } : {}) } as const)
// @ts-expect-error as above
T.conv2dTranspose(filter, {} as { readonly padding?: 'valid' })
