import { NegativeBinomial, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logMean: T.Tensor<readonly ['batch', 28, 28]>
declare const flat: T.Tensor<readonly ['batch', 784]>
const p = NegativeBinomial.make(logMean, logMean)

expectType<NegativeBinomial.NegativeBinomial<'batch', readonly [28, 28]>>(p)
expectType<T.Tensor<readonly ['batch']>>(NegativeBinomial.logProb(p)<readonly []>(logMean))
expectType<T.Tensor<readonly ['batch', 28, 28]>>(NegativeBinomial.variance(p))
// @ts-expect-error two shapes
NegativeBinomial.make(logMean, flat)
// @ts-expect-error data of another event
NegativeBinomial.logProb(p)(flat)
