import { DiscretizedLogistic, Layer, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logits: T.Tensor<readonly ['batch', 'components', 28, 28]>
declare const levels: T.Tensor<readonly ['batch', 28, 28]>
const p = DiscretizedLogistic.make(logits, logits, logits)

expectType<DiscretizedLogistic.DiscretizedLogistic<'batch', readonly [28, 28]>>(p)
expectType<T.Tensor<readonly ['batch']>>(DiscretizedLogistic.logProb(p)<readonly []>(levels))
expectType<T.Tensor<readonly ['batch', 28, 28]>>(DiscretizedLogistic.mean(p))
// @ts-expect-error parameters without components
DiscretizedLogistic.make(levels, levels, levels)
// @ts-expect-error no component
Layer.discretizedLogisticHead({ components: 0 })
