/** PIWAE: the generative network moves by the tightest bound, the inference network by one whose gradient has less noise. */

import * as Elbo from '../../losses/index.js'
import { player } from '../../training/index.js'
import { game } from '../experiment.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bernoulliExperiment, bitOptions, bits, withBits } from './pictured.js'

/** p by one bound of all samples and q by the mean of several of fewer, at once. */
export const piwae = make({
  name: 'piwae',
  paper: 'Rainforth et al., "Tighter Variational Bounds are Not Necessarily Better", arXiv:1802.04537, section 4',
  about:
    'an autoencoder whose decoder is trained on one importance weighted bound, and its encoder on the mean of several',
  options: {
    outer: whole({ default: 2, from: 1, about: 'how many bounds the samples of the encoder are divided into' }),
    ...bitOptions({ hidden: 200, latent: 20 }),
  },
  settings: { samples: 8 },
  ...bits,
  build: withBits((options, data, notes) => {
    const { optimizer, ...rest } = bernoulliExperiment(options, data, notes)
    const { q, p } = Elbo.piwae(options.outer)(Elbo.logWeight)
    const players = [
      player({ name: 'q', objective: q, moves: ['encoder'], optimizer }),
      player({ name: 'p', objective: p, moves: ['decoder'], optimizer }),
    ] as const
    return game({ ...rest, players, order: 'at once' })
  }),
})
