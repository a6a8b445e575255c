/** The variational autoencoder of the paper, with its settings for MNIST. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import * as Optimizer from '../../optimizers/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real, whole } from '../option.js'
import { binarizationConflict, halvesOf, picturesNamed, pixelsOf } from '../pixels.js'
import { make } from '../recipe.js'
import { withBits } from './pictured.js'
import { binarizeOption } from './vae.js'

/** 500 units of tanh on each side, Adagrad, batches of 100, one sample: section 5 of the paper. */
export const mnistVae = make({
  name: 'mnist-vae',
  paper: 'Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, section 5',
  about: 'the variational autoencoder of the paper on MNIST, with its settings',
  options: {
    hidden: whole({ default: 500, from: 1, about: 'units of the hidden layer on each side' }),
    latent: whole({ default: 20, from: 1, about: 'dimensions of the latent' }),
    lr: real({ default: 0.01, above: 0, about: 'learning rate of Adagrad' }),
    binarize: binarizeOption,
  },
  settings: { epochs: 20, batch: 100 },
  data: picturesNamed('mnist', 'binarized-mnist'),
  conflict: ({ binarize }, data) => binarizationConflict(binarize, data),
  build: withBits((options, data, notes) => {
    const pixels = pixelsOf(data.train)
    const [hidden, latent] = [named('hidden', options.hidden), named('latent', options.latent)]
    const model = Vae.make({
      encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.tanh, Layer.normalHead(hidden, latent)),
      decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.tanh, Layer.bernoulliHead(hidden, pixels)),
      prior: DiagonalNormal.standard(latent),
    })
    return experiment({
      ...{
        model,
        objective: Elbo.elbo,
        ...halvesOf(data),
        looks: ofVae(model),
        notes,
      },
      optimizer: Optimizer.adagrad({ learningRate: options.lr }),
      facts: { learningRate: String(options.lr) },
    })
  }),
})
