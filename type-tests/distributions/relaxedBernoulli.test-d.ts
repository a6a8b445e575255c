import { Key, RelaxedBernoulli, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const logits: T.Tensor<readonly ['batch', 10]>
declare const temperature: T.Tensor<readonly []>
const q = RelaxedBernoulli.make(logits, temperature)

expectType<RelaxedBernoulli.RelaxedBernoulli<'batch', readonly [10]>>(q)
expectType<T.Tensor<readonly ['samples', 'batch', 10]>>(RelaxedBernoulli.sample(Key.from(7), 'samples', 5)(q))
expectType<RelaxedBernoulli.RelaxedBernoulli<'batch', readonly ['latent']>>(RelaxedBernoulli.flattenEvent('latent')(q))
// @ts-expect-error its mean has no closed form
RelaxedBernoulli.mean
