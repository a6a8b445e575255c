/** What a trained variational autoencoder makes: reconstructions, and new examples. */

import { pipe } from 'fp-ts/lib/function.js'
import type { LatentKind } from '../../distributions/family.js'
import { drawPrior, type PriorKind } from '../../distributions/priors.js'
import { child, from, type Key } from '../../random/key.js'
import type { AnyShape, Dim } from '../../shapes/dim.js'
import type { Tensor } from '../../tensors/tensor.js'
import type { ParamsIn } from '../state.js'
import { type AnyParams, inEvaluation } from './environment.js'
import type { VaeParams, VaeParamsOf, VaeWith } from './vae.js'

/** New examples, and the means of the distributions that they were drawn from. */
export interface Generation<Row extends Dim, Event extends AnyShape> {
  readonly mean: Tensor<readonly [Row, ...Event]>
  readonly x: Tensor<readonly [Row, ...Event]>
}

/**
 * New examples at latents from wherever: `x ~ p(x|z)`.
 *
 * Shapes: `['rows', ...Latent] -> ['rows', ...Event]`.
 */
export const generateAt =
  <
    Posterior extends LatentKind,
    Prior extends PriorKind,
    Event extends AnyShape,
    Latent extends AnyShape,
    E,
    D,
    Likelihood extends LatentKind,
    Networks,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood, Networks>,
  ) =>
  (params: unknown, key: Key) =>
  (z: Tensor<readonly ['rows', ...Latent]>): Generation<'rows', Event> => {
    const distribution = inEvaluation<Event, Latent, Posterior, Likelihood>(model, params, key).decode(z)
    const { mean, sample } = model.likelihood
    return { mean: mean<'rows', Event>(distribution), x: sample(child('x')(key))<'rows', Event>(distribution) }
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
    Networks,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood, Networks>,
  ) =>
  (
    params: ParamsIn<Networks, VaeParamsOf<Prior, Latent, E, D>>,
    key: Key,
    count: number,
  ): Generation<'rows', Event> => {
    const own: unknown = params
    const { prior } = own as AnyParams // safe: they are those of a model of a prior
    const { encode } = inEvaluation<Event, Latent, Posterior, Likelihood>(model, own, key)
    const z = drawPrior(child('z')(key), 'rows', count)<Latent>(model.prior, prior, encode)
    return generateAt(model)(own, key)(z)
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
    Networks,
  >(
    model: VaeWith<Posterior, Prior, Event, Latent, E, D, Likelihood, Networks>,
  ) =>
  (params: ParamsIn<Networks, VaeParams<E, D>>) =>
  <Row extends Dim>(x: Tensor<readonly [Row, ...Event]>): Tensor<readonly [Row, ...Event]> => {
    const { encode, decode } = inEvaluation<Event, Latent, Posterior, Likelihood>(model, params, from(0))
    return pipe(encode(x), model.posterior.center<Row, Latent>, decode, model.likelihood.mean<Row, Event>)
  }
