import { Key, MixturePrior, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logits: T.Tensor<readonly ['components']>
declare const mean: T.Tensor<readonly ['components', 20]>
declare const z: T.Tensor<readonly ['samples', 'batch', 20]>
const p = MixturePrior.make(logits, mean, mean)

expectType<MixturePrior.MixturePrior<readonly [20]>>(p)
expectType<T.Tensor<readonly ['samples', 'batch']>>(MixturePrior.logProb(p)<readonly ['samples', 'batch']>(z))
expectType<T.Tensor<readonly ['rows', 20]>>(MixturePrior.draw(Key.from(7), 'rows', 5)(p))
