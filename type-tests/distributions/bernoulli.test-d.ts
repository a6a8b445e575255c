import { Bernoulli, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logits: T.Tensor<readonly ['batch', 28, 28]>
declare const x: T.Tensor<readonly ['batch', 28, 28]>
declare const flat: T.Tensor<readonly ['batch', 784]>
const p = Bernoulli.make(logits)

expectType<Bernoulli.Bernoulli<'batch', readonly [28, 28]>>(p)
expectType<T.Tensor<readonly ['batch']>>(Bernoulli.logProb(p)(x))
expectType<T.Tensor<readonly ['batch', 28, 28]>>(Bernoulli.mean(p))
expectType<T.Tensor<readonly ['batch']>>(Bernoulli.entropy(p))
// @ts-expect-error data of another event
Bernoulli.logProb(p)(flat)
// @ts-expect-error a scalar has no rows
Bernoulli.make(logits as never as T.Tensor<readonly []>)
