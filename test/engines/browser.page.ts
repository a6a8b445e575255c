/** A program for a page: it trains for some steps, and leaves what came of it in the page. */

import { Data, DiagonalNormal, Elbo, Engine, Key, Layer, Optimizer, Run, Train, Vae } from 'shapebound'

/** What the page and Node must agree on. */
export interface Outcome {
  readonly engine: string
  readonly objectives: readonly number[]
  readonly weight: readonly number[]
}

/** Trains a small VAE on sprites with an engine: that of TensorFlow.js on WebAssembly, if none is given. */
export const train = async (given?: Engine.Engine): Promise<Outcome> => {
  const model = Vae.make({
    encoder: Layer.sequence(Layer.dense(64, 32), Layer.tanh, Layer.normalHead(4)),
    decoder: Layer.sequence(Layer.dense(4, 32), Layer.tanh, Layer.bernoulliHead(64)),
    prior: DiagonalNormal.standard(4),
  })
  const engine = given ?? (await Run.promise(Engine.choose('wasm'))).engine
  const objectives: number[] = []
  const { params } = await Run.promise(
    Train.fit({
      model,
      data: Data.sprites({ key: Key.from(1), count: 256, size: 8 }).binary,
      objective: Elbo.elbo,
      optimizer: Optimizer.adam({ learningRate: 1e-2 }),
      epochs: 3,
      batch: 32,
      key: Key.from(7),
      engine,
      listen: (event) => void (event._tag === 'Stepped' && objectives.push(event.values.objective)),
    }),
  )
  await engine.close()
  return { engine: engine.name, objectives, weight: [...params.encoder[0].weight.values].slice(0, 32) }
}
