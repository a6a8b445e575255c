/** VQ-VAE-2: a picture as 49 coarse codes, and below them 196 fine ones of what these leave open. */

import * as Layer from '../../layers/index.js'
import * as VqVae from '../../models/vqVae.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVqVae } from '../looks.js'
import { real, whole } from '../option.js'
import { make } from '../recipe.js'
import { bits28 } from './bits28.js'
import { fitOfCodes, HALVING } from './codeNetworks.js'
import { around } from './pictured.js'
import { optimizerOptions } from './vae.js'

const { bernoulliLogits, conv2d, conv2dTranspose, flatten, input, relu, reshape, sequence, tanh } = Layer

const encoder = sequence(input([784]), reshape([28, 28, 1]), conv2d(8, HALVING), relu, conv2d(8, { kernel: 3 }), tanh)
const decoder = sequence(
  input([14, 14, 8]),
  ...([conv2d(16, { kernel: 3 }), relu, conv2dTranspose(1, HALVING), flatten, bernoulliLogits] as const),
)
const between = {
  down: sequence(input([14, 14, 8]), conv2d(8, HALVING), tanh),
  up: sequence(input([7, 7, 8]), conv2dTranspose(8, HALVING)),
  below: sequence(input([14, 14, 8]), conv2d(8, { kernel: 3 }), tanh),
}

/** Algorithm 1 of the paper, with codes that are moved by a gradient. */
export const vqVae2 = make({
  name: 'vq-vae-2',
  paper:
    'Razavi, van den Oord and Vinyals, "Generating Diverse High-Fidelity Images with VQ-VAE-2", arXiv:1906.00446, algorithm 1',
  about: 'an autoencoder of codes on two levels: coarse ones, and fine ones of what these leave open',
  options: {
    top: whole({ default: 32, from: 1, about: 'how many coarse codes there are' }),
    bottom: whole({ default: 16, from: 1, about: 'how many fine codes there are' }),
    commitment: real({ default: 0.25, from: 0, about: 'weight of the distance of what is encoded from its codes' }),
    ...optimizerOptions,
  },
  data: bits28,
  build: ({ options, data }) => {
    const [top, bottom] = [named('top', options.top), named('bottom', options.bottom)]
    const model = VqVae.make({ encoder, codes: Layer.quantizeLevels({ ...between, top, bottom }), decoder })
    const objective = fitOfCodes(options.commitment)
    return experiment({ ...around(options, data), ...{ model, objective, looks: ofVqVae(model) } })
  },
})
