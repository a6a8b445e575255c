/** MMVAE: a picture and its class as two views, with the mixture of one expert each as the posterior. */

import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { choice } from '../option.js'
import { make } from '../recipe.js'
import { labelledPictures } from './labelled.js'
import { around, pixelOptions } from './pictured.js'
import { twoViews } from './twoViews.js'

const { expert, mixture } = Layer

/** Equation 3 of the paper: the mean over both experts of the bound by the samples of each; or one bound by all samples. */
const BOUNDS = {
  'per-expert': Elbo.within('both')(Elbo.miwae(2)(Elbo.logWeight)),
  all: Elbo.within('both')(Elbo.iwae(Elbo.logWeight)),
} as const

/** Both views are explained by samples of each expert, and weighed with the density of the mixture. */
export const mmvae = make({
  name: 'mmvae',
  paper:
    'Shi, Siddharth, Paige and Torr, "Variational Mixture-of-Experts Autoencoders for Multi-Modal Deep Generative Models", arXiv:1911.03393, section 3',
  about:
    'an importance weighted autoencoder of pictures and their class, whose posterior is a mixture of one expert each',
  options: {
    bound: choice(['per-expert', 'all'], {
      default: 'per-expert',
      about: 'whether the samples of each expert make a bound, or all of them one',
    }),
    ...pixelOptions({ hidden: 400, latent: 10 }),
  },
  settings: { samples: 6 },
  data: labelledPictures,
  build: ({ options, data }) => {
    const { z, x, label, picture, word, ofX, ofLabel } = twoViews(data, options)
    const model = Vae.together({
      both: Vae.of({
        p: Joint.of(z, x, label),
        q: Joint.of(picture, word, Joint.variable('z', mixture({ x: ofX, label: ofLabel }))),
      }),
      seen: Vae.of({ p: Joint.of(z, x), q: Joint.of(picture, Joint.variable('z', expert('x', ofX), 'x')) }),
    })
    // of the class alone: it has the parameters of the model
    const other = Vae.of({
      p: Joint.of(z, label),
      q: Joint.of(word, Joint.variable('z', expert('label', ofLabel), 'label')),
    })
    const { seen, both } = model.parts
    const looks = ofJoint(seen, { others: { label: other }, together: both, names: { label: data.names } })
    const rest = { ...around(options, data), ...{ model, looks } }
    return options.bound === 'all'
      ? experiment({ ...rest, objective: BOUNDS.all })
      : experiment({ ...rest, objective: BOUNDS['per-expert'] })
  },
})
