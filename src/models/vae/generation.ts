/** What a trained variational autoencoder makes: reconstructions, and new examples. */

import { pipe } from 'fp-ts/lib/function.js'
import type { LatentKind } from '../../distributions/family.js'
import { drawPrior, type PriorKind } from '../../distributions/priors.js'
import { child, type Key } from '../../random/key.js'
import type { AnyShape, Dim } from '../../shapes/dim.js'
import type { Tensor } from '../../tensors/tensor.js'
import type { VaeParams, VaeParamsOf, VaeWith } from './vae.js'

/** New examples, and the means of the distributions that they were drawn from. */
export interface Generation<Row extends Dim, Event extends AnyShape> {
  readonly mean: Tensor<readonly [Row, ...Event]>
  readonly x: Tensor<readonly [Row, ...Event]>
}

/**
 * Ancestral sampling: `z ~ p(z)`, then `x ~ p(x|z)`.
 *
 * Shapes: `['rows', ...Event]`, as many rows as asked for.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, section 2.1.
 */
export const generate =
  <
    Posterior extends LatentKind,
    Prior extends PriorKind,
    Event extends AnyShape,
    Latent extends AnyShape,
    E,
    D,
    Likelihood extends LatentKind,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood>,
  ) =>
  (params: VaeParamsOf<Prior, Latent, E, D>, key: Key, count: number): Generation<'rows', Event> => {
    const own: VaeParams<E, D> & { readonly prior?: unknown } = params
    const z = drawPrior(child('z')(key), 'rows', count)<Latent>(model.prior, own.prior)
    const distribution = model.decoder.apply(own.decoder)(z)
    const { mean, sample } = model.likelihood
    return { mean: mean<'rows', Event>(distribution), x: sample(child('x')(key))<'rows', Event>(distribution) }
  }

/**
 * The mean of `p(x|z)` at the mean of `q(z|x)`, or at its most probable point where its numbers are 0 and 1 or counts.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`.
 */
export const reconstruct =
  <
    Posterior extends LatentKind,
    Prior extends PriorKind,
    Event extends AnyShape,
    Latent extends AnyShape,
    E,
    D,
    Likelihood extends LatentKind,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood>,
  ) =>
  (params: VaeParams<E, D>) =>
  <Row extends Dim>(x: Tensor<readonly [Row, ...Event]>): Tensor<readonly [Row, ...Event]> =>
    pipe(
      model.encoder.apply(params.encoder)(x),
      model.posterior.center<Row, Latent>,
      model.decoder.apply(params.decoder),
      model.likelihood.mean<Row, Event>,
    )
