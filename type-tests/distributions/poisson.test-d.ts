import { Poisson, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logRates: T.Tensor<readonly ['batch', 28, 28]>
declare const flat: T.Tensor<readonly ['batch', 784]>
const p = Poisson.make(logRates)

expectType<Poisson.Poisson<'batch', readonly [28, 28]>>(p)
expectType<T.Tensor<readonly ['batch']>>(Poisson.logProb(p)<readonly []>(logRates))
expectType<T.Tensor<readonly ['batch', 28, 28]>>(Poisson.mean(p))
// @ts-expect-error data of another event
Poisson.logProb(p)(flat)
// @ts-expect-error its entropy has no closed form
Poisson.entropy
