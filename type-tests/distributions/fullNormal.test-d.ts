import { FullNormal, Key, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const mean: T.Tensor<readonly ['batch', 20]>
declare const factor: T.Tensor<readonly ['batch', 20, 20]>
declare const diagonal: T.Tensor<readonly ['batch', 20]>
declare const z: T.Tensor<readonly ['samples', 'batch', 20]>
const q = FullNormal.make(mean, factor)

expectType<FullNormal.FullNormal<'batch', readonly [20]>>(q)
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(FullNormal.sample(Key.from(7), 'samples', 5)(q))
expectType<T.Tensor<readonly ['samples', 'batch']>>(FullNormal.logProb(q)<readonly ['samples']>(z))
expectType<T.Tensor<readonly ['batch']>>(FullNormal.entropy(q))
expectType<FullNormal.FullNormal<'batch', readonly ['latent']>>(FullNormal.flattenEvent('latent')(q))
// @ts-expect-error a diagonal is no factor
FullNormal.make(mean, diagonal)
