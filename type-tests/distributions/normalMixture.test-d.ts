import { Key, NormalMixture, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logits: T.Tensor<readonly ['batch', 'components']>
declare const mean: T.Tensor<readonly ['batch', 'components', 20]>
declare const shorter: T.Tensor<readonly ['batch', 'components', 10]>
declare const z: T.Tensor<readonly ['samples', 'batch', 20]>
const p = NormalMixture.make(logits, mean, mean)

expectType<NormalMixture.NormalMixture<'batch', readonly [20]>>(p)
expectType<T.Tensor<readonly ['samples', 'batch']>>(NormalMixture.logProb(p)<readonly ['samples']>(z))
expectType<T.Tensor<readonly ['batch', 20]>>(NormalMixture.mean(p))
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(NormalMixture.draw(Key.from(7), 'samples', 5)(p))
// @ts-expect-error means and log-variances of two sizes
NormalMixture.make(logits, mean, shorter)
// @ts-expect-error its entropy has no closed form
NormalMixture.entropy
// @ts-expect-error nor are its draws reparameterized
NormalMixture.sample
