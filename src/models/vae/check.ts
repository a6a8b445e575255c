/** Whether an encoder, a decoder and a prior fit: a message in the place of the part that does not. */

import { type Kind, type LatentKind, record } from '../../distributions/family.js'
import type { DistributionFacts, PriorsOver } from '../../distributions/kinds.js'
import { type AnyPart, isPrior, type PriorKind, type ThroughEncoder } from '../../distributions/priors.js'
import type { NotOfData } from '../../distributions/support.js'
import type { Net, Refused } from '../../layers/net.js'
import type { NetworkParts } from '../../layers/network.js'
import type { IsUnion } from '../../shapes/checkDim.js'
import { type AnyShape, dimsOf, type Sizes } from '../../shapes/dim.js'
import { type Same, same } from '../../shapes/equal.js'
import { type EventSizes, isShape } from '../../shapes/event.js'
import type { Hint } from '../../shapes/hint.js'
import { type Said, type Show, show } from '../../shapes/message.js'
import { isNetwork, type LikelihoodOver, type Likely, numbersApart, overDataFault } from '../network.js'
import { type SameEncoder, sameEncoderFault } from './vampCheck.js'

// -----------------------------------------------------------------------------
// the checks
// -----------------------------------------------------------------------------

type NoHead<
  Part extends string,
  Given extends Kind,
  Example extends string,
> = `vae: the ${Part} gives a ${Given} but must end in a head such as ${Example}`
type LatentMismatch<Gives, Takes> = `vae: encoder gives a latent ${Show<Gives>} but the decoder takes ${Show<Takes>}`
type EventMismatch<Takes, Gives> = `vae: the encoder takes ${Show<Takes>} but the decoder gives ${Show<Gives>}`
type PriorMismatch<Gives, Over> = `vae: encoder gives a latent ${Show<Gives>} but the prior is over ${Show<Over>}`
type SupportMismatch<
  Posterior extends LatentKind,
  Prior extends PriorKind,
> = `vae: the posterior ${Posterior} is over ${DistributionFacts[Posterior]['over']} numbers but the prior ${Prior} is over ${PriorOver<Prior>}`

/** The numbers that a prior is over. */
type PriorOver<Prior extends PriorKind> = PriorsOver<AnyShape>[Prior][typeof record]['over']

/** A sequence that has been refused where it was made says its own message again. */
type NotANetwork<Part extends string, Given> =
  Given extends Refused<infer Message extends string>
    ? `vae: the ${Part} is refused: ${Message}`
    : `vae: the ${Part} is not a network`

type TakesSeveral<Part extends string> = Said<typeof takesSeveral<Part>>
const takesSeveral = <Part extends string>(part: Part) =>
  `vae: the ${part} must take one event of numbers: several are for Vae.of` as const

/** The message of a decoder that gives no likelihood of data. */
type NoLikelihood<Result extends Kind> =
  LikelihoodOver<Result> extends string
    ? `vae: ${NotOfData<Result, LikelihoodOver<Result>>}`
    : NoHead<'decoder', Result, 'Layer.bernoulliHead'>

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
    ? 'vae: the encoder is a union; pass one'
    : Encoder extends Net<infer _In, infer _Out, infer _Params, infer Gives>
      ? Gives extends LatentKind
        ? true
        : NoHead<'encoder', Gives, 'Layer.normalHead'>
      : EncoderInContext<Encoder, NetworkParts<Encoder>>

/** Of an encoder that uses a context. */
type EncoderInContext<Encoder, Parts> = [Parts] extends [never]
  ? NotANetwork<'encoder', Encoder>
  : Parts extends { readonly in: infer In; readonly kind: infer Gives extends Kind }
    ? In extends AnyShape
      ? Gives extends LatentKind
        ? true
        : NoHead<'encoder', Gives, 'Layer.normalHead'>
      : TakesSeveral<'encoder'>
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
  ? NotANetwork<'decoder', Decoder>
  : Parts extends { readonly in: infer Takes; readonly out: infer Gives; readonly kind: infer Result extends Kind }
    ? Takes extends AnyShape
      ? Likely<Result> extends true
        ? FitsOne<BesideEncoder<Encoder, Takes, Gives>>
        : NoLikelihood<Result>
      : TakesSeveral<'decoder'>
    : never

type BesideEncoder<Encoder, Takes, Gives> =
  Encoder extends Net<infer Event, infer Latent, infer _EncoderParams, infer _Posterior>
    ? Same<readonly [Takes], readonly [Latent]> extends true
      ? Same<readonly [Gives], readonly [Event]> extends true
        ? true
        : EventMismatch<Event, Gives>
      : LatentMismatch<Latent, Takes>
    : [NetworkParts<Encoder>] extends [never]
      ? true // of the encoder its own message speaks
      : NetworkParts<Encoder> extends { readonly in: infer Event extends AnyShape; readonly out: infer Latent }
        ? Between<Event, Latent, Takes, Gives>
        : true

type Between<Event, Latent, Takes, Gives> =
  Same<readonly [Takes], readonly [Latent]> extends true
    ? Same<readonly [Gives], readonly [Event]> extends true
      ? true
      : EventMismatch<Event, Gives>
    : LatentMismatch<Latent, Takes>

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
      : 'vae: the prior is not a prior over the latent'

/** Of a prior that is made of an encoder, which must be that of the model. */
type ThroughOf<Encoder, Own, Over> =
  NetworkParts<Encoder> extends { readonly out: infer Latent }
    ? Same<readonly [Over], readonly [Latent]> extends true
      ? SameEncoder<Own, Encoder>
      : PriorMismatch<Latent, Over>
    : true // of the encoder its own message speaks

type OfEncoder<Encoder, Tag extends PriorKind, Over> =
  Encoder extends Net<infer _In, infer Latent, infer _Params, infer Posterior extends LatentKind>
    ? Same<readonly [Over], readonly [Latent]> extends true
      ? PriorOver<Tag> extends DistributionFacts[Posterior]['over']
        ? true
        : SupportMismatch<Posterior, Tag>
      : PriorMismatch<Latent, Over>
    : [NetworkParts<Encoder>] extends [never]
      ? true // of the encoder its own message speaks
      : NetworkParts<Encoder> extends { readonly out: infer Latent; readonly kind: infer Posterior extends LatentKind }
        ? OfPosterior<Latent, Posterior, Tag, Over>
        : true

type OfPosterior<Latent, Posterior extends LatentKind, Tag extends PriorKind, Over> =
  Same<readonly [Over], readonly [Latent]> extends true
    ? PriorOver<Tag> extends DistributionFacts[Posterior]['over']
      ? true
      : SupportMismatch<Posterior, Tag>
    : PriorMismatch<Latent, Over>

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
    ? 'vae: the encoder is not a network'
    : !isNetwork(decoder)
      ? 'vae: the decoder is not a network'
      : !isPrior(prior)
        ? 'vae: the prior is not a prior over the latent'
        : (severalFault('encoder', encoder.input) ??
          severalFault('decoder', decoder.input) ??
          mismatch(encoder, decoder, prior) ??
          throughFault(encoder, prior))

/** Of a prior that is made of an encoder. */
const throughFault = (encoder: AnyNetwork, { encoder: own }: AnyPart): string | null =>
  own === undefined ? null : sameEncoderFault(own as AnyNetwork, encoder) // safe: it was let through where the prior was made

const severalFault = (part: string, input: EventSizes): string | null => (isShape(input) ? null : takesSeveral(part))

const mismatch = (encoder: AnyNetwork, decoder: AnyNetwork, prior: AnyPart): string | null =>
  (encoder.family ?? null) === null
    ? `vae: the encoder gives a ${encoder.kind} but must end in a head such as Layer.normalHead`
    : (decoder.family?.mean ?? null) === null
      ? `vae: the decoder gives a ${decoder.kind} but must end in a head such as Layer.bernoulliHead`
      : (overDataFault('vae', decoder) ?? apartFault(encoder, decoder, prior))

const apartFault = (encoder: AnyNetwork, decoder: AnyNetwork, prior: AnyPart): string | null => {
  const [event, latent] = [dimsOf(encoder.input), dimsOf(encoder.output)]
  const [takes, gives] = [dimsOf(decoder.input), dimsOf(decoder.output)]
  const [ofQ, ofP] = [encoder.family?.over, prior[record].over]
  return !same(latent, takes)
    ? `vae: encoder gives a latent ${show(latent)} but the decoder takes ${show(takes)}`
    : !same(event, gives)
      ? `vae: the encoder takes ${show(event)} but the decoder gives ${show(gives)}`
      : !same(latent, prior.shape)
        ? `vae: encoder gives a latent ${show(latent)} but the prior is over ${show(prior.shape)}`
        : ofQ !== ofP
          ? `vae: the posterior ${encoder.kind} is over ${ofQ} numbers but the prior ${prior._tag} is over ${ofP}`
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
