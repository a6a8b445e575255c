/** A sentence as one latent: a recurrent decoder that is given the words before each, some of which are left out. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { real, whole } from '../option.js'
import { make } from '../recipe.js'
import { around, pixelOptions } from './pictured.js'
import { COUNT, LENGTH, sentences } from './sentences.js'

const { before, categoricalLogits, concat, dense, dropout, each, flatten, gru, input, inputs } = Layer
const { normalHead, parallel, repeat, scan, sequence } = Layer

/** As dropout leaves out the one number that says which word it is, it leaves out the word. */
export const sentenceVae = make({
  name: 'sentence-vae',
  paper:
    'Bowman, Vilnis, Vinyals, Dai, Jozefowicz and Bengio, "Generating Sentences from a Continuous Space", arXiv:1511.06349, section 3',
  about: 'a variational autoencoder of sentences, with a recurrent decoder that is given what stands before each word',
  options: {
    words: whole({ default: 16, from: 1, about: 'numbers that a word is embedded in' }),
    wordDropout: real({
      default: 0.3,
      from: 0,
      to: 0.95,
      about: 'share of earlier words that are left out while training',
    }),
    steps: whole({ default: 1000, from: 1, about: 'steps over which the weight of the KL rises from 0 to 1' }),
    ...pixelOptions({ hidden: 64, latent: 8 }),
  },
  settings: { epochs: 30 },
  data: sentences,
  build: ({ options, data }) => {
    const [hidden, latent, words] = [
      named('hidden', options.hidden),
      named('latent', options.latent),
      named('words', options.words),
    ]
    const encoder = sequence(input([LENGTH, COUNT]), each(dense(words)), scan(gru(hidden)), flatten, normalHead(latent))
    const ofBefore = sequence(input([LENGTH, COUNT]), before, each(dropout(options.wordDropout)), each(dense(words)))
    const decoder = sequence(
      inputs({ z: [latent], x: [LENGTH, COUNT] }),
      parallel({ z: repeat(LENGTH), x: ofBefore }),
      each(concat('z', 'x')),
      scan(gru(hidden)),
      each(dense(COUNT)),
      categoricalLogits,
    )
    const model = Vae.of({
      p: Joint.of(Joint.variable('z', DiagonalNormal.standard(latent)), Joint.autoregressive('x', decoder)),
      q: Joint.of(Joint.given('x', [LENGTH, COUNT], 'oneHot'), Joint.variable('z', encoder, 'x')),
    })
    const objective = Elbo.elboWithBeta(Elbo.linearWarmUp({ steps: options.steps }))
    return experiment({
      ...around(options, data),
      ...{ model, objective, measure: Elbo.elbo, looks: ofJoint(model) },
    })
  },
})
