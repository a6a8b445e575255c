/** Networks beside a model: their parameters are parts that a player may move, and terms are given them applied. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Kind } from '../distributions/family.js'
import type { ShapeAt } from '../joints/graph.js'
import type { Mode } from '../layers/mode.js'
import type { Net } from '../layers/net.js'
import {
  type AnyNetwork,
  type NetworkParts,
  type NotANetwork,
  type NotATensor,
  notANetwork,
  notATensor,
} from '../layers/network.js'
import type { HasMeanAt, HasSamples } from '../losses/atoms.js'
import type { HasNetworks } from '../losses/totalCorrelation.js'
import { child, type Key } from '../random/key.js'
import type { IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, dimsOf, type Sizes } from '../shapes/dim.js'
import type { Same } from '../shapes/equal.js'
import { isShape } from '../shapes/event.js'
import { type Said, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { elements } from '../tensors/tensor.js'
import type { Model } from './model.js'
import { isNetwork } from './network.js'
import type { RecordModel } from './record.js'
import {
  beginStates,
  type HasStateAfter,
  type Runnable,
  type Running,
  running,
  type StateBranch,
  type States,
  stateAfter,
  stateBranch,
} from './state.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A network, applied to every sample of every example. */
export type OfEvents<In extends AnyShape, Out extends AnyShape> = (
  x: T.Tensor<readonly ['samples', 'batch', ...In]>,
) => T.Tensor<readonly ['samples', 'batch', ...Out]>

/** The same, applied to the latents of a model, side by side along one axis. */
export type OfLatents<Out extends AnyShape> = (z: HasSamples['z']) => T.Tensor<readonly ['samples', 'batch', ...Out]>

/** The same, applied to examples of a model, all axes of them as one. */
export type OfExamples<Out extends AnyShape> = (
  x: ReturnType<HasMeanAt['meanAt']>,
) => T.Tensor<readonly ['samples', 'batch', ...Out]>

/** The event of a model of one field. */
type EventOf<Given> = Given extends Model<infer Event, infer _Over, infer _Params, infer _Supplies> ? Event : never

/** The shape of the latent of a model that has one. */
type LatentOf<Given> = Given extends { readonly encoder: infer Encoder }
  ? NetworkParts<Encoder>['out']
  : Given extends { readonly latents: readonly [infer Name]; readonly q: { readonly variables: infer Variables } }
    ? ShapeAt<Variables, Name>
    : never

/** Networks that are applied, by their names: one that takes the latent of the model, to all latents side by side too; one that takes its event, to examples. */
export type AppliedNetworks<Networks, Given> = {
  readonly [Name in keyof Networks]: Networks[Name] extends Net<infer In, infer Out, infer _Params, infer _Result>
    ? Applied<In, Out, Given>
    : NetworkParts<Networks[Name]> extends {
          readonly in: infer In extends AnyShape
          readonly out: infer Out extends AnyShape
        }
      ? Applied<In, Out, Given>
      : never
}

type Applied<In extends AnyShape, Out extends AnyShape, Given> = OfEvents<In, Out> &
  (Same<readonly [In], readonly [LatentOf<Given>]> extends true ? OfLatents<Out> : unknown) &
  (Same<readonly [In], readonly [EventOf<Given>]> extends true ? OfExamples<Out> : unknown)

type ParamsIn<Networks> = {
  readonly [Name in keyof Networks]: Networks[Name] extends Net<infer _In, infer _Out, infer Params, infer _Result>
    ? Params
    : NetworkParts<Networks[Name]>['params']
}

type StatesIn<Networks> = {
  readonly [Name in keyof Networks]: Networks[Name] extends { readonly begin: () => infer State } ? State : null
}

/** The parameters of networks, by their names, and the states of those that have one. */
export type NetworkParams<Networks> = ParamsIn<Networks> & StateBranch<StatesIn<Networks>>

/** What reports and bounds read of a model of joint distributions. */
type NamesOf<Given> = Pick<Given, keyof Given & ('latents' | 'observed' | 'blocked')>

/** A model with networks beside it. */
export type BesideOf<Given, Networks> =
  Given extends Model<infer Event, infer Over, infer Params, infer Supplies>
    ? Model<Event, Over, Params & NetworkParams<Networks>, Supplies & HasNetworks<AppliedNetworks<Networks, Given>>>
    : Given extends RecordModel<infer Fields, infer Params, infer Supplies>
      ? RecordModel<
          Fields,
          Params & NetworkParams<Networks>,
          Supplies & HasNetworks<AppliedNetworks<Networks, Given>>
        > &
          NamesOf<Given>
      : never

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type What<Name extends string> = Said<typeof what<Name>>
const what = <Name extends string>(name: Name) => `beside: the network ${name}` as const

type OneEvent<Name extends string> = Said<typeof oneEvent<Name>>
const oneEvent = <Name extends string>(name: Name) =>
  `beside: the network ${name} must take one event of numbers and give one` as const

const STATE = 'beside: the name state is that of the states of networks: give the network another name'

const NOT_A_MODEL = 'beside: the model is not a model'

type HasPart<Name extends string> = Said<typeof hasPart<Name>>
const hasPart = <Name extends string>(name: Name) =>
  `beside: the model has a part ${name}: give the network another name` as const

type NetworkPart<Name extends string, Given> =
  IsUnion<Given> extends true
    ? `${What<Name>} is a union; pass one`
    : Given extends Net<infer _In, infer _Out, infer _Params, infer Result>
      ? OfKind<Name, Given, Result>
      : InContext<Name, Given, NetworkParts<Given>>

type OfKind<Name extends string, Given, Result extends Kind> = Result extends 'Tensor'
  ? Given
  : NotATensor<What<Name>, Result>

/** Of a network that uses a context. */
type InContext<Name extends string, Given, Parts> = [Parts] extends [never]
  ? NotANetwork<What<Name>, Given>
  : Parts extends { readonly in: AnyShape; readonly out: AnyShape; readonly kind: infer Result extends Kind }
    ? OfKind<Name, Given, Result>
    : OneEvent<Name>

/** Each network itself, or the message in its place. */
export type NetworksBeside<Networks> = {
  readonly [Name in keyof Networks]: Name extends 'state' ? typeof STATE : NetworkPart<Name & string, Networks[Name]>
}

type PartsOf<Given> =
  Given extends Model<infer _E, infer _O, infer Params, infer _S>
    ? keyof Params
    : Given extends RecordModel<infer _F, infer Params, infer _S>
      ? keyof Params
      : never

/** The model itself, or the message in its place. */
export type ModelBeside<Given, Networks> = [PartsOf<Given>] extends [never]
  ? typeof NOT_A_MODEL
  : [PartsOf<Given> & keyof Networks] extends [never]
    ? Given
    : HasPart<PartsOf<Given> & keyof Networks & string>

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

type AnyNet = AnyNetwork & Runnable
type AnyNets = Readonly<Record<string, AnyNet>>
type Fields = Readonly<Record<string, unknown>>

/** The parameters of a model, with the states of its networks and of those beside it. */
type Params = Fields & { readonly state?: States }

/** The part of a model's inputs that is read. */
interface Observed {
  readonly key: Key
  readonly mode?: Mode
}

/** A model with its types erased. */
interface AnyModel {
  readonly supplies: readonly string[]
  readonly init: (key: Key) => Params
  readonly supply: (params: Params) => (observed: Observed) => Supplied
}

/** The part of what a model supplies that is read. */
interface Supplied extends Partial<HasNetworks<object>>, Partial<HasStateAfter<States>> {}

const networkFault = ([name, network]: readonly [string, AnyNet]): string | null =>
  name === 'state'
    ? STATE
    : !isNetwork(network)
      ? notANetwork(what(name))
      : !isShape(network.input) || !isShape(network.output)
        ? oneEvent(name)
        : network.kind !== 'Tensor'
          ? notATensor(what(name), network.kind)
          : null

const isModel = (model: Partial<AnyModel> | null): boolean =>
  typeof model?.init === 'function' && typeof model.supply === 'function' && Array.isArray(model.supplies)

/** The rows that a network takes: those of its event, or of all latents side by side. */
const rowsFor = (name: string, input: Sizes, x: T.Tensor<readonly ['samples', 'batch', ...AnyShape]>) => {
  const [width, takes] = [elements(x.sizes.slice(2)), elements(input.map(({ size }) => size))]
  return width === takes
    ? pipe(x, T.mergeRows, T.flattenEvent('event'), T.unflattenEvent<AnyShape>(input))
    : refuse(`the network ${name} takes ${show(dimsOf(input))} but is given ${width} numbers`)
}

const applied =
  (run: Running['run'], name: string, network: AnyNet, params: unknown): OfEvents<AnyShape, AnyShape> =>
  (x) =>
    pipe(
      rowsFor(name, network.input as Sizes, x), // safe: `networkFault`: it takes one event
      // safe: it gives one event of the rows that it is given
      run(name, network)(params) as (rows: unknown) => T.Tensor<readonly ['samples*batch', ...AnyShape]>,
      T.splitRows('samples', 'batch', x.sizes[0] as number),
    )

/** The networks, run with their parameters. */
const allApplied = (networks: AnyNets, { run }: Running, params: Params) =>
  Object.fromEntries(Object.entries(networks).map(([name, each]) => [name, applied(run, name, each, params[name])]))

/** What is supplied with some fields of it replaced: what is made when it is asked for still is. */
const withFields = (supplied: Supplied, fields: Supplied): object =>
  Object.create(Object.getPrototypeOf(supplied), {
    ...Object.getOwnPropertyDescriptors(supplied),
    ...Object.getOwnPropertyDescriptors(fields),
  })

/** What a model supplies, and networks beside those that are there, with the states of all of them after. */
const supplyBeside =
  (own: AnyModel, networks: AnyNets): AnyModel['supply'] =>
  (params) =>
  (observed) => {
    const [supplied, { key, mode = 'evaluation' }] = [own.supply(params)(observed), observed]
    const beside = running({ key: child('beside')(key), mode, states: params.state })
    const { [stateAfter]: after = (before: States) => before } = supplied
    return withFields(supplied, {
      networks: { ...supplied.networks, ...allApplied(networks, beside, params) },
      ...(params.state === undefined ? {} : { [stateAfter]: (before) => beside.after(after(before)) }),
    })
  }

/** The parameters of the model, and of each network. */
const initBeside = (own: Params, networks: AnyNets, key: Key): Params => {
  const twice = Object.keys(networks).find((name) => Object.hasOwn(own, name))
  if (twice !== undefined) refuse(hasPart(twice))
  const made = Object.entries(networks).map(([name, each]) => [name, each.init(child(name)(child('beside')(key)))])
  const states = beginStates(networks)
  return { ...own, ...Object.fromEntries(made), ...stateBranch(states === null ? null : { ...own.state, ...states }) }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/**
 * A model with networks beside it: a discriminator, a critic. Each has its parameters under its name, as a part that a player may
 * move, and terms find them under `networks`, applied: `networks.discriminator(z)`.
 *
 * A network is a function of every sample of every example, of the shape that it takes; one that takes the latent of the model is also
 * one of `z`, all latents side by side, and one that takes its event is one of examples whose axes are one, as `meanAt` gives them. The model itself begins and draws as without them. Networks that use noise or a state, such as
 * those with `Layer.dropout` and `Layer.spectralNorm`, run in the mode of the model, and their states are beside those of its own
 * networks: `state.discriminator`.
 *
 * Shapes: of each network `['samples', 'batch', ...In] -> ['samples', 'batch', ...Out]`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Kim and Mnih, "Disentangling by Factorising", arXiv:1802.05983, algorithm 2: a discriminator beside an autoencoder.
 *
 * @example
 * const model = Vae.make({
 *   encoder: Layer.sequence(Layer.normalHead(784, 20)),
 *   decoder: Layer.sequence(Layer.bernoulliHead(20, 784)),
 *   prior: DiagonalNormal.standard(20),
 * })
 * Object.keys(beside({ discriminator: Layer.sequence(Layer.dense(20, 1)) })(model).init(from(7)))
 * //=> ['encoder', 'decoder', 'discriminator']
 */
export const beside =
  <const Networks>(networks: NetworksBeside<Networks>) =>
  <Given>(model: ModelBeside<Given, Networks>): BesideOf<Given, Networks> => {
    // safe: each is itself wherever the call compiles, and what follows is the run-time version of the checks
    const [own, nets] = [model, networks] as unknown as [AnyModel, AnyNets]
    const fault = Object.entries(nets)
      .map(networkFault)
      .find((each) => each !== null)
    if (typeof fault === 'string') refuse(fault)
    if (!isModel(own)) refuse(NOT_A_MODEL)
    const made: AnyModel = {
      ...own,
      supplies: [...new Set([...own.supplies, 'networks'])],
      init: (key) => initBeside(own.init(key), nets, key),
      supply: supplyBeside(own, nets),
    }
    return made as never // safe: as above
  }
