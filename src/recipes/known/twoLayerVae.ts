/** Two layers of latents: p draws the lower from the upper, and q in either order. */

import { pipe } from 'fp-ts/lib/function.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { choice, whole } from '../option.js'
import { make } from '../recipe.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

const { bernoulliHead, concat, dense, inputs, normalHead, sequence, tanh } = Layer

/** Bottom-up, the KL of z1 is estimated: p draws z1 from z2, and q draws z2 from z1. */
const partlyClosed = pipe(
  Elbo.logLikelihood,
  Elbo.average('samples'),
  Elbo.minus(Elbo.klByMonteCarloOf('z1')),
  Elbo.minus(Elbo.klOf('z2')),
)

/** `p(z2) p(z1|z2) p(x|z1)`. */
export const twoLayerVae = make({
  name: 'two-layer-vae',
  paper: 'Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", arXiv:1509.00519, section 5',
  about: 'a variational autoencoder of two layers of latents',
  options: {
    order: choice(['bottom-up', 'top-down'], { default: 'bottom-up', about: 'which layer q draws first' }),
    latent2: whole({ default: 8, from: 1, about: 'dimensions of the upper latent' }),
    hidden2: whole({ default: 64, from: 1, about: 'units of the hidden layer between the latents' }),
    ...bitOptions({ hidden: 400, latent: 16 }),
  },
  ...bits,
  build: withBits((options, data, notes) => {
    const { pixels, hidden, latent } = sizesFor(options, data)
    const [hidden2, latent2] = [named('hidden2', options.hidden2), named('latent2', options.latent2)]
    const p = Joint.of(
      Joint.variable('z2', DiagonalNormal.standard(latent2)),
      Joint.variable('z1', sequence(dense(latent2, hidden2), tanh, normalHead(latent)), 'z2'),
      Joint.variable('x', sequence(dense(latent, hidden), tanh, bernoulliHead(pixels)), 'z1'),
    )
    const x = Joint.given('x', [pixels])
    const [ofX, rest] = [sequence(dense(pixels, hidden), tanh), around(options, data, notes)]
    if (options.order === 'bottom-up') {
      const z1 = Joint.variable('z1', sequence(ofX, normalHead(latent)), 'x')
      const z2 = Joint.variable('z2', sequence(dense(latent, hidden2), tanh, normalHead(latent2)), 'z1')
      const model = Vae.of({ p, q: Joint.of(x, z1, z2) })
      return experiment({ ...rest, ...{ model, objective: partlyClosed, looks: ofJoint(model) } })
    }
    const z2 = Joint.variable('z2', sequence(ofX, normalHead(latent2)), 'x')
    const both = sequence(inputs({ x: [pixels], z2: [latent2] }), concat('x', 'z2'), dense(hidden), tanh)
    const model = Vae.of({ p, q: Joint.of(x, z2, Joint.variable('z1', sequence(both, normalHead(latent)))) })
    return experiment({ ...rest, ...{ model, objective: Elbo.elbo, looks: ofJoint(model) } })
  }),
})
