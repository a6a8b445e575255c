/** FactorVAE: a discriminator beside the model, and two players: one that makes the latents independent, one that tells when they are not. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Data, DiagonalNormal, Elbo, type Engine, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const model = pipe(
  Vae.make({
    encoder: Layer.sequence(Layer.dense(256, 64), Layer.relu, Layer.normalHead(5)),
    decoder: Layer.sequence(Layer.dense(5, 64), Layer.relu, Layer.bernoulliHead(256)),
    prior: DiagonalNormal.standard(5),
  }),
  Vae.beside({
    // from a latent to the logit that it is a sample, and not a permuted one
    discriminator: Layer.sequence(Layer.dense(5, 64), Layer.relu, Layer.dense(64, 1)),
  }),
)

const totalCorrelation = pipe(Elbo.totalCorrelation('discriminator'), Elbo.average('samples'), Elbo.scale(6.4))

/** The bound less 6.4 times the total correlation, and how well this is told: Kim and Mnih, arXiv:1802.05983, algorithm 2. */
export const program = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  Train.play({
    model,
    data,
    players: [
      Train.player({
        name: 'autoencoder',
        objective: pipe(Elbo.elbo, Elbo.minus(totalCorrelation)),
        moves: ['encoder', 'decoder'],
        optimizer: Optimizer.adam({ learningRate: 1e-3 }),
      }),
      Train.player({
        name: 'discriminator',
        objective: pipe(Elbo.discrimination('discriminator'), Elbo.average('samples')),
        moves: ['discriminator'],
        optimizer: Optimizer.adam({ learningRate: 1e-3 }),
      }),
    ],
    epochs,
    batch: 32,
    key: Key.from(7),
    engine,
  })
