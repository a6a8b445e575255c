/** The plain autoencoder: no distribution, only a code. To compare with. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Kind } from '../distributions/family.js'
import { describe as networkText } from '../layers/describe.js'
import type { Net, Refused } from '../layers/net.js'
import {
  type AnyNetwork,
  type NetworkParts,
  type NotANetwork,
  type NotATensor,
  type NotOneEvent,
  notANetwork,
  notATensor,
  notOneEvent,
} from '../layers/network.js'
import type { HasCode, HasData, HasReconstruction } from '../losses/atoms.js'
import { child, type Key } from '../random/key.js'
import type { Besides, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, dimsOf } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import { isShape } from '../shapes/event.js'
import type { Hint, ModelHint, NetworkHint } from '../shapes/hint.js'
import { show } from '../shapes/message.js'
import type { NotAny } from '../shapes/whole.js'
import * as T from '../tensors/index.js'
import type { Model, Observation } from './model.js'
import { isNetwork, numbersApart, type OtherCode, type OtherEvent, otherCode, otherEvent } from './network.js'
import {
  beginStates,
  hasState,
  type NetworkOf,
  type ParamsIn,
  type Plain,
  type Runnable,
  running,
  type States,
  stateAfter,
  stateBranch,
} from './state.js'

/** The parameters of both networks. */
export type AutoencoderParams<EncoderParams, DecoderParams> = {
  readonly encoder: EncoderParams
  readonly decoder: DecoderParams
}

/** What an autoencoder supplies to terms. It has no bound, and none can be asked of it. */
export interface AutoencoderSupplies extends HasData, HasReconstruction, HasCode {}

/** A plain autoencoder. */
export interface Autoencoder<
  in out Event extends AnyShape,
  in out Code extends AnyShape,
  in out E,
  in out D,
  in out Networks = Plain,
> extends Model<Event, 'real', ParamsIn<Networks, AutoencoderParams<E, D>>, AutoencoderSupplies> {
  readonly encoder: NetworkOf<Networks, 'encoder', Net<Event, Code, E, 'Tensor'>>
  readonly decoder: NetworkOf<Networks, 'decoder', Net<Code, Event, D, 'Tensor'>>
}

const [ENCODER, DECODER] = ['autoencoder: the encoder', 'autoencoder: the decoder'] as const

type EncoderPart<Encoder> = [Encoder] extends [Hint] // also of `any`, of which `Besides` speaks
  ? Encoder
  : IsUnion<Encoder> extends true
    ? `${typeof ENCODER} is a union; pass one`
    : Encoder extends Net<infer _Event, infer _Code, infer _Params, infer Result>
      ? Result extends 'Tensor'
        ? Encoder
        : NotATensor<typeof ENCODER, Result>
      : EncoderInContext<Encoder, NetworkParts<Encoder>>

/** Of an encoder that uses a context. */
type EncoderInContext<Encoder, Parts> = [Parts] extends [never]
  ? NotANetwork<typeof ENCODER, Encoder>
  : Parts extends { readonly in: infer In; readonly kind: infer Result extends Kind }
    ? In extends AnyShape
      ? Result extends 'Tensor'
        ? Encoder
        : NotATensor<typeof ENCODER, Result>
      : NotOneEvent<typeof ENCODER>
    : never

type DecoderPart<Encoder, Decoder> = [Decoder] extends [Hint]
  ? Decoder
  : Decoder extends Net<infer Takes, infer Gives, infer _DecoderParams, infer Result>
    ? Result extends 'Tensor'
      ? BesideEncoder<Encoder, Takes, Gives, Decoder>
      : NotATensor<typeof DECODER, Result>
    : DecoderInContext<Encoder, Decoder, NetworkParts<Decoder>>

/** Of a decoder that uses a context. */
type DecoderInContext<Encoder, Decoder, Parts> = [Parts] extends [never]
  ? NotANetwork<typeof DECODER, Decoder>
  : Parts extends { readonly in: infer Takes; readonly out: infer Gives; readonly kind: infer Result extends Kind }
    ? Takes extends AnyShape
      ? Result extends 'Tensor'
        ? BesideEncoder<Encoder, Takes, Gives, Decoder>
        : NotATensor<typeof DECODER, Result>
      : NotOneEvent<typeof DECODER>
    : never

type BesideEncoder<Encoder, Takes, Gives, Decoder> =
  Encoder extends Net<infer Event, infer Code, infer _EncoderParams, 'Tensor'>
    ? Between<Event, Code, Takes, Gives, Decoder>
    : [NetworkParts<Encoder>] extends [never]
      ? Decoder // of the encoder its own message speaks
      : NetworkParts<Encoder> extends { readonly in: infer Event extends AnyShape; readonly out: infer Code }
        ? Between<Event, Code, Takes, Gives, Decoder>
        : Decoder

type Between<Event, Code, Takes, Gives, Decoder> =
  Same<readonly [Takes], readonly [Code]> extends true
    ? Same<readonly [Gives], readonly [Event]> extends true
      ? Decoder
      : OtherEvent<'autoencoder', Event, Gives>
    : OtherCode<'autoencoder', 'code', Code, Takes>

/** The autoencoder of two networks. */
export type AutoencoderOf<Encoder, Decoder> =
  Encoder extends Net<infer Event, infer Code, infer EncoderParams, infer _Result>
    ? Decoder extends Net<infer _Takes, infer _Gives, infer DecoderParams, infer _Kind>
      ? Autoencoder<Event, Code, EncoderParams, DecoderParams>
      : Decoder extends Hint
        ? ModelHint
        : InContext<Encoder, Decoder>
    : Encoder extends Hint
      ? ModelHint
      : InContext<Encoder, Decoder>

/** The autoencoder of networks that may use a context. */
type InContext<Encoder, Decoder> = [NetworkParts<Encoder>, NetworkParts<Decoder>] extends [
  infer E extends Parts,
  infer D extends Parts,
]
  ? [E] extends [never]
    ? Refused<NotANetwork<typeof ENCODER>>
    : [D] extends [never]
      ? Refused<NotANetwork<typeof DECODER>>
      : Autoencoder<
          E['in'],
          E['out'],
          E['params'],
          D['params'],
          { readonly encoder: Encoder; readonly decoder: Decoder }
        >
  : never

/** What is read of the parts of a network. */
interface Parts {
  readonly in: AnyShape
  readonly out: AnyShape
  readonly params: unknown
}

type AnyNet = Net<AnyShape, AnyShape, unknown, 'Tensor'> & Runnable

const autoencoderFault = (encoder: AnyNet, decoder: AnyNet): string | null =>
  !isNetwork(encoder)
    ? notANetwork(ENCODER)
    : !isNetwork(decoder)
      ? notANetwork(DECODER)
      : (severalFault(ENCODER, encoder) ??
        severalFault(DECODER, decoder) ??
        kindFault(ENCODER, encoder) ??
        kindFault(DECODER, decoder) ??
        mismatch(encoder, decoder))

const severalFault = (what: string, { input }: Pick<AnyNetwork, 'input'>): string | null =>
  isShape(input) ? null : notOneEvent(what)

const kindFault = (what: string, { kind }: Pick<AnyNetwork, 'kind'>): string | null =>
  kind === 'Tensor' ? null : notATensor(what, kind)

const mismatch = (encoder: AnyNet, decoder: AnyNet): string | null => {
  const [event, code, takes, gives] = [encoder.input, encoder.output, decoder.input, decoder.output].map(dimsOf) as [
    AnyShape,
    AnyShape,
    AnyShape,
    AnyShape,
  ]
  return !same(code, takes)
    ? otherCode('autoencoder', 'code', show(code), show(takes))
    : !same(event, gives)
      ? otherEvent('autoencoder', show(event), show(gives))
      : numbersApart('autoencoder', [
          ['the encoder', encoder.input],
          ['the encoder', encoder.output],
          ['the decoder', decoder.input],
          ['the decoder', decoder.output],
        ])
}

/** What an autoencoder of two networks supplies. */
const supplyOf =
  (encoder: AnyNet, decoder: AnyNet) =>
  (params: AutoencoderParams<unknown, unknown> & { readonly state?: States }) =>
  ({ x, key, mode = 'evaluation' }: Observation<AnyShape>): AutoencoderSupplies => {
    const { run, after } = running({ key, mode, states: params.state })
    const code = pipe(x, run('encoder', encoder)(params.encoder))
    const reconstruction = run('decoder', decoder)(params.decoder)(code)
    return {
      x: T.flattenEvent('features')(x),
      // safe: its event is that of the data, and that of a code is a shape too
      reconstruction: T.flattenEvent('features')(reconstruction as typeof x),
      code: T.flattenEvent('latent')(code as typeof x),
      ...([encoder, decoder].some(hasState) ? { [stateAfter]: after } : {}),
    }
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
  const model = {
    name: 'autoencoder',
    encoder,
    decoder,
    event: encoder.input,
    over: 'real',
    supplies: ['x', 'reconstruction', 'code'],
    init: (key: Key) => ({
      encoder: encoder.init(child('encoder')(key)),
      decoder: decoder.init(child('decoder')(key)),
      ...stateBranch(beginStates({ encoder, decoder })),
    }),
    supply: supplyOf(encoder, decoder),
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
