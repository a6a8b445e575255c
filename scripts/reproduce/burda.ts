/**
 * The model of one stochastic layer of Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, section 5,
 * with its optimizer and its rates.
 */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Data, DiagonalNormal, Elbo, Layer, Optimizer, Recipe, Vae } from 'shapebound'
import { Source } from 'shapebound/node'

/** 784-200-200-50, with tanh. */
const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(784, 200), Layer.tanh, Layer.dense(200), Layer.tanh, Layer.normalHead(50)),
  decoder: Layer.sequence(Layer.dense(50, 200), Layer.tanh, Layer.dense(200), Layer.tanh, Layer.bernoulliHead(784)),
  prior: DiagonalNormal.standard(50),
})

/** Batches of 20 of 60,000 images. */
const STEPS_A_PASS = 3000

/** `0.001 · 10^(-i/7)` for 3^i passes, i from 0 to 7: 3,280 passes in all. */
const rateOf = (step: number): number => {
  const pass = step / STEPS_A_PASS
  // the stages before stage i are (3^i - 1) / 2 passes
  const stage = Math.min(7, Math.floor(Math.log(2 * pass + 1) / Math.log(3)))
  return 0.001 * 10 ** (-stage / 7)
}

export default Recipe.make({
  name: 'burda',
  paper: 'Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, section 5',
  about: 'the model of the paper, with its optimizer and its rates',
  options: {
    bound: Recipe.choice(['vae', 'iwae'], {
      default: 'iwae',
      about: 'the ELBO by Monte Carlo, or the bound of k samples',
    }),
  },
  settings: { epochs: 3280, batch: 20 },
  data: {
    names: ['mnist'],
    load: ({ directory }) =>
      directory === undefined
        ? TE.left(Recipe.refused('dataDir', 'the images are read from a folder, and none is given'))
        : pipe(
            Source.mnist({ directory }),
            TE.map(({ train, test }) => ({ train: Data.Binarize.sample(train), test: Data.Binarize.sample(test) })),
          ),
  },
  build: ({ options: { bound }, data: { train, test } }) => {
    const optimizer = Optimizer.adam({ learningRate: rateOf, epsilon: 1e-4 })
    const common = { model, data: train, test, optimizer, measure: Elbo.elbo, looks: Recipe.ofVae(model) }
    return bound === 'vae'
      ? Recipe.experiment({ ...common, objective: Elbo.elboByMonteCarlo })
      : Recipe.experiment({ ...common, objective: Elbo.iwae(Elbo.logWeight) })
  },
})
