import { Categorical, Key, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logits: T.Tensor<readonly ['batch', 20, 10]>
declare const x: T.Tensor<readonly ['samples', 'batch', 20, 10]>
declare const other: T.Tensor<readonly ['batch', 20, 9]>
const p = Categorical.make(logits)

expectType<Categorical.Categorical<'batch', readonly [20, 10]>>(p)
expectType<T.Tensor<readonly ['samples', 'batch', 20, 10]>>(Categorical.draw(Key.from(7), 'samples', 5)(p))
expectType<T.Tensor<readonly ['samples', 'batch']>>(Categorical.logProb(p)<readonly ['samples']>(x))
expectType<T.Tensor<readonly ['batch']>>(Categorical.entropy(p))
expectType<T.Tensor<readonly ['batch', 20, 10]>>(Categorical.mean(p))
// @ts-expect-error data of other classes
Categorical.logProb(p)(other)
// @ts-expect-error draws are no reparameterized samples: there are none
Categorical.sample
