/** What one example is: a shape, indices, or several of these by their names. */

import { type AnyShape, type AnySize, dimsOf, numbersOf, type Sizes } from './dim.js'
import { type Same, same } from './equal.js'
import { type Said, type Show, show, type Takes, takes } from './message.js'

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

const SEVERAL_GIVEN = 'takes one event but is given several: join them with Layer.concat'

const indicesGiven = <Given extends string>(given: Given) =>
  `takes numbers but is given ${given}: begin with Layer.embedding` as const

const notGiven = <Name extends string>(name: Name) => `takes ${name}, which it is not given` as const

const notTaken = <Name extends string>(name: Name) => `is given ${name}, which it does not take` as const

/** The message of what takes one shape and is given indices or several events. */
export type NotAShape<Given> =
  Given extends IndicesEvent<infer _Event, infer _Limit>
    ? Said<typeof indicesGiven<ShowEvent<Given>>>
    : typeof SEVERAL_GIVEN

/** The run-time version of `NotAShape`. */
export const notAShape = (given: IndicesSizes | RecordSizes): string =>
  isIndices(given) ? indicesGiven(showEvent(given)) : SEVERAL_GIVEN

type Other<Needed, Given> = Needed extends AnyShape
  ? Given extends AnyShape
    ? Takes<Show<Needed>, Show<Given>>
    : NotAShape<Given>
  : Takes<ShowEvent<Needed>, ShowEvent<Given>>

type NameFaults<Needed, Given> = {
  [Name in keyof Needed]: Name extends keyof Given
    ? Same<Needed[Name], Given[Name]> extends true
      ? never
      : `at ${Name & string}: ${Other<Needed[Name], Given[Name]>}`
    : Said<typeof notGiven<Name & string>>
}[keyof Needed]

type RecordFaults<Needed, Given> = [NameFaults<Needed, Given>] extends [never]
  ? Said<typeof notTaken<Exclude<keyof Given, keyof Needed> & string>>
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
    ? takes(show(dimsOf(needed)), show(dimsOf(given)))
    : same(numbersOf(needed), numbersOf(given))
      ? null
      : `takes ${show(dimsOf(needed))} of sizes ${show(numbersOf(needed))} but is given sizes ${show(numbersOf(given))}`

const indicesFault = (needed: IndicesSizes, given: IndicesSizes): string | null =>
  same([...dimsOf(needed.sizes), needed.below.dim], [...dimsOf(given.sizes), given.below.dim])
    ? sizesFault([...needed.sizes, needed.below], [...given.sizes, given.below])
    : takes(showEvent(needed), showEvent(given))

const recordFault = (needed: RecordSizes, given: RecordSizes): string | null => {
  const faults = Object.entries(needed).map(([name, each]) => {
    const found = given[name]
    const fault = found === undefined ? null : eventFault(each, found)
    return found === undefined ? notGiven(name) : fault === null ? null : `at ${name}: ${fault}`
  })
  const besides = Object.keys(given).find((name) => !(name in needed))
  return faults.find((fault) => fault !== null) ?? (besides === undefined ? null : notTaken(besides))
}

/** The run-time version of `ExpectEvent`: the message, or `null`. */
export const eventFault = (needed: EventSizes, given: EventSizes): string | null =>
  isShape(needed)
    ? isShape(given)
      ? sizesFault(needed, given)
      : notAShape(given)
    : isShape(given) || isIndices(needed) !== isIndices(given)
      ? takes(showEvent(needed), showEvent(given))
      : isIndices(needed)
        ? indicesFault(needed, given as IndicesSizes) // safe: it is indices where `needed` is
        : recordFault(needed, given as RecordSizes) // safe: as above
