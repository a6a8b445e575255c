// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import type { Either } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { Dim, type Engine, type Key, type Shape, T } from 'shapebound'
import { expectAssignable, expectNotAssignable, expectType } from 'tsd'

declare const data: unknown
declare const wide: number
declare const some: string
declare const anything: any
declare const numbers: T.HostTensor<readonly ['batch']>
declare const labels: T.Indices<readonly ['batch'], 10>
declare const hostLabels: T.HostIndices<readonly ['batch'], 10>

type Made<Given extends readonly unknown[], Limit> = Either<Shape.ShapeError, T.HostIndices<Given, Limit>>

// the checks: a number literal, a name with its size
expectType<Made<readonly ['batch'], 10>>(T.decodeIndices(['batch'], 10)(data))
expectType<Made<readonly ['batch', 12], 'vocabulary'>>(
  T.decodeIndices(['batch', 12], Dim.named('vocabulary', wide))(data),
)
expectType<Made<readonly ['batch'], 10>>(pipe(numbers, T.asIndices(10)))
expectType<Made<readonly ['batch'], 'vocabulary'>>(pipe(numbers, T.asIndices(Dim.named('vocabulary', wide))))
expectType<T.Indices<readonly ['batch'], 10>>(T.indicesFromHost(hostLabels))

// @ts-expect-error a size that is known only when the program runs
T.decodeIndices(['batch'], wide)
// @ts-expect-error a name without a size
T.asIndices('vocabulary')
// @ts-expect-error a size that is one of several
T.asIndices(7 as 7 | 10)
// @ts-expect-error zero
T.asIndices(0)
// @ts-expect-error a fraction
T.asIndices(2.5)
// @ts-expect-error any
T.asIndices(anything)
// @ts-expect-error a shape whose name is known only when the program runs
T.decodeIndices([some], 10)
// a size of never passes every parameter, and the indices fit nowhere
expectNotAssignable<Made<readonly ['batch'], 10>>(pipe(numbers, T.asIndices(10 as never)))

// indices are what their type says, and neither more nor less
expectAssignable<T.AnyIndices>(labels)
expectNotAssignable<T.Indices<readonly ['batch'], 7>>(labels)
expectNotAssignable<T.Indices<readonly ['batch'], 11>>(labels)
expectNotAssignable<T.Indices<readonly ['batch'], number>>(labels)
expectNotAssignable<T.Indices<readonly ['batch'], 7 | 10>>(labels)
expectNotAssignable<T.Indices<readonly ['batch'], never>>(labels)
expectNotAssignable<T.Indices<readonly ['rows'], 10>>(labels)
expectNotAssignable<T.HostIndices<readonly ['batch'], 7>>(hostLabels)

// they are no tensors, nor tensors they
expectNotAssignable<T.AnyTensor>(labels)
expectNotAssignable<T.Tensor<readonly ['batch']>>(labels)
expectNotAssignable<T.HostTensor<readonly ['batch']>>(hostLabels)
expectNotAssignable<T.HostIndices<readonly ['batch'], 10>>(numbers)
// @ts-expect-error nothing computes with them
pipe(labels, T.mulScalar(2))
// what is not checked is none
expectNotAssignable<T.HostIndices<readonly ['batch'], 10>>({
  shape: ['batch'] as const,
  sizes: [1],
  values: Float32Array.of(12),
  below: { dim: 10, size: 10 } as const,
})

// they are leaves of trees, and inputs and outputs of programs
interface Batch {
  readonly x: T.Tensor<readonly ['batch', 784]>
  readonly labels: T.Indices<readonly ['batch'], 10>
}
declare const engine: Engine.Engine
declare const x: T.HostTensor<readonly ['batch', 784]>
declare const hostSevens: T.HostIndices<readonly ['batch'], 7>
declare const key: Key.Key
expectType<T.HostIndices<readonly ['batch'], 10>>({} as T.Tree.Host<Batch>['labels'])
const program = engine.run((batch: Batch) => ({ found: pipe(batch.x, T.argMax(-1)), labels: batch.labels }))
program({ x, labels: hostLabels }, key)
// @ts-expect-error below another size
program({ x, labels: hostSevens }, key)
// @ts-expect-error numbers that nobody has checked
program({ x, labels: numbers }, key)

// in a function that is generic in the shape and the size
export const read = <Row extends Shape.Dim, Classes extends Shape.Dim>(
  given: T.HostTensor<readonly [Row]>,
  classes: Shape.Size<Classes>,
): Either<Shape.ShapeError, T.HostIndices<readonly [Row], Classes>> => pipe(given, T.asIndices(classes))
expectType<Made<readonly ['batch'], 'classes'>>(read(numbers, Dim.named('classes', 10)))
expectType<Made<readonly ['batch'], 10>>(read(numbers, Dim.literal(10)))
