// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import {
  Data,
  DiagonalNormal,
  Elbo,
  Evaluate,
  Key,
  Layer,
  Optimizer,
  type Shape,
  type Size,
  type StandardNormal,
  type T,
  Train,
  Vae,
} from 'shapebound'
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
expectType<TaskEither<Train.TrainError<T.Tree.Host<Params>>, Train.TrainResult<Params>>>(program)
expectType<Params>([] as never as Train.ParamsOf<typeof model>)
declare const trained: Train.TrainResult<Params>
expectType<T.HostTensor<readonly [256, 50]>>(trained.params.encoder[0].weight)
expectType<T.HostTensor<readonly [5]>>(trained.params.encoder[2].logVariance.bias)
expectType<'bound' | 'objective'>(trained.players[0].objective.guarantee)
// what is reported of a run holds no parameters
expectType<'params' | 'state' | 'notices'>('' as Exclude<keyof typeof trained, keyof Train.Run>)

// it goes on from its state, and begins with its parameters or a part of them
Train.fit({ ...common, model, data, objective: Elbo.elbo, from: trained.state })
Train.fit({ ...common, model, data, objective: Elbo.elbo, params: { encoder: trained.params.encoder } })
Train.fit({
  ...common,
  model,
  data,
  objective: Elbo.elbo,
  checkpoint: {
    steps: 100,
    save: (state, why) => {
      expectType<Train.TrainingState<T.Tree.Host<Params>>>(state)
      expectType<Train.SaveReason>(why)
      return async () => ({ _tag: 'Right', right: undefined })
    },
  },
})
// @ts-expect-error a part that the model does not have
Train.fit({ ...common, model, data, objective: Elbo.elbo, params: { coder: trained.params.encoder } })
// @ts-expect-error a part of another model
Train.fit({ ...common, model, data, objective: Elbo.elbo, params: { encoder: trained.params.decoder } })

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

// -----------------------------------------------------------------------------
// functions of a user's, generic in what they are given: no casts
// -----------------------------------------------------------------------------

/** Generic in the event and in the latent. */
export const trainedOn = <Event extends Shape.Shape, Latent extends Shape.Shape, Encoder, Decoder>(
  model: Vae.Vae<Event, Latent, Encoder, Decoder, 'Bernoulli'>,
  data: Data.Dataset<Event, 'binary'>,
  validation: Data.Dataset<Event, 'binary'>,
) => Train.fit({ ...common, model, data, validation, objective: Elbo.elbo })
expectType<typeof program>(trainedOn(model, data, data))
// @ts-expect-error data of another event
trainedOn(model, Data.sprites({ key, size: 8 }).binary, data)

/** Generic in what is proved of the objective. */
export const trainedFor = <Event extends Shape.Shape, Content extends string>(
  model: Vae.Vae<Event, readonly [5], null, null, 'Bernoulli'>,
  data: Data.Dataset<Event, 'binary'>,
  objective: Elbo.Term<readonly ['batch'], 'gain', Content, Vae.VaeSupplies>,
) => Train.fit({ ...common, model, data, objective })

/** Generic in the event, for the others that take a model and data. */
export const others = <Event extends Shape.Shape, Encoder, Decoder>(
  model: Vae.Vae<Event, readonly [5], Encoder, Decoder, 'Bernoulli'>,
  data: Data.Dataset<Event, 'binary'>,
  params: T.Tree.Host<Vae.VaeParams<Encoder, Decoder>>,
) => [
  Train.play({
    ...{ ...common, model, data },
    players: [{ name: 'one', objective: Elbo.elbo, optimizer: Optimizer.adam(), moves: ['encoder', 'decoder'] }],
  }),
  Evaluate.bound({ model, data, params, bound: Elbo.elbo, key }),
  Evaluate.objective({ model, data, params, objective: Elbo.elbo, key }),
]

export const trainedOnAnother = <Event extends Shape.Shape, Other extends Shape.Shape, Encoder, Decoder>(
  model: Vae.Vae<Event, readonly [5], Encoder, Decoder, 'Bernoulli'>,
  data: Data.Dataset<Other, 'binary'>,
) => {
  // @ts-expect-error events that may differ
  Train.fit({ ...common, model, data, objective: Elbo.elbo })
}

/** Generic in the size of the latent. */
export const ofLatent = <Latent extends Shape.Dim>(latent: Size<Latent>) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(256, 50), Layer.tanh, Layer.normalHead(50, latent)),
    decoder: Layer.sequence(Layer.dense(latent, 50), Layer.tanh, Layer.bernoulliHead(50, 256)),
    prior: DiagonalNormal.standard(latent),
  })
expectType<typeof model>(ofLatent({ dim: 5, size: 5 }))
export const trainedOfLatent = <Latent extends Shape.Dim>(latent: Size<Latent>) =>
  Train.fit({ ...common, model: ofLatent(latent), data, objective: Elbo.elbo })

/** Generic in the networks. */
export const ofParts = <Event extends Shape.Shape, Latent extends Shape.Shape, Encoder, Decoder>(
  encoder: Layer.Net<Event, Latent, Encoder, 'DiagonalNormal'>,
  decoder: Layer.Net<Latent, Event, Decoder, 'Bernoulli'>,
  prior: StandardNormal.StandardNormal<Latent>,
) => Vae.make({ encoder, decoder, prior })

/** Generic in the rows. */
export const ofRows = <Batch extends Shape.Dim>(
  rows: T.Tensor<readonly [Batch, 256]>,
  params: Train.ParamsOf<typeof model>,
) => model.encoder.apply(params.encoder)(rows)
