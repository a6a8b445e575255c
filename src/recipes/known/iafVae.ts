/** A posterior of inverse autoregressive flows, which see the hidden vector of each example. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Flow from '../../flows/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliDecoder } from './network.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** Algorithm 1 of the paper, with one hidden layer in each flow. */
export const iafVae = make({
  name: 'iaf-vae',
  paper: 'Kingma et al., "Improving Variational Inference with Inverse Autoregressive Flow", arXiv:1606.04934',
  about: 'a variational autoencoder whose posterior is a normal distribution after inverse autoregressive flows',
  options: {
    length: whole({ default: 2, from: 1, about: 'how many flows there are' }),
    flowHidden: whole({ default: 64, from: 1, about: 'units of the hidden layer of each flow' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const sizes = sizesFor(options, data)
    const { pixels, hidden, latent } = sizes
    const trunk = Layer.sequence(Layer.dense(pixels, hidden), Layer.relu)
    const flows = { hidden: [named('flowHidden', options.flowHidden)], steps: options.length } as const
    const model = Vae.make({
      encoder: Flow.amortized(trunk, Layer.sequence(Layer.normalHead(hidden, latent)), flows),
      decoder: bernoulliDecoder(sizes),
      prior: DiagonalNormal.standard(latent),
    })
    const looks = ofVae(model)
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elboByMonteCarlo, looks } })
  }),
})
