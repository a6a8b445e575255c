import { type T, ZeroInflatedNegativeBinomial } from 'shapebound'
import { expectType } from 'tsd'

declare const logMean: T.Tensor<readonly ['batch', 28, 28]>
declare const flat: T.Tensor<readonly ['batch', 784]>
const p = ZeroInflatedNegativeBinomial.make(logMean, logMean, logMean)

expectType<ZeroInflatedNegativeBinomial.ZeroInflatedNegativeBinomial<'batch', readonly [28, 28]>>(p)
expectType<T.Tensor<readonly ['batch']>>(ZeroInflatedNegativeBinomial.logProb(p)<readonly []>(logMean))
// @ts-expect-error two shapes
ZeroInflatedNegativeBinomial.make(logMean, logMean, flat)
