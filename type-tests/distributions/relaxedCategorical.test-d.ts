import { Key, RelaxedCategorical, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logits: T.Tensor<readonly ['batch', 10]>
declare const temperature: T.Tensor<readonly []>
const q = RelaxedCategorical.make(logits, temperature)

expectType<RelaxedCategorical.RelaxedCategorical<'batch', readonly [10]>>(q)
expectType<T.Tensor<readonly ['samples', 'batch', 10]>>(RelaxedCategorical.sample(Key.from(7), 'samples', 5)(q))
expectType<T.Tensor<readonly ['samples', 'batch']>>(
  RelaxedCategorical.sampleWithLogProb(Key.from(7), 'samples', 5)(q).logProb,
)
// @ts-expect-error one temperature, not one a row
RelaxedCategorical.make(logits, logits)
// @ts-expect-error its mean has no closed form
RelaxedCategorical.mean
// @ts-expect-error nor has its entropy
RelaxedCategorical.entropy
