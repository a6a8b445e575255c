// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import {
  Bernoulli,
  Categorical,
  ContinuousBernoulli,
  Dim,
  Laplace,
  MixturePrior,
  Poisson,
  RelaxedBernoulli,
  RelaxedCategorical,
  type Standard,
} from 'shapebound'
import { expectNotAssignable, expectType } from 'tsd'

declare const wide: number
declare const anything: any

expectType<Standard<'Laplace', readonly [20]>>(Laplace.standard(20))
expectType<Standard<'Bernoulli', readonly [4, 5]>>(Bernoulli.standard(4, 5))
expectType<Standard<'ContinuousBernoulli', readonly ['latent']>>(
  ContinuousBernoulli.standard(Dim.named('latent', wide)),
)
expectType<Standard<'Categorical', readonly [3, 10]>>(Categorical.standard(3, 10))
expectType<Standard<'Poisson', readonly [20]>>(Poisson.standard(20))
expectType<Standard<'RelaxedBernoulli', readonly [20]>>(RelaxedBernoulli.standard({ temperature: 0.5 })(20))
expectType<Standard<'RelaxedCategorical', readonly [10]>>(RelaxedCategorical.standard({ temperature: 0.5 })(10))
expectType<MixturePrior.LearnedMixture<readonly ['latent', 2]>>(
  MixturePrior.learned({ components: 3 })(Dim.named('latent', wide), 2),
)

expectNotAssignable<Standard<'Laplace', readonly [number]>>(Laplace.standard(20))
expectNotAssignable<Standard<'Bernoulli', readonly [20]>>(Laplace.standard(20))
// @ts-expect-error a size that is known only when the program runs
Laplace.standard(wide)
// @ts-expect-error any
Bernoulli.standard(anything)
// @ts-expect-error a name without a size
Poisson.standard('latent')
// @ts-expect-error one of several
Categorical.standard(20 as 20 | 10)
// @ts-expect-error no temperature
RelaxedBernoulli.standard(20)
// @ts-expect-error a rank that is known only when the program runs
MixturePrior.learned({ components: 3 })(...([20, 30] as number[]))
