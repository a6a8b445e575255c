/** A VAE of pictures that are compared by their structure at several scales, and not pixel by pixel. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real } from '../option.js'
import { optionRefused } from '../options.js'
import { NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { unitMeansVae } from './network.js'
import { around, pixelOptions, sizesFor, withPixels } from './pictured.js'

/** Two scales of windows of seven pixels: the smallest pictures that there are have twenty on a side. */
const SCALES = { scales: 2, window: 7 }

/** `-C (1 - MS-SSIM(x, E[x|z])) - KL`: an objective, and no bound. */
export const structureVae = make({
  name: 'structure-vae',
  paper:
    'Snell, Ridgeway, Liao, Roads, Mozer and Zemel, "Learning to Generate Images with Perceptual Similarity Metrics", arXiv:1511.06409',
  about: 'a variational autoencoder of pictures that are compared by their structure at two scales',
  options: {
    weight: real({ default: 200, from: 0, about: 'weight of the structural dissimilarity' }),
    ...pixelOptions({ hidden: 400, latent: 10 }),
  },
  data: picturesNamed(...NAMES),
  build: withPixels((options, data) => {
    const { picture } = data.train
    if (picture === null) return optionRefused('data', 'it has no pictures')
    const model = unitMeansVae(sizesFor(options, data))
    const unlike = pipe(Elbo.structuralDissimilarity(picture, SCALES), Elbo.average('samples'))
    const objective = pipe(Elbo.minimize(pipe(unlike, Elbo.scale(options.weight))), Elbo.minus(Elbo.kl))
    return experiment({ ...around(options, data), ...{ model, objective, looks: ofVae(model) } })
  }),
})
