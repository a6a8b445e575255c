/** A regularized autoencoder: no noise on the codes, which are kept small, as the weights of the decoder are. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Autoencoder from '../../models/autoencoder.js'
import * as Optimizer from '../../optimizers/index.js'
import { experiment } from '../experiment.js'
import { real } from '../option.js'
import { NAMES, picturesNamed } from '../pixels.js'
import { ofAutoencoder } from '../plainLooks.js'
import { make } from '../recipe.js'
import { around, pixelOptions, sizesFor, withPixels } from './pictured.js'

/** `-|x - g(z)|² - β |z|²/2 - λ/2 Σ θ²`, of z = f(x) and the parameters θ of g: RAE-L2 of the paper. */
export const rae = make({
  name: 'rae',
  paper:
    'Ghosh, Sajjadi, Vergari, Black and Schölkopf, "From Variational to Deterministic Autoencoders", arXiv:1903.12436',
  about: 'a plain autoencoder whose codes and whose decoder are kept small, in place of noise on the codes',
  options: {
    beta: real({ default: 0.1, from: 0, about: 'weight of half the squared length of a code' }),
    decay: real({ default: 1e-4, from: 0, about: 'weight of half the squares of the parameters of the decoder' }),
    ...pixelOptions({ hidden: 400, latent: 10 }),
  },
  data: picturesNamed(...NAMES),
  build: withPixels((options, data) => {
    const { pixels, hidden, latent } = sizesFor(options, data)
    const model = Autoencoder.make({
      encoder: Layer.sequence(Layer.dense(pixels, hidden), Layer.relu, Layer.dense(latent)),
      decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.relu, Layer.dense(pixels), Layer.sigmoid),
    })
    const size = pipe(Elbo.codeSize, Elbo.scale(options.beta))
    const { optimizer, ...rest } = around(options, data)
    const decayed = Optimizer.chain(Optimizer.l2({ weight: options.decay, parts: ['decoder'] }), optimizer)
    const objective = pipe(Elbo.minimize(Elbo.squaredError), Elbo.minus(size))
    return experiment({ ...rest, ...{ model, objective, optimizer: decayed, looks: ofAutoencoder(model) } })
  }),
})
