/** A second variational autoencoder, of the codes of a first one: what new codes are drawn from after training. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import type { Engine } from '../../engines/engine.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import { generateAt } from '../../models/vae/generation.js'
import * as Vae from '../../models/vae/index.js'
import { adam } from '../../optimizers/adam.js'
import { child, normal } from '../../random/key.js'
import { named } from '../../shapes/named.js'
import type * as T from '../../tensors/index.js'
import type { Host } from '../../tensors/tree.js'
import type { TrainError } from '../../training/errors.js'
import * as Train from '../../training/index.js'
import type { CodeRows } from '../gaussianMixture.js'
import {
  type CodeSampler,
  type CodeSamplerOptions,
  type FittedCodes,
  type StandardizedDraw,
  samplerOf,
} from './codes.js'

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

/** As many latents as a code has numbers, and one variance that is learned. */
const modelOf = ({ width, hidden }: Pick<FittedCodes, 'width' | 'hidden'>) => {
  const latent = named('latent', width.size)
  return Vae.make({
    encoder: Layer.sequence(
      Layer.dense(width, hidden),
      Layer.relu,
      Layer.dense(hidden),
      Layer.relu,
      Layer.normalHead(latent),
    ),
    decoder: Layer.sequence(
      Layer.dense(latent, hidden),
      Layer.relu,
      Layer.dense(hidden),
      Layer.relu,
      Layer.sharedNormalHead(width),
    ),
    prior: DiagonalNormal.standard(latent),
  })
}

type SecondVae = ReturnType<typeof modelOf>
type Params = ReturnType<SecondVae['init']>

// -----------------------------------------------------------------------------
// training
// -----------------------------------------------------------------------------

/** How many codes a step at most: after 3,900 steps draws of a ring are 0.35 off, and 0.38 by steps of 128, which cost more. */
const BATCH = 64

/** How often all codes are seen where nobody says: as many steps as the diffusion model of the same codes takes. */
const EPOCHS = 50

/** The logarithm of the variance moves by as much a step at most: at 1e-3, three times the steps until it is small. */
const LEARNING_RATE = 3e-3

/** The bound whose KL is warmed up over the first half of training, so that no latent is given up before the variance is small. */
const warmedUp = (steps: number) => {
  const half = steps / 2
  // of no steps, or no number of them, `fit` speaks
  return Elbo.elboWithBeta(Elbo.linearWarmUp({ steps: half >= 1 ? half : 1 }))
}

// -----------------------------------------------------------------------------
// drawing
// -----------------------------------------------------------------------------

/** `z ~ p(z)`, then `x ~ p(x|z)`, in one program. */
const drawer = (model: SecondVae, params: Host<Params>, width: number, engine: Engine): StandardizedDraw => {
  interface Given {
    readonly params: Params
    readonly z: T.Tensor<readonly ['rows', 'latent']>
  }
  const draw = engine.run(({ params: own, z }: Given, key) => generateAt(model)(own, key)(z).x)
  return (key, count) => {
    const values = normal(child('z')(key), count * width)
    return draw({ params, z: { shape: ['rows', 'latent'], sizes: [count, width], values } }, key)
  }
}

/**
 * A sampler of codes like those that are given: a second variational autoencoder, fitted to them, with as many latents as a code has
 * numbers and one variance that is learned. The codes of the first one fill its latent space, but not as its prior does; those of
 * the second one have less reason not to.
 *
 * The codes are best draws of `q(z|x)`, not its means. They are standardized before, and put back. It is fitted after the first one,
 * whose bound it does not change. It takes some thousand steps, of 64 codes each: few codes take more epochs.
 *
 * Shapes: `[rows, numbers] -> [count, numbers]`. Errors: as those of `fit`.
 * Source: Dai and Wipf, "Diagnosing and Enhancing VAE Models", arXiv:1903.05789, section 4; the KL is warmed up over the first half of the
 * steps, as in Sønderby et al., "Ladder Variational Autoencoders", arXiv:1602.02282.
 */
export const secondStage =
  (options: CodeSamplerOptions) =>
  (codes: CodeRows): TE.TaskEither<TrainError, CodeSampler> =>
    samplerOf(
      { epochs: EPOCHS, ...options },
      codes,
    )(({ data, epochs, batch: most, ...sizes }) => {
      const { key, engine } = options
      const batch = Math.min(BATCH, most)
      const model = modelOf(sizes)
      const objective = warmedUp(epochs * Math.floor(data.count / batch))
      const optimizer = adam({ learningRate: LEARNING_RATE })
      return pipe(
        Train.fit({ model, objective, optimizer, ...{ data, epochs, batch, key, engine } }),
        TE.map(({ params }) => drawer(model, params, sizes.width.size, engine)),
      )
    })
