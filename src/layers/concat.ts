/** Layers from several events to one: one after another, or one of them. */

import { orRefuse } from '../shapes/defect.js'
import type { AnyShape, AnySize, Dim } from '../shapes/dim.js'
import {
  type EventSizes,
  type IsRecord,
  isIndices,
  isShape,
  type OneSizes,
  type RecordSizes,
  type ShowEvent,
  showEvent,
} from '../shapes/event.js'
import { type Sum, sum } from '../shapes/sum.js'
import * as T from '../tensors/index.js'
import { type Layer, madeOfEvents, stateless } from './layer.js'
import type { EventsStep } from './step.js'

// -----------------------------------------------------------------------------
// messages
// -----------------------------------------------------------------------------

/** The message of a layer of several events that is given one. */
export type NotSeveral<Given> = `takes several events but is given ${ShowEvent<Given>}`

/** The events of a record, or the message. */
export const several = (given: EventSizes): RecordSizes | string =>
  isShape(given) || isIndices(given) ? `takes several events but is given ${showEvent(given)}` : given

// -----------------------------------------------------------------------------
// one after another
// -----------------------------------------------------------------------------

/** The events of some names along one axis, in their order: one number a row counts as an axis of 1. */
type Joined<In, Names, Total = 0> = Names extends readonly [infer Name, ...infer Rest]
  ? Name extends keyof In
    ? In[Name] extends readonly [infer Size]
      ? Joined<In, Rest, Sum<Total, Size>>
      : In[Name] extends readonly []
        ? Joined<In, Rest, Sum<Total, 1>>
        : NotJoined<Name, In[Name]>
    : `joins ${Name & string}, which it is not given`
  : readonly [Total]

type NotJoined<Name, Given> = Given extends AnyShape
  ? `joins events of one axis but ${Name & string} is ${ShowEvent<Given>}: flatten it with Layer.parallel`
  : `joins numbers but ${Name & string} is ${ShowEvent<Given>}: embed it with Layer.parallel`

type Concatenated<In, Names extends readonly string[]> =
  IsRecord<In> extends false
    ? NotSeveral<In>
    : [Exclude<keyof In, Names[number]>] extends [never]
      ? Joined<In, Names>
      : `leaves out ${Exclude<keyof In, Names[number]> & string}: name it too`

/** Events of some names, one after another. */
export interface ConcatOf<Names extends readonly string[]> extends EventsStep {
  readonly name: 'concat'
  readonly takes: 'any'
  readonly out: Concatenated<this['in'], Names>
  readonly parameters: null
  readonly kind: 'Tensor'
}

const notJoined = (name: string, event: OneSizes): string =>
  isShape(event)
    ? `joins events of one axis but ${name} is ${showEvent(event)}: flatten it with Layer.parallel`
    : `joins numbers but ${name} is ${showEvent(event)}: embed it with Layer.parallel`

const ONE: AnySize = { dim: 1, size: 1 }

/** The size of an event along the one axis, or the message. */
const sizeOf = (given: RecordSizes, name: string): AnySize | string => {
  const event = given[name]
  if (event === undefined) return `joins ${name}, which it is not given`
  return isShape(event) && event.length < 2 ? (event[0] ?? ONE) : notJoined(name, event)
}

/** The sum of some sizes. Safe: a sum is no dimension only from 2^53, or where a size is none. */
const total = (sizes: readonly AnySize[]): AnySize =>
  sizes.reduce((before, { dim, size }) => ({ dim: sum(before.dim, dim) as Dim, size: before.size + size }), {
    dim: 0,
    size: 0,
  })

type Matrix = T.Tensor<readonly [Dim, Dim]>

const joinRows =
  (names: readonly string[], out: AnySize) =>
  (x: Readonly<Record<string, T.AnyTensor>>): Matrix => {
    // safe: each name is a tensor of rows, of one axis more or of none
    const each = names.map((name, at) => T.flattenEvent(`event${at}`)(x[name] as T.Tensor<readonly [Dim, ...AnyShape]>))
    const joined = each
      .slice(1)
      .reduce<Matrix>((left, right) => T.concat(right, 1)(left as never) as never, each[0] as Matrix)
    return T.unflattenEvent<readonly [Dim]>([out])(joined)
  }

const concatenated = (names: readonly string[], given: RecordSizes): readonly AnySize[] | string => {
  const left = Object.keys(given).find((name) => !names.includes(name))
  if (left !== undefined) return `leaves out ${left}: name it too`
  const sizes = names.map((name) => sizeOf(given, name))
  const fault = sizes.find((size) => typeof size === 'string')
  return typeof fault === 'string' ? fault : (sizes as readonly AnySize[]) // safe: none is a message
}

type NoNames = 'concat: takes one name or more but is given none'

/**
 * Several events of one axis, one after another: `concat('z', 'label')`.
 *
 * The order is that of the names, all of which must be said: weights of a later layer depend on it. One number a row counts
 * as an axis of 1.
 *
 * Shapes: `{ [name]: [Row, Size] } -> [Row, sum of all sizes]`.
 */
export const concat = <const Names extends readonly string[]>(
  ...names: Names extends readonly [] ? readonly [NoNames] : Names
): Layer<ConcatOf<Names>> => {
  const all = names as readonly string[]
  if (all.length === 0) return orRefuse<never>('concat: takes one name or more but is given none')
  return madeOfEvents({
    name: 'concat',
    takes: null,
    build: (given) => {
      const events = several(given)
      const sizes = typeof events === 'string' ? events : concatenated(all, events)
      if (typeof sizes === 'string') return sizes
      const out = total(sizes)
      return stateless([out], 'Tensor', null, joinRows(all, out))
    },
  })
}

// -----------------------------------------------------------------------------
// one of them
// -----------------------------------------------------------------------------

type PickedOf<In, Name extends string> =
  IsRecord<In> extends false
    ? NotSeveral<In>
    : In extends { readonly [Key in Name]: infer Event }
      ? Event
      : `picks ${Name}, which it is not given`

/** The event of a name. */
export interface PickOf<Name extends string> extends EventsStep {
  readonly name: 'pick'
  readonly takes: 'any'
  readonly out: PickedOf<this['in'], Name>
  readonly parameters: null
  readonly kind: 'Tensor'
}

/**
 * One of several events: `pick('z')`.
 *
 * Shapes: `{ [name]: [Row, ...Event] } -> [Row, ...Event]`.
 */
export const pick = <const Name extends string>(name: Name): Layer<PickOf<Name>> =>
  madeOfEvents({
    name: 'pick',
    takes: null,
    build: (given) => {
      const events = several(given)
      if (typeof events === 'string') return events
      const event = events[name]
      return event === undefined
        ? `picks ${name}, which it is not given`
        : stateless(event, 'Tensor', null, (x: Readonly<Record<string, unknown>>) => x[name])
    },
  })
