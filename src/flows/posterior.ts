/** An encoder whose distribution goes through a flow: a posterior that is no normal one. */

import { type Family, record } from '../distributions/family.js'
import type { Context, Use } from '../layers/context.js'
import { madeOfEvents } from '../layers/layer.js'
import type { Net } from '../layers/net.js'
import { type AnyNetwork, type Network, type NetworkParts, type NotANetwork, notANetwork } from '../layers/network.js'
import { sequence } from '../layers/sequence.js'
import { child, type Key } from '../random/key.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, dimsOf } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import { isShape } from '../shapes/event.js'
import type { Hint, NetworkHint } from '../shapes/hint.js'
import { type Said, type Show, show } from '../shapes/message.js'
import { type AnyBijection, type Bijection, isBijection } from './bijection.js'
import { type BaseKind, type FlowKind, familyOf, isBase, type NotABase, notABase } from './distribution.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

/** A flow, before one is given. */
export interface FlowHint extends Hint {}

const ENCODER = 'Flow.posterior: the encoder'

const NOT_A_FLOW = 'Flow.posterior: the flow is not a flow'

const INVERSE_ALONE = 'Flow.posterior: the flow goes inverse alone, but samples go forward'

type Apart<Gives, Over> = Said<typeof apart<Show<Gives>, Show<Over>>>
const apart = <Gives extends string, Over extends string>(gives: Gives, over: Over) =>
  `${ENCODER} gives ${gives} but the flow is over ${over}` as const

/** The encoder itself, or the message in its place. */
export type BaseNetwork<Encoder> =
  IsAny<Encoder> extends true
    ? never
    : [Encoder] extends [Hint]
      ? Encoder
      : IsUnion<Encoder> extends true
        ? `${typeof ENCODER} is a union; pass one`
        : BaseParts<Encoder, NetworkParts<Encoder>>

type BaseParts<Encoder, Parts> = [Parts] extends [never]
  ? NotANetwork<typeof ENCODER>
  : Parts extends { readonly kind: infer Kind extends string }
    ? Kind extends BaseKind
      ? Encoder
      : NotABase<typeof ENCODER, Kind>
    : never

/** The flow itself, or the message in its place. */
export type FlowAfter<Encoder, Given> =
  IsAny<Given> extends true
    ? never
    : [Given] extends [Hint]
      ? Given
      : IsUnion<Given> extends true
        ? 'Flow.posterior: the flow is a union; pass one'
        : Given extends Bijection<infer Event, infer _Params, infer Has, infer _Slow>
          ? AfterEncoder<NetworkParts<Encoder>, Given, Event, Has>
          : typeof NOT_A_FLOW

type AfterEncoder<Parts, Given, Event, Has> = [Parts] extends [never]
  ? Given // of the encoder its own message speaks
  : Parts extends { readonly out: infer Out }
    ? Same<readonly [Out], readonly [Event]> extends true
      ? 'forward' extends Has
        ? Given
        : typeof INVERSE_ALONE
      : Apart<Out, Event>
    : Given

/** The parameters of an encoder and of the flow after it. */
export type PosteriorParameters<EncoderParams, FlowParams> = {
  readonly base: EncoderParams
  readonly flow: FlowParams
}

/** The encoder with the flow after it: its kind says whether its density is known everywhere. */
export type PosteriorNet<Encoder, Given> =
  Given extends Bijection<infer _Event, infer FlowParams, infer Has, infer _Slow>
    ? Encoder extends Net<infer In, infer Out, infer EncoderParams, infer _Kind>
      ? Net<In, Out, readonly [PosteriorParameters<EncoderParams, FlowParams>], KindOf<Has>>
      : InContext<NetworkParts<Encoder>, FlowParams, KindOf<Has>>
    : FlowHint

type KindOf<Has> = 'inverse' extends Has ? 'Flow' : 'ForwardFlow'

/** Of an encoder that takes several events, or uses a context: its state is that of the one layer of the network. */
type InContext<Parts, FlowParams, Kind extends FlowKind> = [Parts] extends [never]
  ? NetworkHint
  : Parts extends {
        readonly in: infer In
        readonly out: infer Out
        readonly params: infer EncoderParams
        readonly uses: infer Uses extends Use
        readonly state: infer State
      }
    ? Network<
        In,
        Out,
        readonly [PosteriorParameters<EncoderParams, FlowParams>],
        Kind,
        Uses,
        'state' extends Uses ? readonly [State] : null
      >
    : NetworkHint

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

/** What is asked of an encoder. */
interface AnyEncoder extends Omit<AnyNetwork, 'kind' | 'family'> {
  readonly kind: string
  readonly layers: Net<AnyShape, AnyShape, unknown>['layers']
  readonly family: Pick<Family<BaseKind>, 'over' | 'gradient' | 'parameters'> | null
  readonly apply: (parameters: unknown) => (x: never) => object
}

const isNetwork = (given: unknown): given is AnyEncoder =>
  typeof given === 'object' && given !== null && 'input' in given && 'output' in given && 'apply' in given

/** What an encoder that ends in a distribution gives. */
const outOf = ({ output }: AnyEncoder): AnyShape => (isShape(output) ? dimsOf(output) : [])

const posteriorFault = (encoder: AnyEncoder, flow: AnyBijection): string | null =>
  !isNetwork(encoder)
    ? notANetwork(ENCODER)
    : !isBase(encoder)
      ? notABase(ENCODER, encoder.kind)
      : !isBijection(flow)
        ? NOT_A_FLOW
        : !same(outOf(encoder), flow.shape)
          ? apart(show(outOf(encoder)), show(flow.shape))
          : flow.directions.includes('forward')
            ? null
            : INVERSE_ALONE

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** The encoder and the flow as one layer of a network. */
const layerOf = (encoder: AnyEncoder, flow: AnyBijection) => {
  const family = familyOf(flow, encoder.family?.parameters ?? [])
  const of = (base: unknown, own: unknown) => ({ _tag: family.kind, base, flow: own, [record]: family })
  return madeOfEvents({
    name: 'posterior',
    takes: encoder.input,
    build: () => ({
      out: encoder.output,
      kind: family.kind,
      family,
      layers: [...encoder.layers, { name: flow.name, out: encoder.output }],
      uses: encoder.uses,
      init: (key: Key) => ({ base: encoder.init(child('base')(key)), flow: flow.init(child('flow')(key)) }),
      begin: encoder.begin,
      apply: (own: Parameters) => (x: never) => of(encoder.apply(own.base)(x), own.flow),
      run: (own: Parameters, context: Context<unknown>) => (x: never) => {
        const [base, state] = encoder.run(own.base, context)(x)
        return [of(base, own.flow), state] as const
      },
    }),
  })
}

type Parameters = PosteriorParameters<unknown, unknown>

/**
 * An encoder whose samples go through a flow, as the encoder of a model: `posterior(encoder, flow)`.
 *
 * Its samples come with their density, so that `Elbo.elboByMonteCarlo` and `Elbo.iwae` take it; its KL has no closed form.
 * What asks for the density where a gradient stops at its parameters, such as `Elbo.stickingTheLanding`, needs the inverse
 * of the flow. The parameters of the flow are the same for every example, and learned with the encoder. An encoder that takes
 * several events, or uses noise or a state, stays one.
 *
 * Shapes: `[Row, ...In] -> Flow<Row, Out>`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Rezende and Mohamed, "Variational Inference with Normalizing Flows", arXiv:1505.05770, section 4.2.
 *
 * @example
 * posterior(Layer.sequence(Layer.dense(784, 50), Layer.tanh, Layer.normalHead(2)), planar(2)).kind
 * //=> 'ForwardFlow'
 */
export const posterior = <Encoder = NetworkHint, Given = FlowHint>(
  encoder: BaseNetwork<Encoder>,
  flow: FlowAfter<Encoder, Given>,
): PosteriorNet<Encoder, Given> => {
  // safe: each is itself wherever the call compiles, and `posteriorFault` is the check at run time
  const [base, own] = [encoder as unknown as AnyEncoder, flow as unknown as AnyBijection]
  const message = posteriorFault(base, own)
  return message === null ? (sequence(layerOf(base, own) as never) as never) : refuse(message)
}
