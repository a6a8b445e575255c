/** Whether an encoder, a decoder and a prior fit: a message in the place of the part that does not. */

import { type Kind, type LatentKind, record } from '../../distributions/family.js'
import type { DistributionFacts, PriorsOver } from '../../distributions/kinds.js'
import { type AnyPart, isPrior, type PriorKind, type ThroughEncoder } from '../../distributions/priors.js'
import type { NotOfData } from '../../distributions/support.js'
import type { Net } from '../../layers/net.js'
import { type NetworkParts, type NoHead, type NotANetwork, noHead, notANetwork } from '../../layers/network.js'
import type { IsUnion } from '../../shapes/checkDim.js'
import { type AnyShape, dimsOf, type Sizes } from '../../shapes/dim.js'
import { type Same, same } from '../../shapes/equal.js'
import { type EventSizes, isShape } from '../../shapes/event.js'
import type { Hint } from '../../shapes/hint.js'
import { type Said, type Show, show } from '../../shapes/message.js'
import {
  isNetwork,
  type LikelihoodOver,
  type Likely,
  numbersApart,
  type OtherCode,
  type OtherEvent,
  otherCode,
  otherEvent,
  overDataFault,
} from '../network.js'
import { type SameEncoder, sameEncoderFault } from './vampCheck.js'

// -----------------------------------------------------------------------------
// the checks
// -----------------------------------------------------------------------------

export const ENCODER = 'vae: the encoder'
export const DECODER = 'vae: the decoder'

const NOT_A_PRIOR = 'vae: the prior is not a prior over the latent'

type OtherPrior<Gives, Over> = Said<typeof otherPrior<Show<Gives>, Show<Over>>>
const otherPrior = <Gives extends string, Over extends string>(gives: Gives, over: Over) =>
  `vae: encoder gives a latent ${gives} but the prior is over ${over}` as const

type OtherSupport<Posterior extends LatentKind, Prior extends PriorKind> = Said<
  typeof otherSupport<Posterior, DistributionFacts[Posterior]['over'], Prior, PriorOver<Prior>>
>
const otherSupport = <Q extends string, OverQ extends string, P extends string, OverP extends string>(
  q: Q,
  overQ: OverQ,
  p: P,
  overP: OverP,
) => `vae: the posterior ${q} is over ${overQ} numbers but the prior ${p} is over ${overP}` as const

type TakesSeveral<What extends string> = Said<typeof takesSeveral<What>>
const takesSeveral = <What extends string>(what: What) =>
  `${what} must take one event of numbers: several are for Vae.of` as const

/** The numbers that a prior is over. */
type PriorOver<Prior extends PriorKind> = PriorsOver<AnyShape>[Prior][typeof record]['over']

/** The message of a decoder that gives no likelihood of data. */
type NoLikelihood<Result extends Kind> =
  LikelihoodOver<Result> extends string
    ? `vae: ${NotOfData<Result, LikelihoodOver<Result>>}`
    : NoHead<typeof DECODER, Result, 'Layer.bernoulliHead'>

/**
 * A part itself where nothing is said, else the message in its place. By `infer`: where the compiler infers from them, or asks
 * what bounds them, it would else work out all that could be said of parts that are not known.
 */
type PartOr<Part, Message> = [Message] extends [true] ? Part : [Message] extends [infer Said] ? Said & string : never

/** Nothing where one of several encoders fits, or any: of that the encoder itself speaks. */
type FitsOne<Message> = true extends Message ? true : Message

/** The encoder itself, or the message in its place. Of one that is not given yet there are none, and of `any` `Besides` speaks. */
export type EncoderPart<Encoder> = PartOr<Encoder, EncoderMessage<Encoder>>

type EncoderMessage<Encoder> = [Encoder] extends [Hint]
  ? true
  : IsUnion<Encoder> extends true
    ? `${typeof ENCODER} is a union; pass one`
    : Encoder extends Net<infer _In, infer _Out, infer _Params, infer Gives>
      ? Gives extends LatentKind
        ? true
        : NoHead<typeof ENCODER, Gives, 'Layer.normalHead'>
      : EncoderInContext<Encoder, NetworkParts<Encoder>>

/** Of an encoder that uses a context. */
type EncoderInContext<Encoder, Parts> = [Parts] extends [never]
  ? NotANetwork<typeof ENCODER, Encoder>
  : Parts extends { readonly in: infer In; readonly kind: infer Gives extends Kind }
    ? In extends AnyShape
      ? Gives extends LatentKind
        ? true
        : NoHead<typeof ENCODER, Gives, 'Layer.normalHead'>
      : TakesSeveral<typeof ENCODER>
    : never

/** The decoder itself, or the message in its place. */
export type DecoderPart<Encoder, Decoder> = PartOr<Decoder, DecoderMessage<Encoder, Decoder>>

type DecoderMessage<Encoder, Decoder> = [Decoder] extends [Hint]
  ? true
  : Decoder extends Net<infer Takes, infer Gives, infer _DecoderParams, infer Result>
    ? Likely<Result> extends true
      ? FitsOne<BesideEncoder<Encoder, Takes, Gives>>
      : NoLikelihood<Result>
    : DecoderInContext<Encoder, Decoder, NetworkParts<Decoder>>

/** Of a decoder that uses a context. */
type DecoderInContext<Encoder, Decoder, Parts> = [Parts] extends [never]
  ? NotANetwork<typeof DECODER, Decoder>
  : Parts extends { readonly in: infer Takes; readonly out: infer Gives; readonly kind: infer Result extends Kind }
    ? Takes extends AnyShape
      ? Likely<Result> extends true
        ? FitsOne<BesideEncoder<Encoder, Takes, Gives>>
        : NoLikelihood<Result>
      : TakesSeveral<typeof DECODER>
    : never

type BesideEncoder<Encoder, Takes, Gives> =
  Encoder extends Net<infer Event, infer Latent, infer _EncoderParams, infer _Posterior>
    ? Same<readonly [Takes], readonly [Latent]> extends true
      ? Same<readonly [Gives], readonly [Event]> extends true
        ? true
        : OtherEvent<'vae', Event, Gives>
      : OtherCode<'vae', 'latent', Latent, Takes>
    : [NetworkParts<Encoder>] extends [never]
      ? true // of the encoder its own message speaks
      : NetworkParts<Encoder> extends { readonly in: infer Event extends AnyShape; readonly out: infer Latent }
        ? Between<Event, Latent, Takes, Gives>
        : true

type Between<Event, Latent, Takes, Gives> =
  Same<readonly [Takes], readonly [Latent]> extends true
    ? Same<readonly [Gives], readonly [Event]> extends true
      ? true
      : OtherEvent<'vae', Event, Gives>
    : OtherCode<'vae', 'latent', Latent, Takes>

/** The prior itself, or the message in its place. */
export type PriorPart<Encoder, Prior> = PartOr<Prior, PriorMessage<Encoder, Prior>>

type PriorMessage<Encoder, Prior> = [Prior] extends [Hint]
  ? true
  : IsUnion<Prior> extends true
    ? 'vae: the prior is a union; pass one'
    : Prior extends { readonly _tag: infer Tag extends PriorKind; readonly shape: infer Over }
      ? Prior extends ThroughEncoder
        ? FitsOne<ThroughOf<Encoder, Prior['encoder'], Over>>
        : FitsOne<OfEncoder<Encoder, Tag, Over>>
      : typeof NOT_A_PRIOR

/** Of a prior that is made of an encoder, which must be that of the model. */
type ThroughOf<Encoder, Own, Over> =
  NetworkParts<Encoder> extends { readonly out: infer Latent }
    ? Same<readonly [Over], readonly [Latent]> extends true
      ? SameEncoder<Own, Encoder>
      : OtherPrior<Latent, Over>
    : true // of the encoder its own message speaks

type OfEncoder<Encoder, Tag extends PriorKind, Over> =
  Encoder extends Net<infer _In, infer Latent, infer _Params, infer Posterior extends LatentKind>
    ? Same<readonly [Over], readonly [Latent]> extends true
      ? PriorOver<Tag> extends DistributionFacts[Posterior]['over']
        ? true
        : OtherSupport<Posterior, Tag>
      : OtherPrior<Latent, Over>
    : [NetworkParts<Encoder>] extends [never]
      ? true // of the encoder its own message speaks
      : NetworkParts<Encoder> extends { readonly out: infer Latent; readonly kind: infer Posterior extends LatentKind }
        ? OfPosterior<Latent, Posterior, Tag, Over>
        : true

type OfPosterior<Latent, Posterior extends LatentKind, Tag extends PriorKind, Over> =
  Same<readonly [Over], readonly [Latent]> extends true
    ? PriorOver<Tag> extends DistributionFacts[Posterior]['over']
      ? true
      : OtherSupport<Posterior, Tag>
    : OtherPrior<Latent, Over>

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

/** What is asked of a network. */
interface AnyNetwork {
  readonly kind: string
  readonly input: Sizes
  readonly output: Sizes
  readonly family: { readonly over: string; readonly mean: unknown } | null
}

/** The run-time version of the three checks: the message, or `null`. */
export const vaeFault = (encoder: AnyNetwork, decoder: AnyNetwork, prior: AnyPart): string | null =>
  !isNetwork(encoder)
    ? notANetwork(ENCODER)
    : !isNetwork(decoder)
      ? notANetwork(DECODER)
      : !isPrior(prior)
        ? NOT_A_PRIOR
        : (severalFault(ENCODER, encoder.input) ??
          severalFault(DECODER, decoder.input) ??
          mismatch(encoder, decoder, prior) ??
          throughFault(encoder, prior))

/** Of a prior that is made of an encoder. */
const throughFault = (encoder: AnyNetwork, { encoder: own }: AnyPart): string | null =>
  own === undefined ? null : sameEncoderFault(own as AnyNetwork, encoder) // safe: it was let through where the prior was made

const severalFault = (what: string, input: EventSizes): string | null => (isShape(input) ? null : takesSeveral(what))

const mismatch = (encoder: AnyNetwork, decoder: AnyNetwork, prior: AnyPart): string | null =>
  (encoder.family ?? null) === null
    ? noHead(ENCODER, encoder.kind, 'Layer.normalHead')
    : (decoder.family?.mean ?? null) === null
      ? noHead(DECODER, decoder.kind, 'Layer.bernoulliHead')
      : (overDataFault('vae', decoder) ?? apartFault(encoder, decoder, prior))

const apartFault = (encoder: AnyNetwork, decoder: AnyNetwork, prior: AnyPart): string | null => {
  const [event, latent] = [dimsOf(encoder.input), dimsOf(encoder.output)]
  const [takes, gives] = [dimsOf(decoder.input), dimsOf(decoder.output)]
  const [ofQ, ofP] = [encoder.family?.over, prior[record].over]
  return !same(latent, takes)
    ? otherCode('vae', 'latent', show(latent), show(takes))
    : !same(event, gives)
      ? otherEvent('vae', show(event), show(gives))
      : !same(latent, prior.shape)
        ? otherPrior(show(latent), show(prior.shape))
        : ofQ !== ofP
          ? otherSupport(encoder.kind, `${ofQ}`, prior._tag, ofP)
          : namesFault(encoder, decoder, prior)
}

/** The message for a name that means two numbers, or `null`. */
const namesFault = (encoder: AnyNetwork, decoder: AnyNetwork, prior: AnyPart): string | null =>
  numbersApart('vae', [
    ['the encoder', encoder.input],
    ['the encoder', encoder.output],
    ['the decoder', decoder.input],
    ['the decoder', decoder.output],
    ['the prior', prior.event],
  ])
