/** An autoencoder of codes: what is encoded is replaced by the nearest of some learned codes. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Kind, LatentKind, Likelihood, LikelihoodKind } from '../distributions/family.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import type { NotOfData, Support } from '../distributions/support.js'
import type { CodingStep } from '../layers/coding.js'
import type { ContextStep, StateOf } from '../layers/context.js'
import type { Layer } from '../layers/layer.js'
import type { Net, Refused } from '../layers/net.js'
import { type NoHead, type NotANetwork, type NotATensor, noHead, notANetwork, notATensor } from '../layers/network.js'
import type { CodesOf } from '../layers/quantize.js'
import type { Out, Parameters, Step } from '../layers/step.js'
import type { HasData, HasLogLikelihood } from '../losses/atoms.js'
import type { HasCodebook, HasCodes } from '../losses/codes.js'
import { child, from, type Key } from '../random/key.js'
import type { Besides, IsUnion, KnownSize } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, type Dim, type DimOf, dimsOf, type Sizes } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import type { Hint, ModelHint, NetworkHint } from '../shapes/hint.js'
import { show } from '../shapes/message.js'
import type { NotAny } from '../shapes/whole.js'
import * as T from '../tensors/index.js'
import { type AnyParams, type CODES, type CodesRefused, type Coding, codingOf, type otherLayer } from './coding.js'
import type { Model, Observation } from './model.js'
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
} from './network.js'
import { running, stateAfter } from './state.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The parameters of both networks, and the codes. */
export type VqVaeParams<EncoderParams, Table, DecoderParams> = {
  readonly encoder: EncoderParams
  readonly codes: Table
  readonly decoder: DecoderParams
}

/** The parameters of both networks, and the codes as a state: no optimizer moves them. */
export type VqVaeByAverageParams<EncoderParams, Averages, DecoderParams> = {
  readonly encoder: EncoderParams
  readonly decoder: DecoderParams
  readonly state: { readonly codes: Averages }
}

/** The parameters of both networks, where the codes have none. */
export type VqVaeWithoutCodesParams<EncoderParams, DecoderParams> = {
  readonly encoder: EncoderParams
  readonly decoder: DecoderParams
}

/** The parameters of a model of codes: those that are moving averages have counts, and those that are fixed are `null`. */
export type ParamsOfCodes<EncoderParams, Table, DecoderParams> = Table extends null
  ? VqVaeWithoutCodesParams<EncoderParams, DecoderParams>
  : Table extends { readonly counts: unknown }
    ? VqVaeByAverageParams<EncoderParams, Table, DecoderParams>
    : VqVaeParams<EncoderParams, Table, DecoderParams>

/**
 * What a model of codes supplies to terms. It draws nothing, so that `logLikelihood` has one sample, and it has no posterior and no
 * prior: there is no log-weight, and no bound can be asked of it.
 */
export interface VqVaeByAverageSupplies extends HasData, HasLogLikelihood, HasCodes {}

/** The same of codes that are parameters, which a term may move. */
export interface VqVaeSupplies extends VqVaeByAverageSupplies, HasCodebook {}

/** What a model of codes supplies: no term moves those that are moving averages, or fixed. */
export type SuppliesOfCodes<Table> = Table extends null | { readonly counts: unknown }
  ? VqVaeByAverageSupplies
  : VqVaeSupplies

/** An autoencoder of codes. */
export interface VqVae<
  in out Event extends AnyShape,
  in out Code extends AnyShape,
  in out E,
  in out Table,
  in out D,
  in out Result extends LatentKind,
> extends Model<
    Event,
    DistributionFacts[Result]['over'] & Support,
    ParamsOfCodes<E, Table, D>,
    SuppliesOfCodes<Table>
  > {
  readonly encoder: Net<Event, Code, E, 'Tensor'>
  readonly decoder: Net<Code, Event, D, Result>
  /** The means of what is decoded of examples. Shapes: `[Row, ...Event] -> [Row, ...Event]`. */
  readonly reconstruct: (
    params: ParamsOfCodes<E, Table, D>,
  ) => <Row extends Dim>(x: T.Tensor<readonly [Row, ...Event]>) => T.Tensor<readonly [Row, ...Event]>
  /** How many codes there are: of several stages or levels, of all together. */
  readonly codeCount: number
  /** How many tables of codes are learned: one, one for each stage or level, or none where codes are fixed. */
  readonly codeTables: number
}

/** The codes of a model, by what it is made with: a number, or a layer, of which they are parameters or a state. */
type TableOf<Given, Code> =
  Given extends Layer<infer F extends Step>
    ? F extends ContextStep
      ? StateOf<F, Code>
      : Parameters<F, Code>
    : CodesOf<DimOf<Given> & Dim, Code>

/** The model of some parts. */
export type VqVaeOf<Encoder, Count, Decoder> =
  Encoder extends Net<infer Event, infer Code, infer E, infer _Result>
    ? Decoder extends Net<infer _Takes, infer _Gives, infer D, infer Result>
      ? VqVae<Event, Code, E, TableOf<Count, Code>, D, Result & LatentKind>
      : Decoder extends Hint
        ? ModelHint
        : Refused<NotANetwork<typeof DECODER>>
    : Encoder extends Hint
      ? ModelHint
      : Refused<NotANetwork<typeof ENCODER>>

// -----------------------------------------------------------------------------
// the checks
// -----------------------------------------------------------------------------

const [ENCODER, DECODER] = ['vqVae: the encoder', 'vqVae: the decoder'] as const

const NO_VECTORS = 'vqVae: the encoder gives [] but must give vectors on the last axis'

/** The encoder itself, or the message in its place. */
export type CodesEncoder<Encoder> = [Encoder] extends [Hint]
  ? Encoder
  : IsUnion<Encoder> extends true
    ? `${typeof ENCODER} is a union; pass one`
    : Encoder extends Net<infer _Event, infer Code, infer _Params, infer Result>
      ? Result extends 'Tensor'
        ? Code extends readonly []
          ? typeof NO_VECTORS
          : Encoder
        : NotATensor<typeof ENCODER, Result>
      : NotANetwork<typeof ENCODER, Encoder>

/** The decoder itself, or the message in its place. */
export type CodesDecoder<Encoder, Decoder> = [Decoder] extends [Hint]
  ? Decoder
  : Decoder extends Net<infer Takes, infer Gives, infer _Params, infer Result>
    ? Likely<Result> extends true
      ? Encoder extends Net<infer Event, infer Code, infer _EncoderParams, infer _Kind>
        ? Same<readonly [Takes], readonly [Code]> extends true
          ? Same<readonly [Gives], readonly [Event]> extends true
            ? Decoder
            : OtherEvent<'vqVae', Event, Gives>
          : OtherCode<'vqVae', 'code', Code, Takes>
        : Decoder
      : LikelihoodOver<Result> extends string
        ? `vqVae: ${NotOfData<Result, LikelihoodOver<Result>>}`
        : NoHead<typeof DECODER, Result, 'Layer.bernoulliHead'>
    : NotANetwork<typeof DECODER, Decoder>

/** The number of codes itself, or the layer that quantizes, or the message in its place. */
export type CodesPart<Given, Encoder> = [Given] extends [never]
  ? KnownSize<Given, typeof CODES>
  : Given extends Layer<infer F>
    ? F extends CodingStep
      ? Encoder extends Net<infer _Event, infer Code, infer _Params, 'Tensor'>
        ? Out<F, Code> extends infer Words extends string
          ? CodesRefused<Words>
          : Given
        : Given
      : typeof otherLayer
    : KnownSize<Given, typeof CODES>

type AnyEncoder = Net<AnyShape, AnyShape, unknown, 'Tensor'>
type AnyDecoder = Omit<Net<AnyShape, AnyShape, unknown, LikelihoodKind>, 'family'> & {
  readonly family: Likelihood<LikelihoodKind>
}

const networksFault = (encoder: AnyEncoder, decoder: AnyDecoder): string | null =>
  !isNetwork(encoder)
    ? notANetwork(ENCODER)
    : !isNetwork(decoder)
      ? notANetwork(DECODER)
      : (kindFault(encoder, decoder) ?? shapesFault(encoder, decoder))

const kindFault = ({ kind, output }: AnyEncoder, decoder: AnyDecoder): string | null =>
  (kind as Kind) !== 'Tensor'
    ? notATensor(ENCODER, kind)
    : output.length === 0
      ? NO_VECTORS
      : (decoder.family?.mean ?? null) === null
        ? noHead(DECODER, decoder.kind, 'Layer.bernoulliHead')
        : overDataFault('vqVae', decoder)

const shapesFault = (encoder: AnyEncoder, decoder: AnyDecoder): string | null => {
  const events: readonly [Sizes, Sizes, Sizes, Sizes] = [encoder.input, encoder.output, decoder.input, decoder.output]
  const [event, code, takes, gives] = events.map(dimsOf) as [AnyShape, AnyShape, AnyShape, AnyShape]
  return !same(code, takes)
    ? otherCode('vqVae', 'code', show(code), show(takes))
    : !same(event, gives)
      ? otherEvent('vqVae', show(event), show(gives))
      : numbersApart('vqVae', [
          ['the encoder', events[0]],
          ['the encoder', events[1]],
          ['the decoder', events[2]],
          ['the decoder', events[3]],
        ])
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const supply =
  (encoder: AnyEncoder, coding: Coding, decoder: AnyDecoder) =>
  (params: AnyParams) =>
  ({ x, key, mode = 'evaluation' }: Observation<AnyShape>): VqVaeByAverageSupplies => {
    const own = running({ key, mode, states: params.state })
    const { value, encoded, chosen } = coding.code(params, own)(encoder.apply(params.encoder)(x))
    const likelihood = decoder.apply(params.decoder)(value)
    return {
      ...(params.state === undefined ? {} : { [stateAfter]: own.after }),
      ...(coding.isMoved ? { codebook: { encoded, chosen } } : {}),
      x: T.flattenEvent('features')(x),
      logLikelihood: pipe(
        x,
        decoder.family.logProb<'batch', AnyShape>(likelihood),
        T.repeatRows('samples', 1),
        T.splitRows('samples', 'batch', 1)<readonly []>,
      ),
      codes: { encoded, chosen },
    }
  }

/** The means of what is decoded of examples. */
const reconstructed =
  (encoder: AnyEncoder, coding: Coding, decoder: AnyDecoder) =>
  (params: AnyParams) =>
  (x: T.Tensor<readonly ['batch', ...AnyShape]>): unknown => {
    const own = running({ key: from(0), states: params.state })
    const { value } = coding.code(params, own)(encoder.apply(params.encoder)(x))
    return decoder.family.mean(decoder.apply(params.decoder)(value) as never)
  }

/**
 * An autoencoder of codes, from an encoder, a number of codes and a decoder that ends in a likelihood. Each vector that the encoder
 * gives, those of the last axis, is replaced by the nearest code.
 *
 * Codes that are moving averages are the state of a layer: `codes: Layer.quantizeByAverage(512)`. They are `state.codes` in the
 * parameters, training moves them, and `Elbo.commitment` is the one term that it needs. Several codes for each vector are
 * `Layer.quantizeResidual` and `Layer.quantizeLevels`; `Layer.finiteScalar` has fixed codes, and needs no term at all.
 *
 * Train it on the log-likelihood less `Elbo.codebook` and less 0.25 times `Elbo.commitment`. Under a uniform prior over the codes its
 * KL divergence is `log codes` for each vector, a constant; it has no log-weight, and no bound can be asked of it.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning", arXiv:1711.00937, section 3.
 */
export const make = <Encoder = NetworkHint, Decoder = NetworkHint, const Count = never, Whole = unknown>(
  parts: Besides<{ encoder: Encoder; decoder: Decoder }, 'vqVae: the '> & {
    readonly encoder: CodesEncoder<Encoder>
    readonly codes: CodesPart<Count, Encoder>
    readonly decoder: CodesDecoder<Encoder, Decoder>
  } & NotAny<Whole>,
): VqVaeOf<Encoder, Count, Decoder> => {
  // safe: each part is itself wherever the call compiles, and `networksFault` is the run-time version of the check
  const { encoder, codes, decoder } = (parts ?? {}) as unknown as {
    encoder: AnyEncoder
    codes: unknown
    decoder: AnyDecoder
  }
  const message = networksFault(encoder, decoder)
  if (message !== null) refuse(message)
  const coding = codingOf(codes, encoder.output)
  const model = {
    name: 'vqVae',
    encoder,
    decoder,
    event: encoder.input,
    over: decoder.family.over,
    supplies: ['x', 'logLikelihood', 'codes', ...(coding.isMoved ? ['codebook'] : [])],
    init: (key: Key) => ({
      encoder: encoder.init(child('encoder')(key)),
      ...coding.init(key),
      decoder: decoder.init(child('decoder')(key)),
      ...coding.begin(),
    }),
    supply: supply(encoder, coding, decoder),
    reconstruct: reconstructed(encoder, coding, decoder),
    codeCount: coding.count,
    codeTables: coding.tables,
  }
  return model as never // safe: as above
}
