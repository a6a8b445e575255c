/** WAE-MMD: a squared error, and the codes together drawn to the prior by their maximum mean discrepancy. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { real } from '../option.js'
import { NAMES, picturesNamed } from '../pixels.js'
import { make } from '../recipe.js'
import { squaredErrorVae } from './network.js'
import { around, pixelOptions, sizesFor, withPixels } from './pictured.js'

/** `-|x - G(z)|² - λ MMD(q(z), p(z))`. */
export const waeMmd = make({
  name: 'wae-mmd',
  paper: 'Tolstikhin, Bousquet, Gelly and Schölkopf, "Wasserstein Auto-Encoders", arXiv:1711.01558, algorithm 2',
  about: 'a Wasserstein autoencoder: no KL, but codes that together are distributed as the prior',
  options: {
    lambda: real({ default: 100, from: 0, about: 'weight of the discrepancy of all codes from the prior' }),
    ...pixelOptions({ hidden: 400, latent: 8 }),
  },
  data: picturesNamed(...NAMES),
  build: withPixels((options, data) => {
    const model = squaredErrorVae(sizesFor(options, data))
    const discrepancy = pipe(Elbo.maximumMeanDiscrepancy(Elbo.inverseMultiquadratic()), Elbo.average('samples'))
    const objective = pipe(
      Elbo.logLikelihood,
      Elbo.average('samples'),
      Elbo.average('batch'),
      Elbo.minus(pipe(discrepancy, Elbo.scale(options.lambda))),
    )
    return experiment({ ...around(options, data), ...{ model, objective, looks: ofVae(model) } })
  }),
})
