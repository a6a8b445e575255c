/** PixelVAE: pictures whose pixels are drawn one after another, given a latent and the pixels before each. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bits12 } from './bits12.js'
import { around, pixelOptions } from './pictured.js'

const { bernoulliLogits, concat, conv2d, dense, each, flatten, input, inputs, maskedConv2d, normalHead } = Layer
const { parallel, relu, reshape, sequence } = Layer

/** The latent says what there is, and the pixels before each what follows from them. */
export const pixelVae = make({
  name: 'pixel-vae',
  paper:
    'Gulrajani, Kumar, Ahmed, Ali Taiga, Visin, Vazquez and Courville, "PixelVAE: A Latent Variable Model for Natural Images", arXiv:1611.05013, section 3',
  about: 'a variational autoencoder of pictures whose pixels are drawn one after another',
  options: {
    features: whole({ default: 16, from: 1, about: 'channels of the convolutions over the pixels before' }),
    ...pixelOptions({ hidden: 128, latent: 8 }),
  },
  data: bits12,
  build: ({ options, data }) => {
    const [hidden, latent, features] = [
      named('hidden', options.hidden),
      named('latent', options.latent),
      named('features', options.features),
    ]
    const ofLatent = sequence(dense(latent, hidden), relu, dense(1152), reshape([12, 12, 8]))
    const ofBefore = sequence(input([144]), reshape([12, 12, 1]), maskedConv2d(features, { kernel: 5, sees: 'before' }))
    const decoder = sequence(
      inputs({ z: [latent], x: [144] }),
      parallel({ z: ofLatent, x: ofBefore }),
      each(each(concat('z', 'x'))),
      relu,
      maskedConv2d(features, { kernel: 3, sees: 'own' }),
      relu,
      conv2d(1, { kernel: 1 }),
      flatten,
      bernoulliLogits,
    )
    const model = Vae.of({
      p: Joint.of(Joint.variable('z', DiagonalNormal.standard(latent)), Joint.autoregressive('x', decoder)),
      q: Joint.of(
        Joint.given('x', [144], 'binary'),
        Joint.variable('z', sequence(dense(144, hidden), relu, normalHead(latent)), 'x'),
      ),
    })
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elbo, looks: ofJoint(model) } })
  },
})
