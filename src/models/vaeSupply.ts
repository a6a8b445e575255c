/** What a variational autoencoder supplies to terms, by what its posterior and its prior offer. */

import { pipe } from 'fp-ts/lib/function.js'
import type { LawKind } from '../distributions/kinds.js'
import { type Latent, type LatentFacts, type LatentKind, latents, type Posteriors } from '../distributions/latents.js'
import { type PriorKind, type PriorLaws, type PriorsOver, priorLaw } from '../distributions/priors.js'
import type { Net } from '../layers/sequence.js'
import type { HasData, HasDraws, HasLogLikelihood, HasLogLikelihoodAt, HasSamples } from '../losses/atoms.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { likelihoodOf } from './likelihood.js'
import type { Observed } from './model.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a model supplies to terms whose posterior is trained by its score alone: nothing through its samples. */
export interface ScoreSupplies<Posterior extends LatentKind, Prior extends PriorKind>
  extends HasData,
    HasLogLikelihoodAt,
    HasDraws {
  readonly posterior: Posteriors[Posterior]
  readonly prior: PriorLaws[Prior]
}

/** What a model supplies to terms through the samples of whose posterior a gradient goes. */
export interface PathwiseSupplies<Posterior extends LatentKind, Prior extends PriorKind>
  extends ScoreSupplies<Posterior, Prior>,
    HasLogLikelihood,
    HasSamples {}

/** What a model of a posterior and a prior supplies to terms. */
export type SuppliesOf<
  Posterior extends LatentKind,
  Prior extends PriorKind,
> = LatentFacts[Posterior]['gradient'] extends 'pathwise'
  ? PathwiseSupplies<Posterior, Prior>
  : ScoreSupplies<Posterior, Prior>

// -----------------------------------------------------------------------------
// parts, with their types erased
// -----------------------------------------------------------------------------

/** Any encoder that ends in a law of a latent. */
export type AnyEncoder = Net<AnyShape, AnyShape, unknown, LatentKind>

/** Any decoder that ends in a likelihood. */
export type AnyDecoder = Net<AnyShape, AnyShape, unknown, LawKind>

/** Any prior that a model may be made with. */
export type AnyPart = PriorsOver<AnyShape>[PriorKind]

/** The parameters of a model: the prior has some where it is learned. */
export interface AnyParams {
  readonly encoder: unknown
  readonly decoder: unknown
  readonly prior?: unknown
}

// -----------------------------------------------------------------------------
// supply
// -----------------------------------------------------------------------------

const ALWAYS = ['x', 'posterior', 'prior', 'logLikelihoodAt', 'draws'] as const

/** The names of what a model of a posterior supplies. */
export const suppliesOf = (posterior: LatentKind): readonly string[] =>
  latents[posterior].gradient === 'pathwise' ? [...ALWAYS, 'z', 'logLikelihood'] : ALWAYS

/** A value that is made when it is asked for, and once: a gradient that stops at the samples has no use for it. */
const once = <Value>(make: () => Value): (() => Value) => {
  const held: { value?: Value } = {}
  return () => {
    held.value ??= make()
    return held.value
  }
}

/** The law and its samples, with their coordinates and their log-densities where they come with them. */
const drawn = (encoder: AnyEncoder, params: AnyParams, { x, key, samples }: Observed<AnyShape>) => {
  // safe: what the encoder gives is of its own kind, and the table is by kind
  const law = latents[encoder.kind] as unknown as Latent<'DiagonalNormal'>
  const posterior = law.named(encoder.apply(params.encoder)(x) as Parameters<typeof law.named>[0])
  const { logProb, ...draw } = law.draw(key, samples)(posterior)
  return { posterior, ...draw, ...(logProb === undefined ? {} : { logPosterior: logProb }) }
}

/** What a model of some parts supplies. */
export const supply =
  (encoder: AnyEncoder, decoder: AnyDecoder, prior: AnyPart) =>
  (params: AnyParams) =>
  (observed: Observed<AnyShape>): ScoreSupplies<'DiagonalNormal', PriorKind> => {
    const { x, samples } = observed
    const { z, ...rest } = drawn(encoder, params, observed)
    const repeated = T.repeatRows('samples', samples)(x)
    const logLikelihoodAt = (at: HasSamples['z']): HasLogLikelihood['logLikelihood'] => {
      const rows = pipe(at, T.mergeRows, T.unnameEvent<AnyShape>(encoder.output))
      return pipe(
        repeated,
        likelihoodOf(decoder).logProb(decoder.apply(params.decoder)(rows)),
        T.splitRows('samples', 'batch', samples)<readonly []>,
      )
    }
    const [draws, logLikelihood] = [once(() => T.stopGradient(z)), once(() => logLikelihoodAt(z))]
    const always = {
      ...rest,
      x: T.nameEvent('features')(x),
      prior: priorLaw(prior, params.prior),
      logLikelihoodAt,
      get draws() {
        return draws()
      },
    }
    return latents[encoder.kind].gradient === 'score'
      ? always
      : Object.defineProperties(always, {
          z: { value: z, enumerable: true },
          logLikelihood: { get: logLikelihood, enumerable: true },
        })
  }
