/** Residual quantization: a picture as 49 sums of codes, each of what those before it have left. */

import * as Layer from '../../layers/index.js'
import * as VqVae from '../../models/vqVae.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVqVae } from '../looks.js'
import { real, whole } from '../option.js'
import { make } from '../recipe.js'
import { bits28 } from './bits28.js'
import { eightChannels, fitOfCodes } from './codeNetworks.js'
import { around } from './pictured.js'
import { optimizerOptions } from './vae.js'

/** Both distances are the sums over the stages. */
export const rqVae = make({
  name: 'rq-vae',
  paper:
    'Lee, Kim, Kim, Cho and Han, "Autoregressive Image Generation using Residual Quantization", arXiv:2203.01941, section 3.1; each stage with codes of its own as in Zeghidour et al., "SoundStream", arXiv:2107.03312',
  about: 'an autoencoder of sums of codes, each the nearest to what those before it have left',
  options: {
    stages: whole({ default: 3, from: 1, to: 16, about: 'how many codes are added up' }),
    codes: whole({ default: 16, from: 1, about: 'how many codes each stage has' }),
    commitment: real({ default: 0.25, from: 0, about: 'weight of the distance of what is encoded from its codes' }),
    ...optimizerOptions,
  },
  settings: { epochs: 20 },
  data: bits28,
  build: ({ options, data }) => {
    const codes = Layer.quantizeResidual(options.stages, named('codes', options.codes))
    const model = VqVae.make({ ...eightChannels, codes })
    const objective = fitOfCodes(options.commitment)
    return experiment({ ...around(options, data), ...{ model, objective, looks: ofVqVae(model) } })
  },
})
