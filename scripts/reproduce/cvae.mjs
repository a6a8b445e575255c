// The conditional model of MNIST: of images drawn for each digit, the share in which a classifier sees that digit.
import { Source } from '../../dist/node.js'
import { reproduce } from '../cvae.mjs'
import { right } from '../right.mjs'

const [images, each] = [20_000, 100]

/** Trains the model and the classifier. */
export const run = async ({ seed, epochs, engine, directory }) => {
  const mnist = await right(Source.labelledMnist({ directory }))
  const { inDraws } = await reproduce({ mnist, engine, latent: 2, images, epochs, each, seed })
  return {
    value: inDraws.reduce((sum, count) => sum + count, 0) / (10 * each),
    samples: null,
    budget: `20,000 images, ${epochs} ${epochs === 1 ? 'pass' : 'passes'}`,
  }
}
