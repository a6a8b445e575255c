import { type DiagonalNormal, Kl, StandardNormal, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const q: DiagonalNormal.DiagonalNormal<'batch', readonly [20]>
declare const p: DiagonalNormal.DiagonalNormal<'batch', readonly [10]>

expectType<T.Tensor<readonly ['batch']>>(Kl.toStandardNormal(StandardNormal.standard(20))(q))
expectType<T.Tensor<readonly ['batch', 20]>>(Kl.toStandardNormalPerDimension(q))
expectType<T.Tensor<readonly ['batch']>>(Kl.toDiagonalNormal(q)(q))
// @ts-expect-error a prior of another event
Kl.toStandardNormal(StandardNormal.standard(10))(q)
// @ts-expect-error distributions of two events
Kl.toDiagonalNormal(p)(q)
// @ts-expect-error the prior and the posterior exchanged
Kl.toStandardNormal(q)
