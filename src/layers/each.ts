/** A layer at each place of the first axis, with the same parameters: at each time of a sequence, or at each point of a set. */

import type { IsUnion } from '../shapes/checkDim.js'
import { type AnyShape, type AnySize, type Dim, dimsOf, type Sizes } from '../shapes/dim.js'
import { type EventSizes, isIndices, isShape, type RecordSizes, type ShowEvent, showEvent } from '../shapes/event.js'
import * as T from '../tensors/index.js'
import { unwrap, wrap } from '../tensors/native.js'
import type { AnyTensor } from '../tensors/tensor.js'
import type { Context, StateOf, UsesOf } from './context.js'
import { firstOf, innerFault, type MUST_BE_LAST, MUST_GIVE_ONE, runLayer } from './held.js'
import { isTensor } from './inputs.js'
import { type Built, type Layer, madeOfEvents } from './layer.js'
import { type NoPlaces, noPlaces } from './places.js'
import { NO_CONTEXT } from './running.js'
import type { EventsStep, Out, Parameters, Step } from './step.js'

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

type PlacesOf<Event> = Event extends readonly [infer Places, ...unknown[]] ? Places : never
type InnerOf<Event> = Event extends readonly [unknown, ...infer Inner] ? readonly [...Inner] : never

/** The first axis of what is given; of several events a union where they have others. */
type Places<In> = In extends AnyShape ? PlacesOf<In> : PlacesOf<In[keyof In]>

/** What is given at one place. */
type Inner<In> = In extends AnyShape ? InnerOf<In> : { readonly [Name in keyof In]: InnerOf<In[Name]> }

/** The names of events without a first axis. */
type Flat<In> = In extends AnyShape
  ? never
  : { [Name in keyof In]: In[Name] extends readonly [unknown, ...unknown[]] ? never : Name }[keyof In]

type EachOut<F extends Step, In> = [Places<In>] extends [never]
  ? NoPlaces<In>
  : [Flat<In>] extends [never]
    ? IsUnion<Places<In>> extends true
      ? `takes events of the same places on the first axis but is given ${ShowEvent<In>}`
      : Out<F, Inner<In>> extends infer Given
        ? Given extends string
          ? Given
          : F['kind'] extends 'Tensor'
            ? Given extends AnyShape
              ? readonly [Places<In>, ...Given]
              : typeof MUST_GIVE_ONE
            : typeof MUST_BE_LAST
        : never
    : NoPlaces<In>

/** A layer at each place. */
export interface Each<F extends Step> extends EventsStep {
  readonly name: 'each'
  readonly takes: 'any'
  readonly out: EachOut<F, this['in']>
  readonly parameters: Parameters<F, Inner<this['in']>>
  readonly kind: 'Tensor'
  readonly uses: UsesOf<F>
  readonly state: StateOf<F, Inner<this['in']>>
}

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** The events by their names: one that is given alone has none. */
const eventsOf = (given: EventSizes): RecordSizes => (isShape(given) || isIndices(given) ? { '': given } : given)

/** The first axis of all events, or the message. */
const placesOf = (given: EventSizes): AnySize | string => {
  const events = Object.values(eventsOf(given))
  const firsts = events.map((event) => (isShape(event) ? event[0] : undefined))
  const [first] = firsts
  return first === undefined || firsts.includes(undefined)
    ? noPlaces(given)
    : firsts.every((each) => each?.dim === first.dim && each.size === first.size)
      ? first
      : `takes events of the same places on the first axis but is given ${showEvent(given)}`
}

const mapEvents = <One, Result>(given: Readonly<Record<string, One>>, change: (each: One) => Result) =>
  Object.fromEntries(Object.entries(given).map(([name, each]) => [name, change(each)]))

/** What is given at one place. Safe: `placesOf`: each event is a shape. */
const innerOf = (given: EventSizes): EventSizes =>
  isShape(given) ? given.slice(1) : mapEvents(given as RecordSizes, (event) => (event as Sizes).slice(1))

/** All places of all rows as rows. Safe: the first two axes of a tensor are those of the rows and of the places. */
const merged = (x: AnyTensor): AnyTensor => T.mergeRows(x as never)

const atEach = (built: Built, places: AnySize): Built => {
  const out = built.out as Sizes // safe: it gives one event, which is asked before
  const run = (parameters: unknown, context: Context<unknown>) => (x: unknown) => {
    const all = isTensor(x) ? merged(x) : mapEvents(x as Readonly<Record<string, AnyTensor>>, merged)
    const { shape, sizes } = firstOf(x) as AnyTensor // safe: there is one, or it is refused
    const [value, state] = runLayer('each', built, parameters, context, all)
    const apart = T.splitRows('rows', 'places', sizes[0] as number)(value as never)
    return [wrap<AnyShape>([shape[0] as Dim, places.dim, ...dimsOf(out)], unwrap(apart)), state] as const
  }
  return {
    ...built,
    out: [places, ...out],
    layers: [{ name: 'each', out: [places, ...out] }],
    apply: (parameters: unknown) => (x: unknown) => run(parameters, NO_CONTEXT)(x)[0],
    run,
  }
}

/**
 * A layer or a network at each place of the first axis, with the same parameters at all: `each(Layer.dense(32))` over a sequence, and
 * `each(Layer.concat('z', 'x'))` where several events have the same places.
 *
 * All places of all rows are rows of the layer: the noise of each is its own.
 *
 * Shapes: `[Row, Places, ...In] -> [Row, Places, ...Out]`; of several events each.
 * Source: Garnelo et al., "Neural Processes", arXiv:1807.01622, section 2: one network for every point.
 *
 * @example
 * each(Layer.dense(2, 32)).name
 * //=> 'each'
 */
export const each = <F extends Step>(layer: Layer<F>): Layer<Each<F>> =>
  madeOfEvents({
    name: 'each',
    takes: null,
    build: (given) => {
      const places = placesOf(given)
      if (typeof places === 'string') return places
      const built = layer.build(innerOf(given))
      if (typeof built === 'string') return built
      return innerFault(layer, built) ?? (isShape(built.out) ? atEach(built, places) : MUST_GIVE_ONE)
    },
  })
