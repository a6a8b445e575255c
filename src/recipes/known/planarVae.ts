/** A posterior that planar flows bend: a normal distribution after some maps whose volumes are known. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Flow from '../../flows/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliDecoder, normalEncoder } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The flows are the same for all examples; in the paper the encoder gives those of each. */
export const planarVae = make({
  name: 'planar-vae',
  paper: 'Rezende and Mohamed, "Variational Inference with Normalizing Flows", arXiv:1505.05770, section 4.1',
  about: 'a variational autoencoder whose posterior is a normal distribution after some planar flows',
  options: {
    length: whole({ default: 8, from: 1, about: 'how many flows there are' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const model = Vae.make({
      encoder: Flow.posterior(normalEncoder(sizes), Flow.repeat(options.length, Flow.planar(sizes.latent))),
      decoder: bernoulliDecoder(sizes),
      prior: DiagonalNormal.standard(sizes.latent),
    })
    const looks = ofVae(model)
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elboByMonteCarlo, looks } })
  }),
})
