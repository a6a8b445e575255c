/**
 * A model of your own, whose network has noise and a state: an autoencoder that learns to undo noise.
 *
 * Source: Vincent et al., "Extracting and Composing Robust Features with Denoising Autoencoders", ICML 2008, section 2.3.
 */

import {
  Data,
  Elbo,
  type Engine,
  type HasStateAfter,
  Key,
  Layer,
  type Model,
  Optimizer,
  stateAfter,
  T,
  Train,
} from 'shapebound'

/** Pixels are left out at random in training, and hidden units are normalized by running moments, which are its state. */
export const network = Layer.sequence(
  Layer.input([256]),
  Layer.dropout(0.2),
  Layer.dense(64),
  Layer.batchNorm(),
  Layer.relu,
  Layer.dense(256),
)

/** What optimizers move, and under `state` what they do not. */
type Params = {
  readonly network: ReturnType<typeof network.init>
  readonly state: { readonly network: ReturnType<typeof network.begin> }
}

interface Supplies extends HasStateAfter<Params['state']> {
  readonly x: T.Tensor<readonly ['batch', 'features']>
  readonly reconstruction: T.Tensor<readonly ['batch', 'features']>
}

export const model: Model<readonly [256], 'real', Params, Supplies> = {
  name: 'denoiser',
  event: Data.eventOf('denoiser', [256]).event,
  over: 'real',
  supplies: ['x', 'reconstruction'],
  init: (key) => ({ network: network.init(key), state: { network: network.begin() } }),
  supply:
    (params) =>
    ({ x, key, mode = 'evaluation' }) => {
      const [given, after] = network.run(params.network, { key, mode, state: params.state.network })(x)
      const features = T.flattenEvent('features')
      return { x: features(x), reconstruction: features(given), [stateAfter]: () => ({ network: after }) }
    },
}

export const program = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({
    model,
    objective: Elbo.minimize(Elbo.squaredError),
    data,
    optimizer: Optimizer.adam(),
    epochs,
    key: Key.from(7),
    engine,
  })
