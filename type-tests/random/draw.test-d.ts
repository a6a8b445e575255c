import { Key, Random, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const like: T.Tensor<readonly ['batch', 20]>
const key = Key.from(7)

expectType<T.Tensor<readonly ['batch', 20]>>(Random.normal(key)(like))
expectType<T.Tensor<readonly [3]>>(Random.uniform(key)({ shape: [3] as const, sizes: [3] }))
// @ts-expect-error a seed is no key
Random.normal(7)
