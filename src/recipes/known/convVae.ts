/** A convolutional variational autoencoder of pictures of 28 x 28 pixels. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bits28 } from './bits28.js'
import { around } from './pictured.js'
import { optimizerOptions } from './vae.js'

const halving = { kernel: 4, stride: 2 } as const

const convolutional = (latent: number) => {
  const z = named('latent', latent)
  return Vae.make({
    encoder: Layer.sequence(
      Layer.input([784]),
      Layer.reshape([28, 28, 1]),
      Layer.conv2d(16, halving), // [28, 28, 1] -> [14, 14, 16]
      Layer.relu,
      Layer.conv2d(32, halving), // [14, 14, 16] -> [7, 7, 32]
      Layer.relu,
      Layer.flatten,
      Layer.normalHead(z),
    ),
    decoder: Layer.sequence(
      Layer.dense(z, 1568),
      Layer.relu,
      Layer.reshape([7, 7, 32]),
      Layer.conv2dTranspose(16, halving), // [7, 7, 32] -> [14, 14, 16]
      Layer.relu,
      Layer.conv2dTranspose(1, halving), // [14, 14, 16] -> [28, 28, 1]
      Layer.flatten,
      Layer.bernoulliLogits,
    ),
    prior: DiagonalNormal.standard(z),
  })
}

/** Two convolutions of stride 2 on the way in, and two back on the way out. */
export const convVae = make({
  name: 'conv-vae',
  paper:
    'Radford, Metz and Chintala, "Unsupervised Representation Learning with Deep Convolutional GANs", arXiv:1511.06434',
  about: 'a convolutional variational autoencoder of 28 x 28 bits',
  options: { latent: whole({ default: 10, from: 1, about: 'dimensions of the latent' }), ...optimizerOptions },
  data: bits28,
  build: ({ options, data }) => {
    const model = convolutional(options.latent)
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elbo, looks: ofVae(model) } })
  },
})
