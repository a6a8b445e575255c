/** The library as it is built, and what of it the measurements use. */

import * as shapebound from '../../dist/index.js'
import { bits, CONV, MLP } from '../work.mjs'

const { Data, DiagonalNormal, Elbo, Engine, Key, Layer, Optimizer, Train, Vae } = shapebound

/** The value, or its error thrown. */
export const orThrow = (either) => {
  if (either._tag === 'Left') throw new Error(either.left.message)
  return either.right
}

/** The compiled engine, or the one that is asked for. */
export const openEngine = async (name = process.env.SHAPEBOUND_ENGINE ?? 'onnxruntime') =>
  orThrow(await Engine.choose(name)()).engine

/** The MLP VAE, through the library's own functions. */
export const mlpVae = ({ pixels, hidden, latent } = MLP) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.normalHead(hidden, latent)),
    decoder: Layer.sequence(Layer.input([latent]), Layer.dense(hidden), Layer.relu, Layer.bernoulliHead(pixels)),
    prior: DiagonalNormal.standard(latent),
  })

/** The convolutional VAE, of the library's layers. */
export const convVae = ({ side, channels, filters: [few, many], kernel, hidden, latent } = CONV) => {
  const windows = { kernel, stride: 2 }
  return Vae.make({
    encoder: Layer.sequence(
      Layer.input([side, side, channels]),
      Layer.conv2d(few, windows),
      Layer.relu,
      Layer.conv2d(many, windows),
      Layer.relu,
      Layer.flatten,
      Layer.dense(hidden),
      Layer.relu,
      Layer.normalHead(latent),
    ),
    decoder: Layer.sequence(
      Layer.input([latent]),
      Layer.dense(hidden),
      Layer.relu,
      Layer.dense((side / 4) * (side / 4) * many),
      Layer.relu,
      Layer.reshape([side / 4, side / 4, many]),
      Layer.conv2dTranspose(few, windows),
      Layer.relu,
      Layer.conv2dTranspose(channels, windows),
      Layer.bernoulliLogits,
    ),
    prior: DiagonalNormal.standard(latent),
  })
}

const noise = (shape, count) =>
  Data.fromPixels({
    name: 'noise',
    ...Data.eventOf('bench', shape),
    support: 'binary',
    picture: null,
    pixels: bits(count * shape.reduce((product, size) => product * size, 1)),
  })

/** Data for as many steps an epoch. */
export const mlpData = (stepsPerEpoch, batch = MLP.batch) => noise([MLP.pixels], stepsPerEpoch * batch)

/** The same for images. */
export const convData = (stepsPerEpoch, batch = CONV.batch, { side, channels } = CONV) =>
  noise([side, side, channels], stepsPerEpoch * batch)

/** Trains for some epochs, or until a signal, and gives when each step was told and how long each epoch took. */
export const train = async ({
  model,
  data,
  batch = MLP.batch,
  epochs,
  engine,
  seed = 7,
  cut = {},
  told = () => undefined,
  signal,
}) => {
  const times = { started: 0, first: 0 }
  const listen = (event) => {
    if (event._tag === 'Started') times.started = performance.now()
    if (event._tag === 'Stepped' && times.first === 0) times.first = performance.now()
    told(event)
  }
  const optimizer = Optimizer.adam({ learningRate: MLP.learningRate })
  const options = {
    ...{ model, objective: Elbo.elbo, data, batch, optimizer, epochs, key: Key.from(seed), engine, listen },
    ...cut,
    ...(signal === undefined ? {} : { signal }),
  }
  const trained = orThrow(await Train.fit(options)())
  const steps = Math.floor(data.count / batch)
  return {
    ms: trained.history.map(({ seconds }) => (1000 * seconds) / steps),
    untilFirst: times.first - times.started,
    objective: trained.history.at(-1)?.training.objective,
  }
}
