// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, type T, Train, Vae } from 'shapebound'
import { expectType } from 'tsd'

const key = Key.from(7)
const data = Data.sprites({ key, size: 16 }).binary
const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 50), Layer.tanh, Layer.normalHead(50, 5)),
  decoder: Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(50, 256)),
  prior: DiagonalNormal.standard(5),
})
const common = { optimizer: Optimizer.adam(), epochs: 1, key } as const
const program = Train.fit({ ...common, model, data, objective: Elbo.elbo })

type Params = ReturnType<(typeof model)['init']>
expectType<TaskEither<Train.TrainError<T.Tree.Host<Params>>, Train.Trained<Params>>>(program)
expectType<Params>([] as never as Train.ParamsOf<typeof model>)
declare const trained: Train.Trained<Params>
expectType<T.HostTensor<readonly [256, 50]>>(trained.params.encoder[0].weight)
expectType<T.HostTensor<readonly [5]>>(trained.params.encoder[2].logVariance.bias)
expectType<'bound' | 'objective'>(trained.players[0].objective.guarantee)
// what is reported of a run holds no parameters
expectType<'params' | 'notices'>('' as Exclude<keyof typeof trained, keyof Train.Run>)

declare const anything: any
// @ts-expect-error any model
Train.fit({ ...common, model: anything, data, objective: Elbo.elbo })
// @ts-expect-error any data
Train.fit({ ...common, model, data: anything, objective: Elbo.elbo })
// @ts-expect-error any objective
Train.fit({ ...common, model, data, objective: anything })
const perhapsGrey: Data.Dataset<readonly [256], 'binary' | 'unitInterval'> = data
// @ts-expect-error data that may be grey
Train.fit({ ...common, model, data: perhapsGrey, objective: Elbo.elbo })
// @ts-expect-error data of an unknown shape
Train.fit({ ...common, model, data: data as never as Data.Dataset<readonly number[], 'binary'>, objective: Elbo.elbo })
// @ts-expect-error an objective that is one of several
Train.fit({ ...common, model, data, objective: Math.random() < 0.5 ? Elbo.elbo : Elbo.logLikelihood })
