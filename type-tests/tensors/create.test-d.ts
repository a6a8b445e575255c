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

// zeros: what is known to be wrong is refused
const given = [wide, 5] as const
declare const unsaid: never
// @ts-expect-error a size that is known only when the program runs
T.zeros(given, [1, 5])
// @ts-expect-error the same, written in place
T.zeros([wide, 5], [1, 5])
// @ts-expect-error a name that is known only when the program runs
T.zeros([some, 5], [1, 5])
// @ts-expect-error below zero
T.zeros([8, -1] as const, [8, -1])
// @ts-expect-error zero
T.zeros([0, 3], [0, 3])
// @ts-expect-error a fraction
T.zeros([2.5], [2])
// @ts-expect-error one of several sizes
T.zeros([3 as 3 | 4, 5], [3, 5])
// @ts-expect-error one of several shapes
T.zeros([3] as readonly [3] | readonly [4], [3])
// @ts-expect-error a size of any
T.zeros([anything, 5], [3, 5])
// @ts-expect-error a shape of any
T.zeros(anything, [3, 5])
// @ts-expect-error a size of never
T.zeros([unsaid, 5], [3, 5])
// @ts-expect-error a name that is a number
T.zeros(['3', 5], [3, 5])
// @ts-expect-error a rank that is known only when the program runs
T.zeros([2, 3] as number[], [2, 3])

// what is not known yet passes, and the shape is kept as it was written
export const blank = <Row extends Shape.Dim, Event extends readonly Shape.Dim[]>(
  row: Row,
  event: Event,
  sizes: readonly number[],
) => {
  expectType<T.Tensor<readonly [Row, 5]>>(T.zeros([row, 5], sizes))
  expectType<T.Tensor<readonly [Row, ...Event]>>(T.zeros([row, ...event], sizes))
  // @ts-expect-error below zero, beside what is not known
  T.zeros([row, -1], sizes)
  // @ts-expect-error wide, beside what is not known
  T.zeros([wide, row], sizes)
}
const pair: ['batch', 4] = ['batch', 4]
expectType<T.Tensor<readonly ['batch', 4]>>(T.zeros(pair, [2, 4]))
expectType<T.Tensor<readonly ['batch', 16]>>(T.zeros(['batch', 16], [3, 16]))
expectType<T.Tensor<readonly [2, 3]>>(T.zeros<readonly [2, 3]>([2, 3], [2, 3]))
expectType<T.Tensor<readonly []>>(T.zeros([], []))
