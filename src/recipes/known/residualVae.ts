/** A residual variational autoencoder: convolutions that are added to what they are given. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bits28 } from './bits28.js'
import { around } from './pictured.js'
import { optimizerOptions } from './vae.js'

const halving = { kernel: 4, stride: 2 } as const

const { conv2d, input, relu, residual, sequence } = Layer

/** `x + f(x)` of pictures of 14 x 14 pixels, and of 7 x 7. */
const outer = () =>
  residual(sequence(input([14, 14, 16]), relu, conv2d(16, { kernel: 3 }), relu, conv2d(16, { kernel: 1 })))
const inner = () =>
  residual(sequence(input([7, 7, 32]), relu, conv2d(32, { kernel: 3 }), relu, conv2d(32, { kernel: 1 })))

/** Two blocks on the way in, and two on the way out. */
export const residualVae = make({
  name: 'residual-vae',
  paper:
    'Kingma et al., "Improving Variational Inference with Inverse Autoregressive Flow", arXiv:1606.04934, section 6.1; its blocks: He et al., arXiv:1512.03385',
  about: 'a variational autoencoder of 28 x 28 bits with residual convolutions',
  options: { latent: whole({ default: 10, from: 1, about: 'dimensions of the latent' }), ...optimizerOptions },
  data: bits28,
  build: ({ options, data }) => {
    const latent = named('latent', options.latent)
    const model = Vae.make({
      encoder: sequence(
        input([784]),
        Layer.reshape([28, 28, 1]),
        conv2d(16, halving),
        outer(),
        conv2d(32, halving),
        inner(),
        relu,
        Layer.flatten,
        Layer.normalHead(latent),
      ),
      decoder: sequence(
        Layer.dense(latent, 1568),
        Layer.reshape([7, 7, 32]),
        inner(),
        Layer.conv2dTranspose(16, halving),
        outer(),
        relu,
        Layer.conv2dTranspose(1, halving),
        Layer.flatten,
        Layer.bernoulliLogits,
      ),
      prior: DiagonalNormal.standard(latent),
    })
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elbo, looks: ofVae(model) } })
  },
})
