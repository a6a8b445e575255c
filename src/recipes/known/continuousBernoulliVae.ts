/** Grey pixels under a distribution that is one of numbers between 0 and 1: its normalizing constant is not left out. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { make } from '../recipe.js'
import { around, greys, pixelOptions, sizesFor, withGreys } from './pictured.js'

/** A bound on the density of the pixels as they are, where the cross-entropy of grey pixels is none. */
export const continuousBernoulliVae = make({
  name: 'continuous-bernoulli-vae',
  paper:
    'Loaiza-Ganem and Cunningham, "The Continuous Bernoulli: Fixing a Pervasive Error in Variational Autoencoders", arXiv:1907.06845',
  about: 'a variational autoencoder of grey pixels under continuous Bernoulli distributions',
  options: pixelOptions({ hidden: 400, latent: 10 }),
  settings: { epochs: 40 },
  ...greys,
  build: withGreys((options, data) => {
    const sizes = sizesFor(options, data)
    const { pixels, hidden, latent } = sizes
    const model = Vae.make({
      encoder: Layer.sequence(
        Layer.dense(pixels, hidden),
        Layer.relu,
        Layer.dense(hidden),
        Layer.relu,
        Layer.normalHead(latent),
      ),
      decoder: Layer.sequence(
        Layer.dense(latent, hidden),
        Layer.relu,
        Layer.dense(hidden),
        Layer.relu,
        Layer.continuousBernoulliHead(pixels),
      ),
      prior: DiagonalNormal.standard(latent),
    })
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elbo, looks: ofVae(model) } })
  }),
})
