/** What enters a network besides one tensor: several events by their names, and indices. */

import { type KnownSize, type KnownSizes, knownSize } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { DimOf, ShapeOf, Sizes } from '../shapes/dim.js'
import {
  type EventSizes,
  type ExpectEvent,
  eventFault,
  type IndicesEvent,
  isIndices,
  isShape,
  type OneSizes,
  type RecordSizes,
} from '../shapes/event.js'
import { type Layer, madeOfEvents, stateless } from './layer.js'
import type { EventsStep } from './step.js'

/** An input of stated events: several by their names, or indices. */
export interface InputOf<Name extends string, Event> extends EventsStep {
  readonly name: Name
  readonly takes: Event
  readonly out: ExpectEvent<Event, this['in'], Event>
  readonly parameters: null
  readonly kind: 'Tensor'
}

const inputOf = <Name extends string, Event>(name: Name, event: EventSizes): Layer<InputOf<Name, Event>> =>
  madeOfEvents({
    name,
    takes: event,
    build: (given) => eventFault(event, given) ?? stateless(event, 'Tensor', null, (x: unknown) => x),
  })

// -----------------------------------------------------------------------------
// indices
// -----------------------------------------------------------------------------

const sizesOf = (what: string, given: readonly unknown[]): Sizes =>
  given.map((size) => orRefuse(knownSize(size, `${what}: a dimension`)))

/** What makes indices enter: given what they are below, and their shape. */
export interface IndicesInput {
  <const Limit>(
    below: KnownSize<Limit, 'indices: the limit'>,
  ): Layer<InputOf<'indices', IndicesEvent<readonly [], DimOf<Limit>>>>
  <const Limit, const Given extends readonly unknown[]>(
    below: KnownSize<Limit, 'indices: the limit'>,
    shape: KnownSizes<Given, 'indices'>,
  ): Layer<InputOf<'indices', IndicesEvent<ShapeOf<Given>, DimOf<Limit>>>>
}

/**
 * Indices that enter a sequence: `indices(10)` is one below 10 for each row, `indices(10, [12])` are twelve.
 *
 * Shapes: `[Row, ...Shape] -> [Row, ...Shape]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * Layer.sequence(Layer.indices(10), Layer.embedding(64)).input
 * //=> { _tag: 'indices', sizes: [], below: { dim: 10, size: 10 } }
 */
export const indices: IndicesInput = (below: unknown, shape: readonly unknown[] = []) =>
  // safe: the two forms give the event that they say
  inputOf<'indices', never>('indices', {
    _tag: 'indices',
    sizes: sizesOf('indices', shape),
    below: orRefuse(knownSize(below, 'indices: the limit')),
  }) as never

// -----------------------------------------------------------------------------
// several
// -----------------------------------------------------------------------------

/** The event that is stated for a name: sizes, or what `indices` gives. */
type EventOf<Given> = Given extends readonly unknown[]
  ? ShapeOf<Given>
  : Given extends Layer<InputOf<'indices', infer Event>>
    ? Event
    : never

type EventsOf<Given> = { readonly [Name in keyof Given]: EventOf<Given[Name]> }

type NoEvent<Name> = `inputs: ${Name & string} is not an event: give a list of sizes, or Layer.indices`

/** The events themselves, or the message in the place of one. */
export type KnownEvents<Given> = {
  readonly [Name in keyof Given]: Given[Name] extends readonly unknown[]
    ? KnownSizes<Given[Name], 'inputs'>
    : Given[Name] extends Layer<InputOf<'indices', infer _Event>>
      ? Given[Name]
      : NoEvent<Name>
}

const eventOf = (name: string, given: unknown): OneSizes => {
  if (Array.isArray(given)) return sizesOf('inputs', given)
  const { takes } = Object(given) as Partial<Layer<EventsStep>> // safe: what is no layer has no such part
  return takes && !isShape(takes) && isIndices(takes)
    ? takes
    : refuse(`inputs: ${name} is not an event: give a list of sizes, or Layer.indices`)
}

/**
 * Several events that enter a sequence by their names: `inputs({ z: [20], label: [10], token: Layer.indices(1000) })`.
 *
 * Shapes: `{ [name]: [Row, ...Event] }`, unchanged. Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * Layer.describe(Layer.sequence(Layer.inputs({ z: [20], label: [10] }), Layer.concat('z', 'label'), Layer.dense(500)))
 * //=> '{ z: [20], label: [10] } → inputs → concat 30 → dense 500'
 */
export const inputs = <const Given extends { readonly [name: string]: unknown }>(
  events: KnownEvents<Given>,
): Layer<InputOf<'inputs', EventsOf<Given>>> => {
  const named: RecordSizes = Object.fromEntries(
    Object.entries(events).map(([name, given]) => [name, eventOf(name, given)]),
  )
  return inputOf('inputs', named)
}
