/** A ladder: q computes its way up from x once, and draws its way down in the order of p. */

import { pipe } from 'fp-ts/lib/function.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
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

const { bernoulliHead, concat, dense, inputs, normalHead, relu, sequence } = Layer

/** The ELBO whose KL of each layer is warmed up, the upper one in twice the steps; the test ELBO has both whole. */
const warmedUp = (steps: number) =>
  pipe(
    Elbo.logLikelihood,
    Elbo.average('samples'),
    Elbo.minus(pipe(Elbo.klOf('z1'), Elbo.scale(Elbo.linearWarmUp({ steps })))),
    Elbo.minus(pipe(Elbo.klOf('z2'), Elbo.scale(Elbo.linearWarmUp({ steps: 2 * steps })))),
  )

/** q makes z1 of its way up and of z2 by a network, where the paper adds the precisions of what p says of z1. */
export const ladderVae = make({
  name: 'ladder-vae',
  paper: 'Sønderby et al., "Ladder Variational Autoencoders", arXiv:1602.02282, sections 2.1 and 2.2',
  about: 'a variational autoencoder of two layers of latents, whose posterior goes up the ladder and down again',
  options: {
    latent2: whole({ default: 8, from: 1, about: 'dimensions of the upper latent' }),
    hidden2: whole({ default: 64, from: 1, about: 'units of the hidden layer between the latents' }),
    steps: whole({
      default: 200,
      from: 1,
      about: 'within how many steps the KL of z1 is warmed up; that of z2 in twice as many',
    }),
    ...bitOptions({ hidden: 400, latent: 16 }),
  },
  ...bits,
  build: withBits(({ steps, ...options }, data, notes) => {
    const { pixels, hidden, latent } = sizesFor(options, data)
    const [hidden2, latent2] = [named('hidden2', options.hidden2), named('latent2', options.latent2)]
    const p = Joint.of(
      Joint.variable('z2', DiagonalNormal.standard(latent2)),
      Joint.variable('z1', sequence(dense(latent2, hidden2), relu, normalHead(latent)), 'z2'),
      Joint.variable('x', sequence(dense(latent, hidden), relu, bernoulliHead(pixels)), 'z1'),
    )
    const down = sequence(inputs({ h1: [hidden], z2: [latent2] }), concat('h1', 'z2'), dense(hidden2), relu)
    const q = Joint.of(
      Joint.given('x', [pixels]),
      Joint.value('h1', sequence(dense(pixels, hidden), relu), 'x'),
      Joint.value('h2', sequence(dense(hidden, hidden2), relu), 'h1'),
      Joint.variable('z2', sequence(normalHead(hidden2, latent2)), 'h2'),
      Joint.variable('z1', sequence(down, normalHead(latent))),
    )
    const model = Vae.of({ p, q })
    const own = { model, objective: warmedUp(steps), measure: Elbo.elbo, looks: ofJoint(model) }
    return experiment({ ...around(options, data, notes), ...own })
  }),
})
