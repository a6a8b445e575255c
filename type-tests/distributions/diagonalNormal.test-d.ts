import { DiagonalNormal, Key, type StandardNormal, type T } from 'shapebound'
import { expectNotAssignable, expectType } from 'tsd'

declare const mean: T.Tensor<readonly ['batch', 20]>
declare const shorter: T.Tensor<readonly ['batch', 10]>
declare const z: T.Tensor<readonly ['samples', 'batch', 20]>
const q = DiagonalNormal.make(mean, mean)

expectType<DiagonalNormal.DiagonalNormal<'batch', readonly [20]>>(q)
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(DiagonalNormal.sample(Key.from(7), 'samples', 5)(q))
expectType<T.Tensor<readonly ['samples', 'batch']>>(DiagonalNormal.logProb(q)<readonly ['samples']>(z))
expectType<T.Tensor<readonly ['batch']>>(DiagonalNormal.entropy(q))
expectType<StandardNormal.StandardNormal<readonly [20]>>(DiagonalNormal.standard(20))

expectNotAssignable<DiagonalNormal.DiagonalNormal<'batch', readonly [number]>>(q)
expectNotAssignable<DiagonalNormal.DiagonalNormal<'rows', readonly [20]>>(q)
// @ts-expect-error heads of two sizes
DiagonalNormal.make(mean, shorter)
// @ts-expect-error a sample of another event
DiagonalNormal.logProb(q)(shorter)
