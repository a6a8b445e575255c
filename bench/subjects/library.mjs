/** The library as it is built, and what of it the measurements use. */

import * as shapebound from '../../dist/index.js'
import { bits, MLP } from '../work.mjs'

export const { Data, DiagonalNormal, Elbo, Engine, Key, Layer, Optimizer, Random, T, Train, Vae } = shapebound

/** The value, or its error thrown. */
export const orThrow = (either) => {
  if (either._tag === 'Left') throw new Error(either.left.message)
  return either.right
}

/** The compiled engine, or the one that is asked for. */
export const openEngine = async (name = process.env.SHAPEBOUND_ENGINE ?? 'onnxruntime') =>
  orThrow(await Engine.choose(name)()).engine

/** The MLP VAE, through the library's own doors. */
export const mlpVae = ({ pixels, hidden, latent } = MLP) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.normalHead(hidden, latent)),
    decoder: Layer.sequence(Layer.input([latent]), Layer.dense(hidden), Layer.relu, Layer.bernoulliHead(pixels)),
    prior: DiagonalNormal.standard(latent),
  })

/** Data for as many steps an epoch. */
export const mlpData = (stepsPerEpoch, batch = MLP.batch, pixels = MLP.pixels) =>
  Data.fromPixels({
    name: 'noise',
    ...Data.eventOf('bench', [pixels]),
    support: 'binary',
    picture: null,
    pixels: bits(stepsPerEpoch * batch * pixels),
  })

/** Trains for some epochs, and gives when each step was told and how long each epoch took. */
export const train = async ({ model, data, batch = MLP.batch, epochs, engine, seed = 7, told = () => undefined }) => {
  const times = { started: 0, first: 0 }
  const listen = (event) => {
    if (event._tag === 'Started') times.started = performance.now()
    if (event._tag === 'Stepped' && times.first === 0) times.first = performance.now()
    told(event)
  }
  const optimizer = Optimizer.adam({ learningRate: MLP.learningRate })
  const options = { model, objective: Elbo.elbo, data, batch, optimizer, epochs, key: Key.from(seed), engine, listen }
  const trained = orThrow(await Train.fit(options)())
  const steps = Math.floor(data.count / batch)
  return {
    ms: trained.history.map(({ seconds }) => (1000 * seconds) / steps),
    untilFirst: times.first - times.started,
    objective: trained.history.at(-1).training.objective,
  }
}
