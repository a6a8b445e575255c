/** One posterior a datum, and no encoder: its mean and its variances are rows of a table. */

import { indices } from '../../data/indices.js'
import { records } from '../../data/records.js'
import { choose } from '../../data/split.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { make } from '../recipe.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

/** The bound of the examples that are trained on, the first of which are measured: others have no posterior. */
export const perDatumVae = make({
  name: 'per-datum-vae',
  paper:
    'Hoffman, Blei, Wang and Paisley, "Stochastic Variational Inference", JMLR 14, 2013, with the decoder of arXiv:1312.6114',
  about: 'a decoder, and a posterior of its own for each example in the place of an encoder for all',
  options: bitOptions({ hidden: 400, latent: 10 }),
  settings: { epochs: 20 },
  ...bits,
  build: withBits((options, { train, test }, notes) => {
    const { pixels, hidden, latent } = sizesFor(options, { train })
    const examples = named('examples', train.count)
    const numbered = records(train.name, {
      x: train,
      index: indices(
        examples,
        Array.from({ length: train.count }, (_, at) => at),
      ),
    })
    const index = Joint.given('index', Layer.indices(examples))
    const posterior = Layer.sequence(
      Layer.indices(examples),
      Layer.embedding(named('latent*2', 2 * latent.size)),
      Layer.reshape([latent, 2]),
      Layer.normalMeanLogVariance,
    )
    const decoder = Layer.sequence(
      Layer.input([latent, 1]),
      Layer.flatten,
      Layer.dense(hidden),
      Layer.relu,
      Layer.bernoulliHead(pixels),
    )
    const model = Vae.of({
      p: Joint.of(index, Joint.variable('z', DiagonalNormal.standard(latent, 1)), Joint.variable('x', decoder, 'z')),
      q: Joint.of(index, Joint.variable('z', posterior, 'index')),
    })
    const measured = choose(numbered, Math.min(test.count, train.count), (at) => at)
    const data = { train: numbered, test: measured, labels: null }
    return experiment({ ...around(options, data, notes), ...{ model, objective: Elbo.elbo, looks: ofJoint(model) } })
  }),
})
