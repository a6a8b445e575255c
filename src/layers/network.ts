/** Networks of several events, or that use noise or a state. */

import type { FamilyOf, Kind } from '../distributions/family.js'
import type { Key } from '../random/key.js'
import type { Dim } from '../shapes/dim.js'
import type { EventSizes, ExpectEvent } from '../shapes/event.js'
import type { Said } from '../shapes/message.js'
import type { Context, NeedsContext, Use } from './context.js'
import type { Layer, LayerSummary } from './layer.js'
import type { Net, Refused } from './net.js'
import type { EventRows, RowsGiven } from './rows.js'
import type { Step } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A network of several events, or that uses a context, as a step: so that sequences nest. */
export interface NetworkStep<In, Output, Params, Result extends Kind, Uses extends Use, State> extends Step {
  readonly name: 'sequence'
  readonly takes: In
  readonly out: ExpectEvent<In, this['in'], Output>
  readonly parameters: Params
  readonly kind: Result
  readonly sees: 'events'
  readonly uses: Uses
  readonly state: State
}

type Apply<In, Output, Params, Result extends Kind> = (
  parameters: Params,
) => <Row extends Dim>(x: EventRows<Row, In>) => RowsGiven<Row, Output, Result>

/**
 * A network that takes or gives several events by their names, or whose layers use noise or a state.
 *
 * `run` is given a key, a mode and a state besides the parameters, and gives the state back beside the value. `apply` is
 * there where the network uses neither noise nor a state, as of a `Net`.
 */
export interface Network<
  in out In,
  in out Output,
  in out Params,
  in out Result extends Kind = 'Tensor',
  in out Uses extends Use = never,
  in out State = null,
> extends Layer<NetworkStep<In, Output, Params, Result, Uses, State>> {
  readonly input: EventSizes
  readonly output: EventSizes
  readonly kind: Result
  readonly family: FamilyOf<Result>
  /** The layers in their order, those of a network within it in its place. */
  readonly layers: readonly LayerSummary[]
  /** What its layers use, each once. */
  readonly uses: readonly Uses[]
  readonly init: (key: Key) => Params
  /** The state before the first step of training: `null` where there is none. */
  readonly begin: () => State
  readonly apply: [Uses] extends [never]
    ? Apply<In, Output, Params, Result>
    : (parameters: NeedsContext<Uses>) => (x: never) => never
  readonly run: (
    parameters: Params,
    context: Context<State>,
  ) => <Row extends Dim>(x: EventRows<Row, In>) => readonly [value: RowsGiven<Row, Output, Result>, state: State]
}

// -----------------------------------------------------------------------------
// either kind of network
// -----------------------------------------------------------------------------

/** What a network is of: of a `Net` too, which uses nothing and has no state. `never` of what is no network. */
export type NetworkParts<Given> =
  // one question first, by which no network is compared with both
  Given extends { readonly begin: unknown }
    ? Given extends Network<infer In, infer Output, infer Params, infer Result, infer Uses, infer State>
      ? NetworkPart<In, Output, Params, Result, Uses, State>
      : never
    : Given extends Net<infer In, infer Output, infer Params, infer Result>
      ? NetworkPart<In, Output, Params, Result, never, null>
      : never

interface NetworkPart<In, Output, Params, Result, Uses, State> {
  readonly in: In
  readonly out: Output
  readonly params: Params
  readonly kind: Result
  readonly uses: Uses
  readonly state: State
}

/** A network of either kind at run time, its types erased. */
export interface AnyNetwork {
  readonly input: EventSizes
  readonly output: EventSizes
  readonly kind: Kind
  readonly family: FamilyOf<Kind>
  readonly layers: readonly LayerSummary[]
  readonly uses: readonly Use[]
  readonly init: (key: Key) => unknown
  readonly begin: () => unknown
  readonly run: (
    parameters: unknown,
    context: Context<unknown>,
  ) => (x: unknown) => readonly [value: unknown, state: unknown]
}

// -----------------------------------------------------------------------------
// messages about a network that is a part of something
// -----------------------------------------------------------------------------

/** The message of what is not a network. A sequence that has been refused where it was made says its own message again. */
export type NotANetwork<What extends string, Given = unknown> =
  Given extends Refused<infer Message extends string>
    ? `${What} is refused: ${Message}`
    : Said<typeof notANetwork<What>>
export const notANetwork = <What extends string>(what: What) => `${what} is not a network` as const

/** The message of a network of several events. */
export type NotOneEvent<What extends string> = Said<typeof notOneEvent<What>>
export const notOneEvent = <What extends string>(what: What) => `${what} must take one event of numbers` as const

/** The message of a network that gives a distribution and not a tensor. */
export type NotATensor<What extends string, Gives extends string> = Said<typeof notATensor<What, Gives>>
export const notATensor = <What extends string, Gives extends string>(what: What, gives: Gives) =>
  `${what} gives a ${gives} but must give a Tensor` as const

/** The message of a network that does not give the distribution that it must. */
export type NoHead<What extends string, Gives extends string, Example extends string> = Said<
  typeof noHead<What, Gives, Example>
>
export const noHead = <What extends string, Gives extends string, Example extends string>(
  what: What,
  gives: Gives,
  example: Example,
) => `${what} gives a ${gives} but must end in a head such as ${example}` as const
