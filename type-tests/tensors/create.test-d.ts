// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import type { Either } from 'fp-ts/lib/Either.js'
import { type Shape, T } from 'shapebound'
import { expectNotAssignable, expectType } from 'tsd'

declare const values: Float32Array
declare const wide: number
declare const some: string
declare const anything: any
declare const data: unknown

expectType<T.HostTensor<readonly ['batch', 784]>>(T.host(['batch', 784], { batch: 3 }, values))
expectType<Either<Shape.ShapeError, T.HostTensor<readonly ['batch', 2]>>>(T.decode(['batch', 2])(data))
expectType<T.Tensor<readonly []>>(T.scalar(wide))
expectType<T.Tensor<readonly ['batch', 2]>>(T.fromHost(T.host(['batch', 2], { batch: 3 }, values)))

// @ts-expect-error a size that is known only when the program runs
T.decode(['batch', wide])
// @ts-expect-error a name that is known only when the program runs
T.decode([some, 2])
// @ts-expect-error a size that is one of several
T.decode(['batch', 3 as 3 | 4])
// @ts-expect-error a size of any
T.decode(['batch', anything])
// @ts-expect-error zero, below zero, and a fraction
T.decode([0])
// @ts-expect-error below zero
T.decode([-2])
// @ts-expect-error a fraction
T.host([0.5], {}, values)
// @ts-expect-error a rank that is known only when the program runs
T.decode([2, 3] as number[])

// a size of never passes every parameter, and the tensor fits nowhere
expectNotAssignable<T.HostTensor<readonly ['batch', 2]>>(T.host(['batch', 3 as never], {}, values))

// @ts-expect-error a shape that is more than a shape
T.host([784, 'batch'] as [784, 'batch'] & { readonly length: 2 }, { batch: 1 }, values)
