/** VQ-VAE: a picture as 49 codes, each the nearest of some that are learned. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as VqVae from '../../models/vqVae.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVqVae } from '../looks.js'
import { choice, real, whole } from '../option.js'
import { make } from '../recipe.js'
import { bits28 } from './bits28.js'
import { eightChannels, fit, fitOfCodes } from './codeNetworks.js'
import { around } from './pictured.js'
import { optimizerOptions } from './vae.js'

/** Equation 3 of the paper; of codes that are moving averages, appendix A.1, no term moves them. */
export const vqVae = make({
  name: 'vq-vae',
  paper: 'van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning", arXiv:1711.00937',
  about: 'an autoencoder of codes, each the nearest of some that are learned',
  options: {
    codes: whole({ default: 64, from: 1, about: 'how many codes there are' }),
    move: choice(['gradient', 'average'], {
      default: 'gradient',
      about: 'how codes move: by a gradient, or as moving averages of what they stand for',
    }),
    commitment: real({ default: 0.25, from: 0, about: 'weight of the distance of what is encoded from its code' }),
    ...optimizerOptions,
  },
  data: bits28,
  build: ({ options, data }) => {
    const codes = named('codes', options.codes)
    if (options.move === 'average') {
      const model = VqVae.make({ ...eightChannels, codes: Layer.quantizeByAverage(codes, { decay: 0.95 }) })
      const objective = pipe(fit, Elbo.minus(pipe(Elbo.commitment, Elbo.scale(options.commitment))))
      return experiment({ ...around(options, data), ...{ model, objective, looks: ofVqVae(model) } })
    }
    const model = VqVae.make({ ...eightChannels, codes })
    const objective = fitOfCodes(options.commitment)
    return experiment({ ...around(options, data), ...{ model, objective, looks: ofVqVae(model) } })
  },
})
