/** FSQ: a picture as 49 codes without a codebook, each of four numbers that are rounded. */

import * as Layer from '../../layers/index.js'
import * as VqVae from '../../models/vqVae.js'
import { experiment } from '../experiment.js'
import { ofVqVae } from '../looks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { bits28 } from './bits28.js'
import { fit, HALVING } from './codeNetworks.js'
import { around } from './pictured.js'
import { optimizerOptions } from './vae.js'

const { bernoulliLogits, conv2d, conv2dTranspose, finiteScalar, flatten, input, relu, reshape, sequence } = Layer

const encoder = sequence(input([784]), reshape([28, 28, 1]), conv2d(16, HALVING), relu, conv2d(4, HALVING))
const decoder = sequence(
  input([7, 7, 4]),
  ...([conv2dTranspose(16, HALVING), relu, conv2dTranspose(1, HALVING), flatten, bernoulliLogits] as const),
)

/** There are no codes to learn, so that the likelihood alone is maximized. */
export const fsqVae = make({
  name: 'fsq-vae',
  paper:
    'Mentzer, Minnen, Agustsson and Tschannen, "Finite Scalar Quantization: VQ-VAE Made Simple", arXiv:2309.15505, section 3',
  about: 'an autoencoder of codes that are rounded numbers, without a codebook to learn',
  options: {
    levels: whole({ default: 5, from: 3, to: 64, about: 'how many values each of the four numbers of a code has' }),
    ...optimizerOptions,
  },
  settings: { epochs: 20 },
  data: bits28,
  build: ({ options, data }) => {
    const codes = finiteScalar([options.levels, options.levels, options.levels, options.levels])
    const model = VqVae.make({ encoder, codes, decoder })
    return experiment({ ...around(options, data), ...{ model, objective: fit, looks: ofVqVae(model) } })
  },
})
