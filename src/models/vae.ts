/** The variational autoencoder: an encoder, a decoder and a prior whose shapes fit. */

import { pipe } from 'fp-ts/lib/function.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import type { Kind, LawKind, Supports } from '../distributions/kinds.js'
import * as StandardNormal from '../distributions/standardNormal.js'
import type { Support } from '../distributions/support.js'
import type { Net, Refused } from '../layers/sequence.js'
import type {
  HasData,
  HasLogLikelihood,
  HasLogLikelihoodAt,
  HasPosterior,
  HasPrior,
  HasSamples,
} from '../losses/atoms.js'
import { child } from '../random/key.js'
import { type AnyShape, dimsOf } from '../shapes/dim.js'
import type { Besides, IsAny, IsUnion } from '../shapes/door.js'
import { refuse } from '../shapes/refusal.js'
import { type Same, type Show, same, show } from '../shapes/show.js'
import * as T from '../tensors/index.js'
import { likelihoodOf } from './likelihood.js'
import type { Model, Observed } from './model.js'
import { isNetwork, numbersApart } from './network.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The parameters of both networks. */
export type VaeParams<EncoderParams, DecoderParams> = {
  readonly encoder: EncoderParams
  readonly decoder: DecoderParams
}

/** What a variational autoencoder supplies to terms. */
export interface VaeSupplies
  extends HasData,
    HasLogLikelihood,
    HasLogLikelihoodAt,
    HasPosterior,
    HasPrior,
    HasSamples {}

/** A variational autoencoder. */
export interface Vae<
  in out Event extends AnyShape,
  in out Latent extends AnyShape,
  in out EncoderParams,
  in out DecoderParams,
  in out Likelihood extends LawKind,
> extends Model<Event, Supports[Likelihood] & Support, VaeParams<EncoderParams, DecoderParams>, VaeSupplies> {
  readonly encoder: Net<Event, Latent, EncoderParams, 'DiagonalNormal'>
  readonly decoder: Net<Latent, Event, DecoderParams, Likelihood>
  readonly prior: StandardNormal.StandardNormal<Latent>
}

// -----------------------------------------------------------------------------
// the door: words in the place of the part that does not fit
// -----------------------------------------------------------------------------

type NoHead<
  Part extends string,
  Given extends Kind,
  Example extends string,
> = `vae: the ${Part} gives a ${Given} but must end in a head such as ${Example}`
type LatentMismatch<Gives, Takes> = `vae: encoder gives a latent ${Show<Gives>} but the decoder takes ${Show<Takes>}`
type EventMismatch<Takes, Gives> = `vae: the encoder takes ${Show<Takes>} but the decoder gives ${Show<Gives>}`
type PriorMismatch<Gives, Over> = `vae: encoder gives a latent ${Show<Gives>} but the prior is over ${Show<Over>}`

/** A sequence that has been refused where it was made says its own words again. */
type NotANetwork<Part extends string, Given> =
  Given extends Refused<infer Words extends string>
    ? `vae: the ${Part} is refused: ${Words}`
    : `vae: the ${Part} is not a network`

type EncoderPart<Encoder> =
  IsAny<Encoder> extends true
    ? Encoder
    : IsUnion<Encoder> extends true
      ? 'vae: the encoder is one of several'
      : Encoder extends Net<infer _In, infer _Out, infer _Params, infer Gives>
        ? Gives extends 'DiagonalNormal'
          ? Encoder
          : NoHead<'encoder', Gives, 'Layer.normalHead'>
        : NotANetwork<'encoder', Encoder>

type DecoderPart<Encoder, Decoder> =
  IsAny<Decoder> extends true
    ? Decoder
    : Decoder extends Net<infer Takes, infer Gives, infer _DecoderParams, infer Result>
      ? Result extends LawKind
        ? Encoder extends Net<infer Event, infer Latent, infer _EncoderParams, 'DiagonalNormal'>
          ? Same<Takes, Latent> extends true
            ? Same<Gives, Event> extends true
              ? Decoder
              : EventMismatch<Event, Gives>
            : LatentMismatch<Latent, Takes>
          : Decoder
        : NoHead<'decoder', Result, 'Layer.bernoulliHead'>
      : NotANetwork<'decoder', Decoder>

type PriorPart<Encoder, Prior> =
  IsAny<Prior> extends true
    ? Prior
    : Prior extends StandardNormal.StandardNormal<infer Over>
      ? Encoder extends Net<infer _In, infer Latent, infer _Params, 'DiagonalNormal'>
        ? Same<Over, Latent> extends true
          ? Prior
          : PriorMismatch<Latent, Over>
        : Prior
      : 'vae: the prior is not a law of the latent'

/** The model of some parts. */
export type VaeOf<Encoder, Decoder> =
  Encoder extends Net<infer Event, infer Latent, infer EncoderParams, infer _Posterior>
    ? Decoder extends Net<infer _Takes, infer _Gives, infer DecoderParams, infer Likelihood>
      ? Vae<Event, Latent, EncoderParams, DecoderParams, Likelihood & LawKind>
      : never
    : never

// -----------------------------------------------------------------------------
// the door at run time
// -----------------------------------------------------------------------------

type AnyEncoder = Net<AnyShape, AnyShape, unknown, 'DiagonalNormal'>
type AnyDecoder = Net<AnyShape, AnyShape, unknown, LawKind>
type AnyPrior = StandardNormal.StandardNormal<AnyShape>

const complaint = (encoder: AnyEncoder, decoder: AnyDecoder, prior: AnyPrior): string | null =>
  !isNetwork(encoder)
    ? 'vae: the encoder is not a network'
    : !isNetwork(decoder)
      ? 'vae: the decoder is not a network'
      : prior?._tag !== 'StandardNormal'
        ? 'vae: the prior is not a law of the latent'
        : mismatch(encoder, decoder, prior)

const mismatch = (encoder: AnyEncoder, decoder: AnyDecoder, prior: AnyPrior): string | null => {
  const [event, latent] = [dimsOf(encoder.input), dimsOf(encoder.output)]
  const [takes, gives] = [dimsOf(decoder.input), dimsOf(decoder.output)]
  const kinds: readonly Kind[] = [encoder.kind, decoder.kind]
  return kinds[0] !== 'DiagonalNormal'
    ? `vae: the encoder gives a ${kinds[0]} but must end in a head such as Layer.normalHead`
    : kinds[1] === 'Tensor'
      ? `vae: the decoder gives a ${kinds[1]} but must end in a head such as Layer.bernoulliHead`
      : !same(latent, takes)
        ? `vae: encoder gives a latent ${show(latent)} but the decoder takes ${show(takes)}`
        : !same(event, gives)
          ? `vae: the encoder takes ${show(event)} but the decoder gives ${show(gives)}`
          : !same(latent, prior.shape)
            ? `vae: encoder gives a latent ${show(latent)} but the prior is over ${show(prior.shape)}`
            : numbersApart('vae', [
                ['the encoder', encoder.input],
                ['the encoder', encoder.output],
                ['the decoder', decoder.input],
                ['the decoder', decoder.output],
                ['the prior', prior.event],
              ])
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const supply =
  (encoder: AnyEncoder, decoder: AnyDecoder, prior: AnyPrior) =>
  (params: VaeParams<unknown, unknown>) =>
  ({ x, key, samples }: Observed<AnyShape>): VaeSupplies => {
    const posterior = pipe(x, encoder.apply(params.encoder), DiagonalNormal.nameEvent('latent'))
    const z = pipe(posterior, DiagonalNormal.sample(key, 'samples', samples))
    const repeated = T.repeatRows('samples', samples)(x)
    const logLikelihoodAt = (z: HasSamples['z']): HasLogLikelihood['logLikelihood'] => {
      const rows = pipe(z, T.mergeRows, T.unnameEvent<AnyShape>(encoder.output))
      return pipe(
        repeated,
        likelihoodOf(decoder).logProb(decoder.apply(params.decoder)(rows)),
        T.splitRows('samples', 'batch', samples)<readonly []>,
      )
    }
    // only when it is asked for, and once: a gradient that stops at the samples has no use for it
    const held: { logLikelihood?: HasLogLikelihood['logLikelihood'] } = {}
    return {
      x: T.nameEvent('features')(x),
      posterior,
      prior: StandardNormal.nameEvent('latent')(prior),
      z,
      logLikelihoodAt,
      get logLikelihood() {
        held.logLikelihood ??= logLikelihoodAt(z)
        return held.logLikelihood
      },
    }
  }

/**
 * A variational autoencoder from an encoder that ends in a normal head, a decoder that ends in a likelihood, and a
 * prior over the same latent.
 *
 * With L samples the decoder sees `samples*batch` rows: dense and convolutional ones need no special case.
 *
 * Errors: a `ShapeError` with the words of the compiler, where a cast has silenced it.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, sections 2 and 3.
 */
export const make = <Encoder, Decoder, Prior>(
  parts: Besides<{ encoder: Encoder; decoder: Decoder; prior: Prior }, 'vae: the '> & {
    readonly encoder: EncoderPart<Encoder>
    readonly decoder: DecoderPart<Encoder, Decoder>
    readonly prior: PriorPart<Encoder, Prior>
  },
): VaeOf<Encoder, Decoder> => {
  // safe: each part is itself wherever the call compiles, and `complaint` is the run-time twin of the three doors
  const { encoder, decoder, prior } = parts as unknown as { encoder: AnyEncoder; decoder: AnyDecoder; prior: AnyPrior }
  const words = complaint(encoder, decoder, prior)
  if (words !== null) refuse(words)
  const model = {
    name: 'vae',
    encoder,
    decoder,
    prior,
    event: encoder.input,
    over: decoder.family.over,
    supplies: ['x', 'posterior', 'prior', 'z', 'logLikelihood', 'logLikelihoodAt'],
    init: (key: Parameters<AnyEncoder['init']>[0]) => ({
      encoder: encoder.init(child('encoder')(key)),
      decoder: decoder.init(child('decoder')(key)),
    }),
    supply: supply(encoder, decoder, prior),
  }
  return model as never // safe: as above
}
