/** Latents of classes, relaxed: numbers between 0 and 1, through which a gradient goes. */

import * as RelaxedCategorical from '../../distributions/relaxedCategorical.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real, whole } from '../option.js'
import { make } from '../recipe.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The bound is of the relaxed model: the KL is between relaxed distributions, and estimated from the samples. */
export const gumbelVae = make({
  name: 'gumbel-vae',
  paper:
    'Jang, Gu and Poole, "Categorical Reparameterization with Gumbel-Softmax", arXiv:1611.01144; Maddison, Mnih and Teh, "The Concrete Distribution", arXiv:1611.00712',
  about: 'a variational autoencoder of relaxed classes, drawn by Gumbel noise and a softmax',
  options: {
    classes: whole({ default: 10, from: 2, about: 'classes of each latent' }),
    temperature: real({ default: 0.5, above: 0, about: 'of the relaxation: the lower, the nearer to classes' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  settings: { epochs: 40 },
  ...bits,
  build: withBits(({ temperature, ...options }, data, notes) => {
    const { pixels, hidden, latent } = sizesFor(options, data)
    const classes = named('classes', options.classes)
    const model = Vae.make({
      encoder: Layer.sequence(
        Layer.dense(pixels, hidden),
        Layer.relu,
        Layer.dense(named('latent*classes', latent.size * classes.size)),
        Layer.reshape([latent, classes]),
        Layer.relaxedCategoricalLogits({ temperature }),
      ),
      decoder: Layer.sequence(
        Layer.input([latent, classes]),
        Layer.flatten,
        Layer.dense(hidden),
        Layer.relu,
        Layer.bernoulliHead(pixels),
      ),
      prior: RelaxedCategorical.standard({ temperature })(latent, classes),
    })
    const looks = ofVae(model)
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elboByMonteCarlo, looks } })
  }),
})
