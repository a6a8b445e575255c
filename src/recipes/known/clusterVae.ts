/** Latents in clusters: a class that nobody has labelled is summed out, and says where the latent lies. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Categorical from '../../distributions/categorical.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { whole } from '../option.js'
import { make } from '../recipe.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, relu, sequence } = Layer

/** The ELBO, in which the mean over the classes is a sum by their probabilities and not one of samples. */
const objective = pipe(
  Elbo.logLikelihood,
  Elbo.minus(Elbo.klPerSampleOf('z')),
  Elbo.expectOver('y'),
  Elbo.minus(Elbo.klOf('y')),
)

/** `p(y) p(z|y) p(x|z)` under `q(y|x) q(z|x, y)`. */
export const clusterVae = make({
  name: 'cluster-vae',
  paper:
    'Jiang et al., "Variational Deep Embedding: An Unsupervised and Generative Approach to Clustering", arXiv:1611.05148, whose q(y|x) is computed from p; Kingma et al., arXiv:1406.5298, sums y out as here',
  about: 'a variational autoencoder whose latents lie in clusters, one of which each picture is of',
  options: {
    clusters: whole({ default: 10, from: 1, about: 'how many clusters there are' }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const { pixels, hidden, latent } = sizesFor(options, data)
    const clusters = named('clusters', options.clusters)
    const p = Joint.of(
      Joint.variable('y', Categorical.standard(clusters)),
      Joint.variable('z', sequence(normalHead(clusters, latent)), 'y'),
      Joint.variable('x', sequence(dense(latent, hidden), relu, bernoulliHead(pixels)), 'z'),
    )
    const ofBoth = sequence(inputs({ h: [hidden], y: [clusters] }), concat('h', 'y'), normalHead(latent))
    const q = Joint.of(
      Joint.given('x', [pixels]),
      Joint.value('h', sequence(dense(pixels, hidden), relu), 'x'),
      Joint.variable('y', sequence(categoricalHead(hidden, clusters)), 'h'),
      Joint.variable('z', ofBoth),
    )
    const model = Vae.of({ p, q })
    return experiment({ ...around(options, data, notes), ...{ model, objective, looks: ofJoint(model) } })
  }),
})
