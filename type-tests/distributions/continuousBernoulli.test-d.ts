import { ContinuousBernoulli, Key, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logits: T.Tensor<readonly ['batch', 28, 28]>
declare const flat: T.Tensor<readonly ['batch', 784]>
const p = ContinuousBernoulli.make(logits)

expectType<ContinuousBernoulli.ContinuousBernoulli<'batch', readonly [28, 28]>>(p)
expectType<T.Tensor<readonly ['batch']>>(ContinuousBernoulli.logProb(p)<readonly []>(logits))
expectType<T.Tensor<readonly ['batch', 28, 28]>>(ContinuousBernoulli.mean(p))
expectType<T.Tensor<readonly ['rows', 'batch', 28, 28]>>(ContinuousBernoulli.sample(Key.from(7), 'rows', 5)(p))
// @ts-expect-error data of another event
ContinuousBernoulli.logProb(p)(flat)
