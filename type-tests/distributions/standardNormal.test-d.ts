// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { Dim, Key, StandardNormal, type T } from 'shapebound'
import { expectNotAssignable, expectType } from 'tsd'

declare const wide: number
declare const anything: any
const p = StandardNormal.standard(20)

expectType<StandardNormal.StandardNormal<readonly [20]>>(p)
expectType<StandardNormal.StandardNormal<readonly [4, 5]>>(StandardNormal.standard(4, 5))
expectType<StandardNormal.StandardNormal<readonly ['latent']>>(StandardNormal.standard(Dim.named('latent', wide)))
expectType<T.Tensor<readonly ['rows', 20]>>(StandardNormal.sample(Key.from(7), 'rows', 3)(p))

expectNotAssignable<StandardNormal.StandardNormal<readonly [number]>>(p)
// @ts-expect-error a size that is known only when the program runs
StandardNormal.standard(wide)
// @ts-expect-error any
StandardNormal.standard(anything)
// @ts-expect-error a name without a size
StandardNormal.standard('latent')
// @ts-expect-error a rank that is known only when the program runs
StandardNormal.standard(...([20, 30] as number[]))
// @ts-expect-error one of several
StandardNormal.standard(20 as 20 | 10)
