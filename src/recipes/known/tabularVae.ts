/** Rows of a table: numbers, counts, categories and bits side by side, with one distribution for each column. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { make } from '../recipe.js'
import { patients } from './patients.js'
import { around, sizeOptions } from './pictured.js'
import { optimizerOptions } from './vae.js'

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, poissonHead, sequence, tanh } = Layer

/** `p(z) p(age|z) p(visits|z) p(ward|z) p(smoker|z)`: the bound is of all columns together. */
export const tabularVae = make({
  name: 'tabular-vae',
  paper:
    'Xu, Skoularidou, Cuesta-Infante and Veeramachaneni, "Modeling Tabular Data using Conditional GAN", arXiv:1907.00503, section 4.4',
  about: 'a variational autoencoder of rows of a table, with a distribution for each column',
  options: { ...sizeOptions({ hidden: 64, latent: 4 }), ...optimizerOptions },
  data: patients,
  build: ({ options, data }) => {
    const [hidden, latent] = [named('hidden', options.hidden), named('latent', options.latent)]
    const ofZ = sequence(dense(latent, hidden), tanh)
    const encoder = sequence(
      inputs({ age: [1], visits: [1], ward: [3], smoker: [1] }),
      concat('age', 'visits', 'ward', 'smoker'),
      dense(hidden),
      tanh,
      normalHead(latent),
    )
    const model = Vae.of({
      p: Joint.of(
        Joint.variable('z', DiagonalNormal.standard(latent)),
        Joint.variable('age', sequence(ofZ, normalHead(1)), 'z'),
        Joint.variable('visits', sequence(ofZ, poissonHead(1)), 'z'),
        Joint.variable('ward', sequence(ofZ, categoricalHead(3)), 'z'),
        Joint.variable('smoker', sequence(ofZ, bernoulliHead(1)), 'z'),
      ),
      q: Joint.of(
        Joint.given('age', [1]),
        Joint.given('visits', [1], 'integer'),
        Joint.given('ward', [3], 'oneHot'),
        Joint.given('smoker', [1], 'binary'),
        Joint.variable('z', encoder),
      ),
    })
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elbo, looks: ofJoint(model) } })
  },
})
