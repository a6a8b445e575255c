/** The variational autoencoder: an encoder, a decoder and a prior whose shapes fit. */

import type { Family, LatentKind, LikelihoodKind, Likelihood as LikelihoodOf } from '../../distributions/family.js'
import type { DistributionFacts, PriorsOver } from '../../distributions/kinds.js'
import { type AnyPart, initOf, type PriorKind } from '../../distributions/priors.js'
import type { Support } from '../../distributions/support.js'
import type { Net, Refused } from '../../layers/net.js'
import type { NetworkParts, NotANetwork } from '../../layers/network.js'
import { child, type Key } from '../../random/key.js'
import type { Besides } from '../../shapes/checkDim.js'
import { refuse } from '../../shapes/defect.js'
import type { AnyShape } from '../../shapes/dim.js'
import type { Hint, ModelHint, NetworkHint, PriorHint } from '../../shapes/hint.js'
import type { NotAny } from '../../shapes/whole.js'
import type { Model } from '../model.js'
import { beginStates, type NetworkOf, type ParamsIn, type Plain, stateBranch } from '../state.js'
import { type DECODER, type DecoderPart, type ENCODER, type EncoderPart, type PriorPart, vaeFault } from './check.js'
import {
  type DecoderOf,
  type EncoderOf,
  type PathwiseSupplies,
  type SuppliesOf,
  suppliesOf,
  supply,
} from './environment.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The parameters of both networks. */
export type VaeParams<EncoderParams, DecoderParams> = {
  readonly encoder: EncoderParams
  readonly decoder: DecoderParams
}

/** The parameters of both networks, and those of a prior that is learned. */
export type VaeParamsOf<
  Prior extends PriorKind,
  Latent extends AnyShape,
  EncoderParams,
  DecoderParams,
> = PriorsOver<Latent>[Prior] extends { readonly init: (key: never) => infer PriorParams }
  ? VaeParams<EncoderParams, DecoderParams> & { readonly prior: PriorParams }
  : VaeParams<EncoderParams, DecoderParams>

/** What a variational autoencoder of a diagonal normal posterior and a standard normal prior supplies to terms. */
export interface VaeSupplies extends PathwiseSupplies<'DiagonalNormal', 'StandardNormal'> {}

/** A variational autoencoder of any posterior and prior, by their names, and of networks that use a context or do not. */
export interface VaeWith<
  in out Posterior extends LatentKind,
  in out Prior extends PriorKind,
  in out Event extends AnyShape,
  in out Latent extends AnyShape,
  in out EncoderParams,
  in out DecoderParams,
  in out Likelihood extends LatentKind,
  in out Networks = Plain,
> extends Model<
    Event,
    DistributionFacts[Likelihood]['over'] & Support,
    ParamsIn<Networks, VaeParamsOf<Prior, Latent, EncoderParams, DecoderParams>>,
    SuppliesOf<Posterior, Prior>
  > {
  readonly encoder: NetworkOf<Networks, 'encoder', Net<Event, Latent, EncoderParams, Posterior>>
  readonly decoder: NetworkOf<Networks, 'decoder', Net<Latent, Event, DecoderParams, Likelihood>>
  readonly prior: PriorsOver<Latent>[Prior]
  /** What the distribution of the encoder can do. */
  readonly posterior: Family<Posterior>
  /** What the distribution of the decoder can do. */
  readonly likelihood: LikelihoodOf<Likelihood>
}

/** A variational autoencoder of a diagonal normal posterior and a standard normal prior. */
export interface Vae<
  in out Event extends AnyShape,
  in out Latent extends AnyShape,
  in out EncoderParams,
  in out DecoderParams,
  in out Likelihood extends LatentKind,
> extends VaeWith<'DiagonalNormal', 'StandardNormal', Event, Latent, EncoderParams, DecoderParams, Likelihood> {}

/** The model of some parts. */
export type VaeOf<Encoder, Decoder, Prior = { readonly _tag: 'StandardNormal' }> =
  Encoder extends Net<infer Event, infer Latent, infer EncoderParams, infer Posterior>
    ? Decoder extends Net<infer _Takes, infer _Gives, infer DecoderParams, infer Likelihood>
      ? [Posterior, TagOf<Prior>] extends ['DiagonalNormal', 'StandardNormal']
        ? Vae<Event, Latent, EncoderParams, DecoderParams, Likelihood & LatentKind>
        : VaeWith<
            Posterior & LatentKind,
            TagOf<Prior> & PriorKind,
            Event,
            Latent,
            EncoderParams,
            DecoderParams,
            Likelihood & LatentKind,
            WithPrior<Prior, Plain>
          >
      : Decoder extends Hint
        ? ModelHint
        : [InContext<Encoder, Decoder, Prior>] extends [infer Made]
          ? Made
          : never
    : Encoder extends Hint
      ? ModelHint
      : [InContext<Encoder, Decoder, Prior>] extends [infer Made]
        ? Made
        : never

/**
 * The model of networks some of which use a context. By `infer`: where the compiler asks what bounds the model of networks that
 * are not known yet, it would else work all of it out.
 */
type InContext<Encoder, Decoder, Prior> = unknown extends Encoder | Decoder
  ? Refused<NotANetwork<typeof ENCODER>>
  : OfParts<Encoder, Decoder, Prior, NetworkParts<Encoder>, NetworkParts<Decoder>>

type OfParts<Encoder, Decoder, Prior, Encodes, Decodes> = [Encodes] extends [never]
  ? Refused<NotANetwork<typeof ENCODER>>
  : [Decodes] extends [never]
    ? Refused<NotANetwork<typeof DECODER>>
    : [Encodes, Decodes] extends [infer Q extends AnyParts, infer P extends AnyParts]
      ? VaeWith<
          Q['kind'] & LatentKind,
          TagOf<Prior> & PriorKind,
          Q['in'],
          Q['out'],
          Q['params'],
          P['params'],
          P['kind'] & LatentKind,
          WithPrior<Prior, { readonly encoder: Encoder; readonly decoder: Decoder }>
        >
      : never

/** What is read of the parts of a network. */
interface AnyParts {
  readonly in: AnyShape
  readonly out: AnyShape
  readonly params: unknown
  readonly kind: unknown
}

/** What a model is made of, with a prior whose name does not say its parameters. */
type WithPrior<Prior, Networks> =
  TagOf<Prior> extends infer Tag extends PriorKind
    ? PriorsOver<AnyShape>[Tag] extends { readonly init: (key: never) => infer Params }
      ? unknown extends Params
        ? (Networks extends Plain ? unknown : Networks) & { readonly prior: Prior }
        : Networks
      : Networks
    : Networks

type TagOf<Prior> = Prior extends { readonly _tag: infer Tag } ? Tag : never

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/**
 * A variational autoencoder from an encoder that ends in a distribution, a decoder that ends in a likelihood, and a prior over
 * the same latent and the same kind of numbers.
 *
 * Samples of discrete distributions and of mixtures carry no gradient: such a model is trained
 * by `Elbo.scoreFunction`, and refused under objectives that ask for one. A learned prior has parameters: `prior` in
 * those of the model.
 *
 * With L samples the decoder sees `samples*batch` rows: dense and convolutional ones need no special case.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, sections 2 and 3.
 */
export const make = <Encoder = NetworkHint, Decoder = NetworkHint, Prior = PriorHint, Whole = unknown>(
  parts: Besides<{ encoder: Encoder; decoder: Decoder; prior: Prior }, 'vae: the '> & {
    readonly encoder: EncoderPart<Encoder>
    readonly decoder: DecoderPart<Encoder, Decoder>
    readonly prior: PriorPart<Encoder, Prior>
  } & NotAny<Whole>,
): VaeOf<Encoder, Decoder, Prior> => {
  // safe: each part is itself wherever the call compiles, and `vaeFault` is the run-time version of the three checks
  const { encoder, decoder, prior } = (parts ?? {}) as unknown as {
    encoder: EncoderOf<LatentKind>
    decoder: DecoderOf<LikelihoodKind>
    prior: AnyPart
  }
  const message = vaeFault(encoder, decoder, prior)
  if (message !== null) refuse(message)
  const learned = initOf(prior)
  const model = {
    name: 'vae',
    encoder,
    decoder,
    prior,
    posterior: encoder.family,
    likelihood: decoder.family,
    event: encoder.input,
    over: decoder.family.over,
    supplies: suppliesOf(encoder.family),
    init: (key: Key) => ({
      encoder: encoder.init(child('encoder')(key)),
      decoder: decoder.init(child('decoder')(key)),
      ...(learned === null ? {} : { prior: learned(child('prior')(key)) }),
      ...stateBranch(beginStates({ encoder, decoder })),
    }),
    supply: supply(encoder, decoder, prior),
  }
  return model as never // safe: as above
}
