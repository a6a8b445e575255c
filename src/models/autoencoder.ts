/** The plain autoencoder: no distribution, only a code. To compare with. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Kind } from '../distributions/family.js'
import { describe as networkText } from '../layers/describe.js'
import type { Net, Refused } from '../layers/net.js'
import type { HasData, HasReconstruction } from '../losses/atoms.js'
import { child } from '../random/key.js'
import type { Besides, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, dimsOf } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import type { Hint, ModelHint, NetworkHint } from '../shapes/hint.js'
import { type Show, show } from '../shapes/message.js'
import type { NotAny } from '../shapes/whole.js'
import * as T from '../tensors/index.js'
import type { Model } from './model.js'
import { isNetwork, numbersApart } from './network.js'

/** The parameters of both networks. */
export type AutoencoderParams<EncoderParams, DecoderParams> = {
  readonly encoder: EncoderParams
  readonly decoder: DecoderParams
}

/** What an autoencoder supplies to terms. It has no bound, and none can be asked of it. */
export interface AutoencoderSupplies extends HasData, HasReconstruction {}

/** A plain autoencoder. */
export interface Autoencoder<in out Event extends AnyShape, in out Code extends AnyShape, in out E, in out D>
  extends Model<Event, 'real', AutoencoderParams<E, D>, AutoencoderSupplies> {
  readonly encoder: Net<Event, Code, E, 'Tensor'>
  readonly decoder: Net<Code, Event, D, 'Tensor'>
}

type CodeMismatch<Gives, Takes> =
  `autoencoder: encoder gives a code ${Show<Gives>} but the decoder takes ${Show<Takes>}`
type EventMismatch<Takes, Gives> = `autoencoder: the encoder takes ${Show<Takes>} but the decoder gives ${Show<Gives>}`

type NotATensor<
  Part extends string,
  Given extends Kind,
> = `autoencoder: the ${Part} gives a ${Given} but must give a Tensor`

/** A sequence that has been refused where it was made says its own message again. */
type NotANetwork<Part extends string, Given> =
  Given extends Refused<infer Message extends string>
    ? `autoencoder: the ${Part} is refused: ${Message}`
    : `autoencoder: the ${Part} is not a network`

type EncoderPart<Encoder> = [Encoder] extends [Hint] // also of `any`, of which `Besides` speaks
  ? Encoder
  : IsUnion<Encoder> extends true
    ? 'autoencoder: the encoder is a union; pass one'
    : Encoder extends Net<infer _Event, infer _Code, infer _Params, infer Result>
      ? Result extends 'Tensor'
        ? Encoder
        : NotATensor<'encoder', Result>
      : NotANetwork<'encoder', Encoder>

type DecoderPart<Encoder, Decoder> = [Decoder] extends [Hint]
  ? Decoder
  : Decoder extends Net<infer Takes, infer Gives, infer _DecoderParams, infer Result>
    ? Result extends 'Tensor'
      ? Encoder extends Net<infer Event, infer Code, infer _EncoderParams, 'Tensor'>
        ? Same<readonly [Takes], readonly [Code]> extends true
          ? Same<readonly [Gives], readonly [Event]> extends true
            ? Decoder
            : EventMismatch<Event, Gives>
          : CodeMismatch<Code, Takes>
        : Decoder
      : NotATensor<'decoder', Result>
    : NotANetwork<'decoder', Decoder>

/** The autoencoder of two networks. */
export type AutoencoderOf<Encoder, Decoder> =
  Encoder extends Net<infer Event, infer Code, infer EncoderParams, infer _Result>
    ? Decoder extends Net<infer _Takes, infer _Gives, infer DecoderParams, infer _Kind>
      ? Autoencoder<Event, Code, EncoderParams, DecoderParams>
      : Decoder extends Hint
        ? ModelHint
        : Refused<'autoencoder: the decoder is not a network'>
    : Encoder extends Hint
      ? ModelHint
      : Refused<'autoencoder: the encoder is not a network'>

type AnyNet = Net<AnyShape, AnyShape, unknown, 'Tensor'>

const autoencoderFault = (encoder: AnyNet, decoder: AnyNet): string | null =>
  !isNetwork(encoder)
    ? 'autoencoder: the encoder is not a network'
    : !isNetwork(decoder)
      ? 'autoencoder: the decoder is not a network'
      : mismatch(encoder, decoder)

const mismatch = (encoder: AnyNet, decoder: AnyNet): string | null => {
  const [event, code, takes, gives] = [encoder.input, encoder.output, decoder.input, decoder.output].map(dimsOf) as [
    AnyShape,
    AnyShape,
    AnyShape,
    AnyShape,
  ]
  const kinds: readonly Kind[] = [encoder.kind, decoder.kind]
  const headed = kinds.findIndex((kind) => kind !== 'Tensor')
  return headed >= 0
    ? `autoencoder: the ${['encoder', 'decoder'][headed]} gives a ${kinds[headed]} but must give a Tensor`
    : !same(code, takes)
      ? `autoencoder: encoder gives a code ${show(code)} but the decoder takes ${show(takes)}`
      : !same(event, gives)
        ? `autoencoder: the encoder takes ${show(event)} but the decoder gives ${show(gives)}`
        : numbersApart('autoencoder', [
            ['the encoder', encoder.input],
            ['the encoder', encoder.output],
            ['the decoder', decoder.input],
            ['the decoder', decoder.output],
          ])
}

/**
 * An autoencoder `g(f(x))` from two networks. Train it on `Elbo.minimize(Elbo.squaredError)`.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Hinton and Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", Science, 2006.
 */
export const make = <Encoder = NetworkHint, Decoder = NetworkHint, Whole = unknown>(
  parts: Besides<{ encoder: Encoder; decoder: Decoder }, 'autoencoder: the '> & {
    readonly encoder: EncoderPart<Encoder>
    readonly decoder: DecoderPart<Encoder, Decoder>
  } & NotAny<Whole>,
): AutoencoderOf<Encoder, Decoder> => {
  // safe: each part is itself wherever the call compiles, and `autoencoderFault` is the run-time version of the check
  const { encoder, decoder } = (parts ?? {}) as unknown as { encoder: AnyNet; decoder: AnyNet }
  const message = autoencoderFault(encoder, decoder)
  if (message !== null) refuse(message)
  const model: Autoencoder<AnyShape, AnyShape, unknown, unknown> = {
    name: 'autoencoder',
    encoder,
    decoder,
    event: encoder.input,
    over: 'real',
    supplies: ['x', 'reconstruction'],
    init: (key) => ({
      encoder: encoder.init(child('encoder')(key)),
      decoder: decoder.init(child('decoder')(key)),
    }),
    supply:
      (params) =>
      ({ x }) => ({
        x: T.flattenEvent('features')(x),
        reconstruction: pipe(
          x,
          encoder.apply(params.encoder),
          decoder.apply(params.decoder),
          T.flattenEvent('features'),
        ),
      }),
  }
  return model as never // safe: as above
}

/**
 * The networks of an autoencoder, a line each.
 *
 * @example
 * describe(
 *   make({
 *     encoder: Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.dense(20)),
 *     decoder: Layer.sequence(Layer.dense(20, 784), Layer.sigmoid),
 *   }),
 * )[1]
 * //=> 'decoder: [20] → dense 784 → sigmoid'
 */
export const describe = ({
  encoder,
  decoder,
}: {
  readonly encoder: Parameters<typeof networkText>[0]
  readonly decoder: Parameters<typeof networkText>[0]
}): readonly string[] => [`encoder: ${networkText(encoder)}`, `decoder: ${networkText(decoder)}`]
