/** A recurrent variational autoencoder: pictures in four strips from top to bottom, each drawn of what has been. */

import { pipe } from 'fp-ts/lib/function.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import * as T from '../../tensors/index.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import type { Looks } from '../looks.js'
import { make } from '../recipe.js'
import { around, pixelOptions } from './pictured.js'
import { STRIP, strips } from './strips.js'

const { bernoulliHead, concat, dense, inputs, normalHead, sequence, tanh } = Layer

/** Four times, one network for all of them but the first. */
const recurrent = (options: { readonly hidden: number; readonly latent: number }) => {
  const [hidden, latent] = [named('hidden', options.hidden), named('latent', options.latent)]
  const begin = () => sequence(inputs({ x1: [STRIP], z1: [latent] }), concat('x1', 'z1'), dense(hidden), tanh)
  const next = () =>
    sequence(inputs({ h2: [hidden], x2: [STRIP], z2: [latent] }), concat('h2', 'x2', 'z2'), dense(hidden), tanh)
  const ofPast = sequence(inputs({ h2: [hidden], z2: [latent] }), concat('h2', 'z2'), dense(hidden), tanh)
  const [pz2, px2, ph3] = [
    Joint.variable('z2', sequence(dense(hidden, hidden), tanh, normalHead(latent)), 'h2'),
    Joint.variable('x2', sequence(ofPast, bernoulliHead(STRIP))),
    Joint.value('h3', next()),
  ]
  const p = Joint.of(
    Joint.variable('z1', DiagonalNormal.standard(latent)),
    Joint.variable('x1', sequence(dense(latent, hidden), tanh, bernoulliHead(STRIP)), 'z1'),
    Joint.value('h2', begin()),
    ...([pz2, px2, ph3] as const),
    Joint.shared('z3', pz2, { h2: 'h3' }),
    Joint.shared('x3', px2, { h2: 'h3', z2: 'z3' }),
    Joint.shared('h4', ph3, { h2: 'h3', x2: 'x3', z2: 'z3' }),
    Joint.shared('z4', pz2, { h2: 'h4' }),
    Joint.shared('x4', px2, { h2: 'h4', z2: 'z4' }),
  )
  const ofStrip = sequence(inputs({ h2: [hidden], x2: [STRIP] }), concat('h2', 'x2'), dense(hidden), tanh)
  const [qz2, qh3] = [Joint.variable('z2', sequence(ofStrip, normalHead(latent))), Joint.value('h3', next())]
  const given = [Joint.given('x1', [STRIP]), Joint.given('x2', [STRIP]), Joint.given('x3', [STRIP])] as const
  const q = Joint.of(
    ...given,
    Joint.given('x4', [STRIP]),
    Joint.variable('z1', sequence(dense(STRIP, hidden), tanh, normalHead(latent)), 'x1'),
    Joint.value('h2', begin()),
    ...([qz2, qh3] as const),
    Joint.shared('z3', qz2, { h2: 'h3', x2: 'x3' }),
    Joint.shared('h4', qh3, { h2: 'h3', x2: 'x3', z2: 'z3' }),
    Joint.shared('z4', qz2, { h2: 'h4', x2: 'x4' }),
  )
  return Vae.of({ p, q })
}

/** Rows of one strip. */
type Strip = T.Tensor<readonly ['rows', typeof STRIP]>

/** The strips of rows as whole pictures. */
const whole = ({ x1, x2, x3, x4 }: Readonly<Record<'x1' | 'x2' | 'x3' | 'x4', Strip>>) =>
  pipe(x1, T.concat(x2, 1), T.concat(x3, 1), T.concat(x4, 1))

/** Equations 5 to 9 of the paper, where q reads the recurrence of p; here it has one of its own. */
export const vrnn = make({
  name: 'vrnn',
  paper: 'Chung et al., "A Recurrent Latent Variable Model for Sequential Data", arXiv:1506.02216',
  about: 'a recurrent variational autoencoder, which draws pictures strip by strip',
  options: pixelOptions({ hidden: 128, latent: 6 }),
  settings: { epochs: 40 },
  data: strips,
  build: ({ options, data }) => {
    const model = recurrent(options)
    const looks: Looks<ReturnType<typeof model.init>> = {
      ...ofJoint(model),
      generate: (params, key, count) => {
        const { samples, means } = Vae.draw(model)(params, key, count)
        return { x: whole(samples), mean: whole(means) }
      },
    }
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elboByMonteCarlo, looks } })
  },
})
