/** A neural process: functions by some of their points, with a latent that says which function it is. */

import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { make } from '../recipe.js'
import { functions, KNOWN, POINTS } from './functions.js'
import { around, pixelOptions } from './pictured.js'

const { concat, dense, each, input, inputs, meanOfEach, normalHead, normalMeanLogVariance } = Layer
const { parallel, relu, repeat, sequence } = Layer

/** `p(z|context) p(y|x, z)` under `q(z|x, y)`: the mean over points is a function of them in whatever order. */
export const neuralProcess = make({
  name: 'neural-process',
  paper: 'Garnelo, Schwarz, Rosenbaum, Viola, Rezende, Eslami and Teh, "Neural Processes", arXiv:1807.01622, section 2',
  about: 'a model of functions, which says of those of which it is shown some points what lies between these',
  options: pixelOptions({ hidden: 64, latent: 16 }),
  settings: { epochs: 40 },
  data: functions,
  build: ({ options, data }) => {
    const [hidden, latent] = [named('hidden', options.hidden), named('latent', options.latent)]
    const point = [each(sequence(dense(2, hidden), relu, dense(hidden))), meanOfEach, relu, normalHead(latent)] as const
    const decoder = sequence(
      inputs({ z: [latent], x: [POINTS, 1] }),
      parallel({ z: repeat(POINTS) }),
      each(concat('z', 'x')),
      each(dense(hidden)),
      relu,
      each(dense(hidden)),
      relu,
      each(dense(2)),
      normalMeanLogVariance,
    )
    const ofAll = sequence(inputs({ x: [POINTS, 1], y: [POINTS, 1] }), each(concat('x', 'y')), ...point)
    const x = Joint.given('x', [POINTS, 1])
    const model = Vae.of({
      p: Joint.of(
        Joint.given('context', [KNOWN, 2]),
        x,
        Joint.variable('z', sequence(input([KNOWN, 2]), ...point), 'context'),
        Joint.variable('y', decoder),
      ),
      q: Joint.of(x, Joint.given('y', [POINTS, 1]), Joint.variable('z', ofAll)),
    })
    return experiment({ ...around(options, data), ...{ model, objective: Elbo.elbo, looks: ofJoint(model) } })
  },
})
