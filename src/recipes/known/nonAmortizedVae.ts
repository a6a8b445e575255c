/** A posterior of its own for each example, and no encoder: its mean and its log-variance are a row of a table. */

import { indices } from '../../data/indices.js'
import { records } from '../../data/records.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import type { Support } from '../../distributions/support.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { adagrad } from '../../optimizers/adagrad.js'
import type { Size } from '../../shapes/dim.js'
import { named } from '../../shapes/named.js'
import { player } from '../../training/index.js'
import { game } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { real, whole } from '../option.js'
import type { Parts, Pixels } from '../pixels.js'
import { make } from '../recipe.js'
import { around, bitOptions, bits, sizesFor, withBits } from './pictured.js'

const { bernoulliHead, dense, embedding, flatten, input, normalMeanLogVariance, relu, reshape, sequence } = Layer

/** Examples with their numbers, from one on: those of test examples follow those of training examples. */
const numbered = <Values extends Support>(x: Pixels<Values>, first: number, all: Size<'examples'>) =>
  records(x.name, {
    x,
    index: indices(
      all,
      Array.from({ length: x.count }, (_, at) => first + at),
    ),
  })

/** Both halves of data, numbered, and how many examples there are. */
const numberedParts = ({ train, test, labels = null }: Parts<'binary' | 'relaxed'>) => {
  const examples = named('examples', train.count + test.count)
  return {
    examples,
    data: { train: numbered(train, 0, examples), test: numbered(test, train.count, examples), labels },
  }
}

/**
 * Both players move at once: the decoder, and the posteriors of the examples of a step. Under Adagrad a row moves only in steps that see
 * its example, however many others there are. On test data the posteriors alone move.
 */
export const nonAmortizedVae = make({
  name: 'non-amortized-vae',
  paper: 'Hoffman, Blei, Wang and Paisley, "Stochastic Variational Inference", JMLR 14, 2013',
  about: 'a decoder, and in the place of an encoder a posterior of its own for each example',
  options: {
    posteriorRate: real({ default: 0.3, above: 0, about: 'learning rate of the posteriors, by Adagrad' }),
    posteriorEpochs: whole({
      default: 40,
      from: 1,
      about: 'passes over the test data in which its posteriors are found, with the decoder as it is',
    }),
    ...bitOptions({ hidden: 400, latent: 10 }),
  },
  settings: { epochs: 40 },
  ...bits,
  build: withBits((options, parts, notes) => {
    const { pixels, hidden, latent } = sizesFor(options, parts)
    const { examples, data } = numberedParts(parts)
    const index = Joint.given('index', Layer.indices(examples))
    const posterior = sequence(
      Layer.indices(examples),
      embedding(named('latent*2', 2 * latent.size)),
      reshape([latent, 2]),
      normalMeanLogVariance,
    )
    const decoder = sequence(input([latent, 1]), flatten, dense(hidden), relu, bernoulliHead(pixels))
    const model = Vae.of({
      p: Joint.of(index, Joint.variable('z', DiagonalNormal.standard(latent, 1)), Joint.variable('x', decoder, 'z')),
      q: Joint.of(index, Joint.variable('z', posterior, 'index')),
    })
    const { optimizer, ...rest } = around(options, data, notes)
    const inference = adagrad({ learningRate: options.posteriorRate })
    const players = [
      player({ name: 'posteriors', objective: Elbo.elbo, moves: ['q'], optimizer: inference }),
      player({ name: 'decoder', objective: Elbo.elbo, moves: ['p'], optimizer }),
    ] as const
    const local = { player: 'posteriors', epochs: options.posteriorEpochs } as const
    return game({ ...rest, ...{ model, players, local, order: 'at once', looks: ofJoint(model) } })
  }),
})
