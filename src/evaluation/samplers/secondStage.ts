/** A second variational autoencoder, of the codes of a first one: what new codes are drawn from after training. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { adam } from '../../optimizers/adam.js'
import { child } from '../../random/key.js'
import { named } from '../../shapes/named.js'
import type { TrainError } from '../../training/errors.js'
import * as Train from '../../training/index.js'
import type { CodeRows } from '../gaussianMixture.js'
import { type CodeSampler, type CodeSamplerOptions, type FittedCodes, fittedCodes } from './codes.js'

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

/**
 * A sampler of codes like those that are given: a second variational autoencoder, fitted to them. The codes of the first one fill its
 * latent space, but not as its prior does; those of the second one have no reason not to.
 *
 * The codes are draws from `q(z|x)`, and not its means. Codes are standardized before, and put back.
 *
 * Shapes: `[rows, numbers] -> [count, numbers]`. Errors: as those of `fit`.
 * Source: Dai and Wipf, "Diagnosing and Enhancing VAE Models", arXiv:1903.05789, section 4.
 */
export const secondStage =
  (options: CodeSamplerOptions) =>
  (codes: CodeRows): TE.TaskEither<TrainError, CodeSampler> => {
    const { data, back, epochs, batch, ...sizes } = fittedCodes(codes, options)
    const { key, engine } = options
    const model = modelOf(sizes)
    return pipe(
      Train.fit({ model, objective: Elbo.elbo, optimizer: adam(), ...{ data, epochs, batch, key, engine } }),
      TE.map(({ params }): CodeSampler => {
        const drawing = (count: number) =>
          engine.run((own: ReturnType<typeof model.init>, at) => Vae.generate(model)(own, at, count).x)
        return (at, count) =>
          pipe(
            drawing(count)(params, child('codes')(at)),
            TE.map(({ values }) => ({ sizes: [count, codes.sizes[1]] as const, values: back(values) })),
          )
      }),
    )
  }
