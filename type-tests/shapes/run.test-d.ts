import { Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, Run, T, Train, Vae } from 'shapebound'
import { expectType } from 'tsd'

// no import of fp-ts
const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(64, 8), Layer.tanh, Layer.normalHead(2)),
  decoder: Layer.sequence(Layer.dense(2, 8), Layer.tanh, Layer.bernoulliHead(64)),
  prior: DiagonalNormal.standard(2),
})
const data = Data.sprites({ key: Key.from(1), size: 8 }).binary
const fitted = Train.fit({
  model,
  objective: Elbo.elbo,
  data,
  optimizer: Optimizer.adam(),
  epochs: 1,
  key: Key.from(7),
})

expectType<Train.TrainResult<Train.ParamsOf<typeof model>>>(await Run.promise(fitted))
expectType<T.HostTensor<readonly ['n']>>(Run.value(T.decode(['n'])([1, 2, 3])))

// what is no effect is refused
// @ts-expect-error
Run.promise(Promise.resolve(1))
// @ts-expect-error
Run.value(42)
