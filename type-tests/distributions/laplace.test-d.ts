import { Key, Laplace, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const mean: T.Tensor<readonly ['batch', 20]>
declare const shorter: T.Tensor<readonly ['batch', 10]>
declare const z: T.Tensor<readonly ['samples', 'batch', 20]>
const q = Laplace.make(mean, mean)

expectType<Laplace.Laplace<'batch', readonly [20]>>(q)
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(Laplace.sample(Key.from(7), 'samples', 5)(q))
expectType<T.Tensor<readonly ['samples', 'batch']>>(Laplace.logProb(q)<readonly ['samples']>(z))
expectType<T.Tensor<readonly ['batch']>>(Laplace.entropy(q))
// @ts-expect-error means and log-scales of two sizes
Laplace.make(mean, shorter)
// @ts-expect-error a sample of another event
Laplace.logProb(q)(shorter)
