/** Players: q and p in turn, PIWAE, and a posterior of its own for each datum in the place of an encoder for all. */

import { pipe } from 'fp-ts/lib/function.js'
import {
  type Data,
  DiagonalNormal,
  Elbo,
  type Engine,
  Key,
  Layer,
  type Model,
  Optimizer,
  StandardNormal,
  T,
  Train,
  Vae,
} from 'shapebound'

type Binary = Data.Dataset<readonly [256], 'binary'>
const optimizer = Optimizer.adam({ learningRate: 3e-3 })
const decoder = Layer.sequence(Layer.dense(5, 64), Layer.tanh, Layer.bernoulliHead(256))

// -----------------------------------------------------------------------------
// q and p in turn, and PIWAE
// -----------------------------------------------------------------------------

const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 64), Layer.tanh, Layer.normalHead(5)),
  decoder,
  prior: DiagonalNormal.standard(5),
})

/** Variational expectation and maximization: in each step q moves, and p sees where it has moved to. */
export const inTurn = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.play({
    model,
    data,
    players: [
      Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder'], optimizer }),
      Train.player({ name: 'p', objective: Elbo.elbo, moves: ['decoder'], optimizer }),
    ],
    epochs,
    batch: 64,
    key: Key.from(7),
    engine,
  })

/** PIWAE: q by the mean of two bounds of four samples, p by one of all eight, at once. */
export const piwae = (data: Binary, engine: Engine.Engine, epochs = 10) => {
  const { q, p } = Elbo.piwae(2)(Elbo.logWeight)
  return Train.play({
    model,
    data,
    players: [
      Train.player({ name: 'q', objective: q, moves: ['encoder'], optimizer }),
      Train.player({ name: 'p', objective: p, moves: ['decoder'], optimizer }),
    ],
    order: 'at once',
    samples: 8,
    epochs,
    batch: 64,
    key: Key.from(7),
    engine,
  })
}

// -----------------------------------------------------------------------------
// a posterior for each datum
// -----------------------------------------------------------------------------

/** 64 examples, each with 64 numbers before it of which one is 1: so that a model can tell which it sees. */
export const numbered = (data: Binary): Data.Dataset<readonly [320], 'binary'> => ({
  name: `${data.name}, numbered`,
  event: [{ dim: 320, size: 320 }],
  shape: [320],
  support: 'binary',
  count: 64,
  picture: null,
  rows: (indices, key) => {
    const pixels = data.rows(indices, key)
    const out = new Float32Array(indices.length * 320)
    indices.forEach((index, row) => {
      out[row * 320 + index] = 1
      out.set(pixels.subarray(row * 256, (row + 1) * 256), row * 320 + 64)
    })
    return out
  },
})

/** Ones from a row and a column on, to the end: a product with it takes columns out. */
const diagonal = (rows: number, columns: number, from: number): Float32Array =>
  Float32Array.from({ length: rows * columns }, (_, at) => (Math.floor(at / columns) - from === at % columns ? 1 : 0))

const which = (x: T.Tensor<readonly ['batch', 320]>) =>
  pipe(x, T.matmul(T.fromHost({ shape: [320, 64] as const, sizes: [320, 64], values: diagonal(320, 64, 0) })))

const pixels = (x: T.Tensor<readonly ['batch', 320]>) =>
  pipe(x, T.matmul(T.fromHost({ shape: [320, 256] as const, sizes: [320, 256], values: diagonal(320, 256, 64) })))

/** A head on which example it is: a mean and a log-variance for each, and nothing is shared. */
const posteriors = Layer.sequence(Layer.normalHead(64, 5))

interface Params {
  readonly posteriors: ReturnType<typeof posteriors.init>
  readonly decoder: ReturnType<typeof decoder.init>
}

type Supplies = Elbo.HasLogLikelihood & Elbo.HasPosterior & Elbo.HasPrior & Elbo.HasSamples

const perDatum: Model<readonly [320], 'binary', Params, Supplies> = {
  name: 'a posterior for each datum',
  event: [{ dim: 320, size: 320 }],
  over: 'binary',
  supplies: ['logLikelihood', 'posterior', 'prior', 'z'],
  init: (key) => ({
    posteriors: posteriors.init(Key.child('posteriors')(key)),
    decoder: decoder.init(Key.child('decoder')(key)),
  }),
  supply:
    (params) =>
    ({ x, key, samples }) => {
      const posterior = pipe(which(x), posteriors.apply(params.posteriors), DiagonalNormal.flattenEvent('latent'))
      const z = pipe(posterior, DiagonalNormal.sample(key, 'samples', samples))
      const rows = pipe(z, T.mergeRows, T.unflattenEvent<readonly [5]>(posteriors.output))
      const likelihood = decoder.family.logProb(decoder.apply(params.decoder)(rows))
      return {
        posterior,
        prior: StandardNormal.flattenEvent('latent')(DiagonalNormal.standard(5)),
        z,
        logLikelihood: pipe(
          pixels(x),
          T.repeatRows('samples', samples),
          likelihood,
          T.splitRows('samples', 'batch', samples)<readonly []>,
        ),
      }
    },
}

/** The parameters of each posterior and the decoder, in turn. */
export const ofEachDatum = (data: Binary, engine: Engine.Engine, epochs = 10) =>
  Train.play({
    model: perDatum,
    data: numbered(data),
    players: [
      Train.player({ name: 'q', objective: Elbo.elbo, moves: ['posteriors'], optimizer }),
      Train.player({ name: 'p', objective: Elbo.elbo, moves: ['decoder'], optimizer }),
    ],
    epochs,
    batch: 64,
    key: Key.from(7),
    engine,
  })
