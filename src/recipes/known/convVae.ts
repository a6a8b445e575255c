/** A convolutional variational autoencoder of pictures of 28 x 28 pixels. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Dataset } from '../../data/dataset.js'
import { binarizedMnist } from '../../data/sources/binarizedMnist.js'
import { sprites } from '../../data/sources/sprites.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { child, from, type Key } from '../../random/key.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { optionRefused } from '../options.js'
import { type Halves, halvesOf } from '../pixels.js'
import { make } from '../recipe.js'
import { optimizerOf, optimizerOptions } from './vae.js'

/** Bits of 28 x 28 pixels. */
type Bits = Halves<Dataset<readonly [784], 'binary'>>

const drawn = (key: Key, counts = { train: 8192, test: 1024 }): Bits => {
  const test = sprites({ key: child('test')(key), count: counts.test, size: 28 })
  const { values, levels: names } = test.factors.shape
  return {
    train: sprites({ key: child('train')(key), count: counts.train, size: 28 }).binary,
    test: test.binary,
    labels: { values, names },
  }
}

const halving = { kernel: 4, stride: 2 } as const

const convolutional = (latent: number) => {
  const z = named('latent', latent)
  return Vae.make({
    encoder: Layer.sequence(
      Layer.input([784]),
      Layer.reshape([28, 28, 1]),
      Layer.conv2d(16, halving), // [28, 28, 1] -> [14, 14, 16]
      Layer.relu,
      Layer.conv2d(32, halving), // [14, 14, 16] -> [7, 7, 32]
      Layer.relu,
      Layer.flatten,
      Layer.normalHead(z),
    ),
    decoder: Layer.sequence(
      Layer.dense(z, 1568),
      Layer.relu,
      Layer.reshape([7, 7, 32]),
      Layer.conv2dTranspose(16, halving), // [7, 7, 32] -> [14, 14, 16]
      Layer.relu,
      Layer.conv2dTranspose(1, halving), // [14, 14, 16] -> [28, 28, 1]
      Layer.flatten,
      Layer.bernoulliLogits,
    ),
    prior: DiagonalNormal.standard(z),
  })
}

/** Two convolutions of stride 2 on the way in, and two back on the way out. */
export const convVae = make({
  name: 'conv-vae',
  paper:
    'Radford, Metz and Chintala, "Unsupervised Representation Learning with Deep Convolutional GANs", arXiv:1511.06434',
  about: 'a convolutional variational autoencoder of 28 x 28 bits',
  options: { latent: whole({ default: 10, from: 1, about: 'dimensions of the latent' }), ...optimizerOptions },
  data: {
    names: ['sprites', 'binarized-mnist'],
    load: ({ name, key, directory }) =>
      name === 'sprites'
        ? TE.right(drawn(key))
        : directory === undefined
          ? TE.left(optionRefused('dataDir', `${name} is read from a folder that holds its files, and none is given`))
          : pipe(
              binarizedMnist({ directory }),
              TE.map(({ train, test }): Bits => ({ train, test })),
            ),
    shape: () => drawn(from(0), { train: 1, test: 1 }),
  },
  build: ({ options, data }) => {
    const model = convolutional(options.latent)
    return experiment({
      ...{
        model,
        objective: Elbo.elbo,
        ...halvesOf(data),
        looks: ofVae(model),
      },
      ...optimizerOf(options),
    })
  },
})
