/** A variational autoencoder with batch normalization: networks with a state, which training moves and checkpoints keep. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real, whole } from '../option.js'
import { binarizationConflict, halvesOf, NAMES, picturesNamed, pixelsOf } from '../pixels.js'
import { make } from '../recipe.js'
import { withBits } from './pictured.js'
import { binarizeOption, optimizerOf, optimizerOptions } from './vae.js'

/** One hidden layer on each side, normalized over the batch. */
export const batchNormVae = make({
  name: 'batch-norm-vae',
  paper: 'Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training", arXiv:1502.03167',
  about: 'a variational autoencoder whose hidden layers are normalized over the batch',
  options: {
    hidden: whole({ default: 200, from: 1, about: 'units of the hidden layer on each side' }),
    latent: whole({ default: 20, from: 1, about: 'dimensions of the latent' }),
    momentum: real({ default: 0.9, from: 0, to: 1, about: 'how much of the running moments a step keeps' }),
    binarize: binarizeOption,
    ...optimizerOptions,
  },
  data: picturesNamed(...NAMES),
  conflict: ({ binarize }, data) => binarizationConflict(binarize, data),
  build: withBits((options, data, notes) => {
    const pixels = pixelsOf(data.train)
    const [hidden, latent] = [named('hidden', options.hidden), named('latent', options.latent)]
    const { momentum } = options
    const model = Vae.make({
      encoder: Layer.sequence(
        Layer.dense(pixels, hidden),
        Layer.batchNorm({ momentum }),
        Layer.relu,
        Layer.normalHead(hidden, latent),
      ),
      decoder: Layer.sequence(
        Layer.dense(latent, hidden),
        Layer.batchNorm({ momentum }),
        Layer.relu,
        Layer.bernoulliHead(hidden, pixels),
      ),
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
      ...optimizerOf(options),
    })
  }),
})
