import { pipe } from 'fp-ts/lib/function.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Data, Elbo, type Engine, Evaluate, Key, type T, type Train, type Vae } from 'shapebound'
import { expectType } from 'tsd'

type Params = Vae.VaeParams<T.Tensor<readonly [1]>, null>
declare const model: Vae.Vae<readonly [256], readonly [5], T.Tensor<readonly [1]>, null, 'Bernoulli'>
declare const params: T.Tree.Host<Params>
declare const data: Data.Dataset<readonly [256], 'binary'>
declare const engine: Engine.Engine
const common = { model, params, data, engine, key: Key.from(7) } as const

expectType<TaskEither<Train.TrainError, Train.Values>>(Evaluate.bound({ ...common, bound: Elbo.elbo }))
// bounds
Evaluate.bound({ ...common, bound: Elbo.elboByMonteCarlo })
Evaluate.bound({ ...common, bound: Elbo.iwae(Elbo.logWeight), samples: 50 })
Evaluate.bound({ ...common, bound: Elbo.elboWithBeta(4) })
Evaluate.bound({ ...common, bound: Elbo.elboWithBeta(1) })
Evaluate.bound({ ...common, bound: pipe(Elbo.elbo, Elbo.average('batch')) })
// objectives that are none
// @ts-expect-error less than one KL
Evaluate.bound({ ...common, bound: Elbo.elboWithBeta(0.5) })
// @ts-expect-error no KL
Evaluate.bound({ ...common, bound: pipe(Elbo.logLikelihood, Elbo.average('samples')) })
// @ts-expect-error a sum over the batch is not nats per example
Evaluate.bound({ ...common, bound: pipe(Elbo.elbo, Elbo.sum('batch')) })
// @ts-expect-error a factor
Evaluate.bound({ ...common, bound: pipe(Elbo.elbo, Elbo.scale(0.5)) })
// relaxed pixels
declare const relaxed: Data.Dataset<readonly [256], 'relaxed'>
declare const either: Data.Dataset<readonly [256], 'binary' | 'relaxed'>
expectType<'evaluate: relaxed pixels are not data, so they have no log p(x) to bound: use Evaluate.objective'>(
  null as unknown as Evaluate.CheckedBoundData<typeof model, typeof relaxed>,
)
// @ts-expect-error they have no log p(x)
Evaluate.bound({ ...common, data: relaxed, bound: Elbo.elbo })
// @ts-expect-error they may have none
Evaluate.bound({ ...common, data: either, bound: Elbo.elbo })
Evaluate.objective({ ...common, data: relaxed, objective: Elbo.elbo })
Evaluate.objective({ ...common, data: either, objective: Elbo.elbo })
