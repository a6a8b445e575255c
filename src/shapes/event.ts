/** What one example is: a shape, indices, or several of these by their names. */

import { type AnyShape, type AnySize, dimsOf, numbersOf, type Sizes } from './dim.js'
import { type Same, same } from './equal.js'
import { type Show, show } from './message.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

declare const limit: unique symbol

/** Whole numbers from 0, of a shape, below a dimension: `IndicesEvent<readonly [], 10>` is the label of one of ten classes. */
export interface IndicesEvent<in out Event extends AnyShape, in out Limit> {
  readonly event: Event
  readonly [limit]: Limit
}

/** Any event of indices. */
export interface AnyIndicesEvent {
  readonly event: AnyShape
  readonly [limit]: unknown
}

/** Several events by their names. */
export interface Events {
  readonly [name: string]: AnyShape | AnyIndicesEvent
}

/** A shape, indices, or several of these by their names. */
export type AnyEvent = AnyShape | AnyIndicesEvent | Events

/** The sizes of indices at run time. */
export interface IndicesSizes {
  readonly _tag: 'indices'
  readonly sizes: Sizes
  readonly below: AnySize
}

/** The sizes of one event at run time. */
export type OneSizes = Sizes | IndicesSizes

/** The sizes of several events at run time. */
export type RecordSizes = { readonly [name: string]: OneSizes }

/** An event at run time: its dimensions and their sizes. */
export type EventSizes = OneSizes | RecordSizes

// -----------------------------------------------------------------------------
// which of the three
// -----------------------------------------------------------------------------

/** Whether an event is a shape. */
export const isShape = (event: EventSizes): event is Sizes => Array.isArray(event)

/** Whether an event is indices. Of a record no member is a string. */
export const isIndices = (event: EventSizes): event is IndicesSizes => '_tag' in event && event._tag === 'indices'

// -----------------------------------------------------------------------------
// as text
// -----------------------------------------------------------------------------

type ShowIndices<Event, Limit> = Event extends readonly []
  ? `indices below ${Limit & (string | number)}`
  : `${Show<Event>} indices below ${Limit & (string | number)}`

/**
 * An event as text. Of several the names are not listed: a record has no order in its type.
 *
 * @example
 * ShowEvent<readonly ['batch', 784]>
 * //=> '[batch, 784]'
 */
export type ShowEvent<Event> = Event extends AnyShape
  ? Show<Event>
  : Event extends IndicesEvent<infer Indexed, infer Limit>
    ? ShowIndices<Indexed, Limit>
    : 'several events'

/** The run-time version of `ShowEvent`. */
export const showEvent = (event: EventSizes): string =>
  isShape(event)
    ? show(dimsOf(event))
    : isIndices(event)
      ? `${event.sizes.length === 0 ? '' : `${show(dimsOf(event.sizes))} `}indices below ${event.below.dim}`
      : 'several events'

// -----------------------------------------------------------------------------
// whether one fits where another is needed
// -----------------------------------------------------------------------------

/** The message of what takes one shape and is given indices or several events. */
export type NotAShape<Given> =
  Given extends IndicesEvent<infer _Event, infer _Limit>
    ? `takes numbers but is given ${ShowEvent<Given>}: begin with Layer.embedding`
    : 'takes one event but is given several: join them with Layer.concat'

/** The run-time version of `NotAShape`. */
export const notAShape = (given: IndicesSizes | RecordSizes): string =>
  isIndices(given)
    ? `takes numbers but is given ${showEvent(given)}: begin with Layer.embedding`
    : 'takes one event but is given several: join them with Layer.concat'

type Other<Needed, Given> = Needed extends AnyShape
  ? Given extends AnyShape
    ? `takes ${Show<Needed>} but is given ${Show<Given>}`
    : NotAShape<Given>
  : `takes ${ShowEvent<Needed>} but is given ${ShowEvent<Given>}`

type NameFaults<Needed, Given> = {
  [Name in keyof Needed]: Name extends keyof Given
    ? Same<Needed[Name], Given[Name]> extends true
      ? never
      : `at ${Name & string}: ${Other<Needed[Name], Given[Name]>}`
    : `takes ${Name & string}, which it is not given`
}[keyof Needed]

type RecordFaults<Needed, Given> = [NameFaults<Needed, Given>] extends [never]
  ? `is given ${Exclude<keyof Given, keyof Needed> & string}, which it does not take`
  : NameFaults<Needed, Given>

/** Whether an event is several by their names. */
export type IsRecord<Event> = Event extends AnyShape | AnyIndicesEvent ? false : true

/** `Result` where the event is the one that is needed, else the message. */
export type ExpectEvent<Needed, Given, Result> =
  Same<Given, Needed> extends true
    ? Result
    : [IsRecord<Needed>, IsRecord<Given>] extends [true, true]
      ? RecordFaults<Needed, Given>
      : Other<Needed, Given>

/** The message of sizes that are other than those needed, or `null`. */
const sizesFault = (needed: Sizes, given: Sizes): string | null =>
  !same(dimsOf(needed), dimsOf(given))
    ? `takes ${show(dimsOf(needed))} but is given ${show(dimsOf(given))}`
    : same(numbersOf(needed), numbersOf(given))
      ? null
      : `takes ${show(dimsOf(needed))} of sizes ${show(numbersOf(needed))} but is given sizes ${show(numbersOf(given))}`

const indicesFault = (needed: IndicesSizes, given: IndicesSizes): string | null =>
  same([...dimsOf(needed.sizes), needed.below.dim], [...dimsOf(given.sizes), given.below.dim])
    ? sizesFault([...needed.sizes, needed.below], [...given.sizes, given.below])
    : `takes ${showEvent(needed)} but is given ${showEvent(given)}`

const recordFault = (needed: RecordSizes, given: RecordSizes): string | null => {
  const faults = Object.entries(needed).map(([name, each]) => {
    const found = given[name]
    const fault = found === undefined ? null : eventFault(each, found)
    return found === undefined ? `takes ${name}, which it is not given` : fault === null ? null : `at ${name}: ${fault}`
  })
  const besides = Object.keys(given).find((name) => !(name in needed))
  return (
    faults.find((fault) => fault !== null) ??
    (besides === undefined ? null : `is given ${besides}, which it does not take`)
  )
}

/** The run-time version of `ExpectEvent`: the message, or `null`. */
export const eventFault = (needed: EventSizes, given: EventSizes): string | null =>
  isShape(needed)
    ? isShape(given)
      ? sizesFault(needed, given)
      : notAShape(given)
    : isShape(given) || isIndices(needed) !== isIndices(given)
      ? `takes ${showEvent(needed)} but is given ${showEvent(given)}`
      : isIndices(needed)
        ? indicesFault(needed, given as IndicesSizes) // safe: it is indices where `needed` is
        : recordFault(needed, given as RecordSizes) // safe: as above
