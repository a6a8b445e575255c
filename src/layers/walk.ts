/** The walk over the layers of a sequence in the types: verdicts and result in one tail-recursive pass. */

import type { Kind } from '../distributions/family.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import type { AnyShape } from '../shapes/dim.js'
import type { NotAShape } from '../shapes/event.js'
import type { Said } from '../shapes/message.js'
import type { PlainStep, StateOf, UsesOf } from './context.js'
import type { Layer } from './layer.js'
import type { Net, Refused } from './net.js'
import type { Network } from './network.js'
import type { EventsStep, Out, Parameters, Step } from './step.js'

/** Why a sequence is refused: the place of a layer in it, and the message. */
interface Fault<out Place, out Message extends string> {
  readonly at: Place
  readonly message: Message
}

/** What a sequence is found to be. */
interface Found<out In, out Output, out Params, out Result> {
  readonly in: In
  readonly out: Output
  readonly params: Params
  readonly kind: Result
}

/** What a sequence is found to be, some of whose layers are not plain. */
interface FoundEvents<out In, out Output, out Params, out Result> {
  readonly takes: In
  readonly gives: Output
  readonly params: Params
  readonly kind: Result
}

/** The messages of a sequence at run time too. Others of the walk are written twice: by `Said` each layer would cost more. */
export const NO_LAYERS = 'sequence: takes one layer or more but is given none'
export const WRITTEN_BY_HAND = 'a record written by hand: make it with Layer.custom'
export const SOMETHING_ELSE = 'something else'
export const afterHead = <Kind extends string>(kind: Kind) => `comes after a ${kind} head, which must be last` as const
export const takesNothing = <Name extends string>(name: Name) =>
  `layer 1 (${name}) does not say what it takes: begin with Layer.input(shape)` as const

/** What kind of value stands where a layer should. The run-time check is `kindOf`. */
type KindOf<Given> = Given extends string
  ? 'a string'
  : Given extends number
    ? 'a number'
    : Given extends (...given: never) => unknown
      ? 'a function'
      : Given extends null | undefined
        ? `${Given}`
        : Given extends { readonly build: unknown }
          ? typeof WRITTEN_BY_HAND
          : typeof SOMETHING_ELSE

type NotALayer<Given> = [undefined, undefined extends 1 ? true : false] extends [Given, false]
  ? unknown extends Given
    ? `is not a layer but ${typeof SOMETHING_ELSE}`
    : [Given] extends [undefined]
      ? 'is not a layer but undefined'
      : 'may be undefined'
  : IsUnion<Given> extends true
    ? 'is a union, and not all of its members are layers'
    : `is not a layer but ${KindOf<Given>}`

type Nth<Before extends readonly unknown[]> = [...Before, 0]['length'] & number

type FaultAfter<Before extends readonly unknown[], Message extends string> = Fault<
  `${Before['length']}`,
  `layer ${Nth<Before>} ${Message}`
>

/** Whether a step is `never`, or any step at all. */
type IsLost<F> = [F] extends [never] ? true : Step extends F ? true : false

/** One of several steps, as a step. */
interface Either<F extends Step> extends Step {
  readonly name: F['name']
  readonly takes: F['takes']
  readonly out: Out<F, this['in']>
  readonly parameters: Parameters<F, this['in']>
  readonly kind: F['kind']
}

/**
 * Several steps as one where they are of one shape, of the same parameters and of one kind, as in `smooth ? softplus : relu`;
 * else `null`.
 */
type OneStep<F extends Step, Event> =
  IsLost<F> extends true
    ? null
    : true extends IsUnion<F['takes']> | IsUnion<F['kind']> | IsUnion<Out<F, Event>> | IsUnion<Parameters<F, Event>>
      ? null
      : Either<F>

/** The message about what is not one known layer. */
type NotOne<Given> =
  IsAny<Given> extends true
    ? 'is any'
    : [Given] extends [never]
      ? 'is never'
      : [Given] extends [Layer<infer F>]
        ? IsUnion<F> extends true
          ? 'is a union of layers; pass one'
          : [F] extends [never]
            ? 'has a size that is never'
            : 'is typed only as Layer<Step>; keep its inferred type'
        : NotALayer<Given>

/**
 * In, event and parameters so far: a network in the end, or the fault of the first layer that does not fit.
 *
 * The tuple is not readonly, as what `infer` gives is not: then the compiler finds it to be the pattern itself, and does
 * not compare the two member by member.
 */
type Walk<Layers, In, Event, Result, Params extends readonly unknown[]> = Layers extends [infer Head, ...infer Rest]
  ? Result extends 'Tensor'
    ? [Head] extends [Layer<infer F>]
      ? true extends IsUnion<F> | IsLost<F>
        ? OneStep<F, Event> extends infer One extends Step
          ? Walk<[Layer<One>, ...Rest], In, Event, Result, Params>
          : FaultAfter<Params, NotOne<Head>>
        : Out<F, Event> extends infer Given
          ? Given extends string
            ? FaultAfter<Params, `(${F['name'] & string}) ${Given}`>
            : Walk<Rest, In, Given, F['kind'], readonly [...Params, Parameters<F, Event>]>
          : never
      : FaultAfter<Params, NotOne<Head>>
    : FaultAfter<Params, Said<typeof afterHead<Result & string>>>
  : Found<In, Event, Params, Result>

/**
 * The walk where some layers are not plain: layer by layer, as only those that see records or indices may be given them.
 *
 * It costs the compiler more, and plain sequences do without it.
 */
type WalkEvents<Layers, In, Event, Result, Params extends readonly unknown[]> = Layers extends readonly [
  infer Head,
  ...infer Rest,
]
  ? Unseen<Head, Event> extends infer Message extends string
    ? FaultAfter<Params, Message>
    : Walk<[Head], In, Event, Result, Params> extends infer Walked
      ? Walked extends Found<In, infer Given, infer All extends readonly unknown[], infer Next>
        ? WalkEvents<Rest, In, Given, Next, All>
        : Walked
      : never
  : FoundEvents<In, Event, Params, Result>

/** The message of a layer that sees one shape where that is not what it is given, else `null`; of no layer `Walk` speaks. */
type Unseen<Head, Event> = Event extends AnyShape
  ? null
  : [Head] extends [Layer<infer F>]
    ? [F] extends [EventsStep]
      ? null
      : `(${F['name'] & string}) ${NotAShape<Event>}`
    : null

type Opening<Head> = [Head] extends [Layer<infer F>]
  ? F['takes'] extends string
    ? Said<typeof takesNothing<F['name'] & string>>
    : readonly [F['takes']]
  : readonly [unknown]

/** Why the layers are not one tuple of them. */
interface Unlisted<out Message extends string> extends Fault<unknown, Message> {
  readonly unlisted: true
}

type Sequence<Layers extends readonly unknown[]> =
  IsUnion<Layers> extends true
    ? Unlisted<'sequence: the layers must be one list, not a union of lists'>
    : number extends Layers['length']
      ? Unlisted<'sequence: the number of layers is known only when the program runs'>
      : Layers extends readonly [infer Head, ...unknown[]]
        ? Opening<Head> extends readonly [infer Needed]
          ? [Layers[number]] extends [Layer<PlainStep>]
            ? Walk<[...Layers], Needed, Needed, 'Tensor', readonly []>
            : Layers extends infer Known // while they are not known, the compiler would go through all that they could be
              ? WalkEvents<Known, Needed, Needed, 'Tensor', readonly []>
              : never
          : Fault<'0', Opening<Head> & string>
        : Layers extends readonly []
          ? Fault<'0', typeof NO_LAYERS>
          : Fault<'0', 'sequence: a layer is optional'>

/** The layers that stand before those whose number is not known, or that differ from list to list. */
type Before<Layers extends readonly unknown[], Found extends readonly unknown[] = readonly []> =
  IsUnion<Layers> extends true
    ? BeforeSeveral<Layers, Found>
    : Layers extends readonly [infer Head, ...infer Rest]
      ? Before<Rest, readonly [...Found, Head]>
      : Found

type BeforeSeveral<Layers extends readonly unknown[], Found extends readonly unknown[]> =
  IsUnion<Layers[0]> extends true
    ? Found
    : [Layers] extends [readonly [unknown, ...unknown[]]]
      ? Before<RestOf<Layers>, readonly [...Found, Layers[0]]>
      : Found

/**
 * The message in the place of a list, wherever it begins: the compiler takes one in the place of what may be left out alone.
 */
type Unlist<Layers extends readonly unknown[], Message> =
  Partial<{ readonly [Index in keyof Layers]: Layers[Index] | Message }> extends infer Known extends readonly unknown[]
    ? readonly [...Known, ...Message[]]
    : never

type RestOf<Layers> = Layers extends readonly [unknown, ...infer Rest] ? Rest : never

/**
 * The parameters of `sequence`: the layers themselves, and the message alone in place of the one that does not fit.
 *
 * `any` fits in the place of any message: so the message of a layer of `any` stands in the place of all parameters.
 */
export type CheckedLayers<Layers extends readonly unknown[]> =
  Sequence<Layers> extends Fault<infer Place, infer Message>
    ? Sequence<Layers> extends Unlisted<Message>
      ? Unlist<Before<Layers>, Message>
      : Message extends `layer ${number} is any`
        ? Message & readonly unknown[]
        : Layers extends readonly []
          ? readonly [Message]
          : { [Index in keyof Layers]: Index extends Place ? Message : Layers[Index] }
    : Layers

/** The network of some layers. */
export type SequenceResult<Layers extends readonly unknown[]> =
  Sequence<Layers> extends infer Walked
    ? Walked extends Found<
        infer In extends AnyShape,
        infer Output extends AnyShape,
        infer Params,
        infer Result extends Kind
      >
      ? Net<In, Output, Params, Result>
      : Walked extends FoundEvents<infer In, infer Output, infer Params, infer Result extends Kind>
        ? NetworkOf<Layers, In, Output, Params, Result>
        : Refused<Walked extends Fault<unknown, infer Message> ? Message : 'refused'>
    : never

/** The network of layers some of which are not plain: a `Net` all the same where it is of two shapes and uses nothing. */
type NetworkOf<Layers extends readonly unknown[], In, Output, Params, Result extends Kind> = [
  In,
  Output,
  UsesOfAll<Layers>,
] extends [infer Takes extends AnyShape, infer Gives extends AnyShape, never]
  ? Net<Takes, Gives, Params, Result>
  : Network<
      In,
      Output,
      Params,
      Result,
      UsesOfAll<Layers>,
      'state' extends UsesOfAll<Layers> ? States<Layers, In> : null
    >

/** What some layers use. */
type UsesOfAll<Layers extends readonly unknown[]> = {
  [Index in keyof Layers]: Layers[Index] extends Layer<infer F> ? UsesOf<F> : never
}[number]

/** The states of some layers, one after another: made only where one of them has a state. */
type States<Layers, Event, Before extends readonly unknown[] = readonly []> = Layers extends readonly [
  Layer<infer F>,
  ...infer Rest,
]
  ? States<Rest, Out<F, Event>, readonly [...Before, StateOf<F, Event>]>
  : Before
