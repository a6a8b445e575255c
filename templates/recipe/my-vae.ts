/** A recipe: a variational autoencoder of sprites. `npx shapebound train ./my-vae.ts --help` lists its options. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Data, DiagonalNormal, Dim, Elbo, Key, Layer, Optimizer, Recipe, T, Vae } from 'shapebound'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** An activation of one's own: `x sigmoid(x)`. */
const swish = Layer.activation('swish', (x) => pipe(x, T.same.mul(T.sigmoid(x))))

/** The networks and the prior. A size that is an option has a name, and the compiler compares names. */
export const modelOf = (sizes: { readonly hidden: number; readonly latent: number }) => {
  const hidden = Dim.named('hidden', sizes.hidden)
  const latent = Dim.named('latent', sizes.latent)
  return Vae.make({
    encoder: Layer.sequence(Layer.dense(256, hidden), swish, Layer.normalHead(hidden, latent)),
    decoder: Layer.sequence(Layer.dense(latent, hidden), swish, Layer.bernoulliHead(hidden, 256)),
    prior: DiagonalNormal.standard(latent),
  })
}

// -----------------------------------------------------------------------------
// data
// -----------------------------------------------------------------------------

/** Sprites of 16 x 16 pixels, drawn from a key: those of a run follow from its `--seed`. */
const spritesOf = (key: Key.Key) => ({
  train: Data.sprites({ key: Key.child('train')(key), count: 2048, size: 16 }).binary,
  test: Data.sprites({ key: Key.child('test')(key), count: 256, size: 16 }).binary,
})

// -----------------------------------------------------------------------------
// recipe
// -----------------------------------------------------------------------------

export default Recipe.make({
  name: 'my-vae',
  paper: 'Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114',
  about: 'a variational autoencoder of sprites',
  options: {
    hidden: Recipe.whole({ default: 128, from: 1, about: 'units of the hidden layer on each side' }),
    latent: Recipe.whole({ default: 8, from: 1, about: 'dimensions of the latent' }),
    beta: Recipe.real({ default: 1, from: 0, about: 'weight of the KL while training' }),
    lr: Recipe.real({ default: 0.002, above: 0, about: 'learning rate of Adam' }),
  },
  settings: { epochs: 10, batch: 64 },
  data: {
    names: ['sprites'],
    load: ({ key }) => TE.right(spritesOf(key)),
    // the sizes of the model are known without a run
    shape: () => spritesOf(Key.from(0)),
  },
  build: ({ options, data }) => {
    const model = modelOf(options)
    return Recipe.experiment({
      model,
      objective: Elbo.elboWithBeta(options.beta),
      measure: Elbo.elbo,
      optimizer: Optimizer.adam({ learningRate: options.lr }),
      data: data.train,
      test: data.test,
      looks: Recipe.ofVae(model),
    })
  },
})
