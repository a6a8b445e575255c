// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { Key, Random, type Shape, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const like: T.Tensor<readonly ['batch', 20]>
const key = Key.from(7)

expectType<T.Tensor<readonly ['batch', 20]>>(Random.normal(key)(like))
expectType<T.Tensor<readonly [3]>>(Random.uniform(key)({ shape: [3] as const, sizes: [3] }))
// @ts-expect-error a seed is no key
Random.normal(7)

declare const wide: number
declare const anything: any
// @ts-expect-error a size that is known only when the program runs
Random.normal(key)({ shape: [wide, 5] as const, sizes: [3, 5] })
// @ts-expect-error the same, written in place
Random.uniform(key)({ shape: [wide, 5], sizes: [3, 5] })
// @ts-expect-error below zero
Random.uniform(key)({ shape: [8, -1], sizes: [8, -1] })
// @ts-expect-error a fraction
Random.normal(key)({ shape: ['batch', 1.5], sizes: [8, 1] })
// @ts-expect-error one of several
Random.normal(key)({ shape: [3 as 3 | 4], sizes: [3] })
// @ts-expect-error a size of any
Random.normal(key)({ shape: [anything], sizes: [3] })
// @ts-expect-error a shape of any
Random.uniform(key)({ shape: anything, sizes: [3] })
// @ts-expect-error a record of any
Random.normal(key)(anything)
// @ts-expect-error a rank that is known only when the program runs
Random.normal(key)({ shape: [3] as number[], sizes: [3] })

// a user's function that is generic in its shape
export const jittered = <Row extends Shape.Dim, Event extends readonly Shape.Dim[], Whole extends Shape.Shape>(
  x: T.Tensor<readonly [Row, ...Event]>,
  y: T.Tensor<Whole>,
  row: Row,
) => {
  expectType<T.Tensor<readonly [Row, ...Event]>>(Random.normal(key)(x))
  expectType<T.Tensor<Readonly<Whole>>>(Random.uniform(key)(y))
  expectType<T.Tensor<readonly [Row, 5]>>(Random.normal(key)({ shape: [row, 5], sizes: [3, 5] }))
}
expectType<T.Tensor<readonly ['batch', 8]>>(Random.normal(key)({ shape: ['batch', 8], sizes: [2, 8] }))
