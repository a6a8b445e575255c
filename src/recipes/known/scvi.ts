/** Counts of genes in single cells: a latent for what a cell is, beside the batch that it was measured in and how much of it. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import * as T from '../../tensors/index.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { make } from '../recipe.js'
import { BATCHES, cells, GENES } from './cells.js'
import { around, sizeOptions } from './pictured.js'
import { optimizerOptions } from './vae.js'

const { concat, countsOfTotal, dense, inputs, normalHead, parallel, relu, sequence } = Layer

/** Counts are looked at by the logarithms of one more than they are. */
const log1p = Layer.activation('log1p', T.log1p)

const same = Layer.activation('same', (x) => x)

/** `p(z) p(counts | z, batch, total)` under `q(z | counts, batch)`: the bound is of the counts given batch and total. */
export const scvi = make({
  name: 'scvi',
  paper:
    'Lopez, Regier, Cole, Jordan and Yosef, "Deep Generative Modeling for Single-cell Transcriptomics", Nature Methods 15, 2018, with totals that are observed',
  about: 'a variational autoencoder of counts of genes, whose latent is to say nothing of the batch of a cell',
  options: { ...sizeOptions({ hidden: 64, latent: 5 }), ...optimizerOptions },
  settings: { epochs: 20 },
  data: cells,
  build: ({ options, data }) => {
    const [genes, batches] = [named('genes', GENES), named('batches', BATCHES)]
    const [hidden, latent] = [named('hidden', options.hidden), named('latent', options.latent)]
    const [batch, logTotal] = [Joint.given('batch', [batches], 'oneHot'), Joint.given('logTotal', [1])]
    const encoder = sequence(
      inputs({ counts: [genes], batch: [batches] }),
      parallel({ counts: log1p, batch: same }),
      concat('counts', 'batch'),
      dense(hidden),
      relu,
      normalHead(latent),
    )
    const profile = sequence(inputs({ z: [latent], batch: [batches] }), concat('z', 'batch'), dense(hidden), relu)
    const counts = sequence(inputs({ profile: [hidden], logTotal: [1] }), countsOfTotal('profile', 'logTotal', genes))
    const model = Vae.of({
      p: Joint.of(
        batch,
        logTotal,
        Joint.variable('z', DiagonalNormal.standard(latent)),
        Joint.value('profile', profile),
        Joint.variable('counts', counts),
      ),
      q: Joint.of(Joint.given('counts', [genes], 'integer'), batch, Joint.variable('z', encoder)),
    })
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elbo, looks: ofJoint(model) } })
  },
})
