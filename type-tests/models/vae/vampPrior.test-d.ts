import { type Data, Dim, Elbo, Key, Layer, Optimizer, type T, Train, Vae, VampPrior } from 'shapebound'
import { expectType } from 'tsd'

const key = Key.from(7)
declare const data: Data.Dataset<readonly [6], 'binary'>
const encoder = Layer.sequence(Layer.dense(6, 4), Layer.tanh, Layer.normalHead(2))
const decoder = Layer.sequence(Layer.dense(2, 4), Layer.tanh, Layer.bernoulliHead(6))

// -----------------------------------------------------------------------------
// the pseudo-inputs have the event of the encoder
// -----------------------------------------------------------------------------

const prior = VampPrior.through(encoder, { pseudoInputs: 5 })
expectType<readonly [2]>(prior.shape)
expectType<T.Tensor<readonly [5, 6]>>(prior.init(key).pseudoInputs)
const fromData = VampPrior.through(encoder, { pseudoInputs: Dim.named('inputs', 5), from: data })
expectType<T.Tensor<readonly ['inputs', 6]>>(fromData.init(key).pseudoInputs)

const images = Layer.sequence(Layer.input([8, 8, 1]), Layer.flatten, Layer.normalHead(2))
expectType<T.Tensor<readonly [5, 8, 8, 1]>>(VampPrior.through(images, { pseudoInputs: 5 }).init(key).pseudoInputs)

// -----------------------------------------------------------------------------
// and are parameters of the model
// -----------------------------------------------------------------------------

const model = Vae.make({ encoder, decoder, prior })
expectType<T.Tensor<readonly [5, 6]>>(model.init(key).prior.pseudoInputs)
expectType<Layer.AffineParameters<6, 4>>(model.init(key).encoder[0])

const inContext = Layer.sequence(Layer.dense(6, 4), Layer.batchNorm(), Layer.normalHead(2))
const moved = Vae.make({
  encoder: inContext,
  decoder,
  prior: VampPrior.through(inContext, { pseudoInputs: 5 }),
}).init(key)
expectType<T.Tensor<readonly [5, 6]>>(moved.prior.pseudoInputs)
expectType<T.Tensor<readonly [4]>>(moved.state.encoder[1].mean)

const trained = Train.fit({
  model,
  data,
  objective: Elbo.elboByMonteCarlo,
  optimizer: Optimizer.adam(),
  epochs: 1,
  key,
})
trained().then((result) => {
  if (result._tag === 'Right') expectType<readonly [5, 6]>(result.right.params.prior.pseudoInputs.shape)
})
