/** Layers side by side: one for each of several events, or several on one. */

import { child, type Key } from '../random/key.js'
import type { AnyShape } from '../shapes/dim.js'
import type { EventSizes, IsRecord, NotAShape, OneSizes, RecordSizes } from '../shapes/event.js'
import { isIndices, isShape } from '../shapes/event.js'
import { inPart } from '../shapes/part.js'
import { type NotSeveral, several } from './concat.js'
import type { Context, StateOf, UsesOf } from './context.js'
import { innerFault, type MUST_BE_LAST, MUST_GIVE_ONE, runLayer } from './held.js'
import { type Built, type Layer, madeOfEvents } from './layer.js'
import { beginOf, NO_CONTEXT, usesAny, usesOf } from './running.js'
import type { EventsStep, Out, Parameters, Step } from './step.js'

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** What a layer gives for an event, or its message: as in a sequence, only some are given records or indices. */
type OutOn<F, Event> = F extends Step
  ? Event extends AnyShape
    ? Out<F, Event>
    : [F] extends [EventsStep]
      ? Out<F, Event>
      : NotAShape<Event>
  : never

/** The messages of layers that do not fit, each at its name. */
type FaultOf<Fs, Found> = {
  [Name in keyof Fs]: Name extends keyof Found
    ? Found[Name] extends string
      ? `at ${Name & string}: ${Found[Name]}`
      : Fs[Name] extends { readonly kind: 'Tensor' }
        ? IsRecord<Found[Name]> extends true
          ? `at ${Name & string}: ${typeof MUST_GIVE_ONE}`
          : never
        : `at ${Name & string}: ${typeof MUST_BE_LAST}`
    : never
}[keyof Fs]

/** What is found, or the message about one. */
type Fine<Fs, Found> = [FaultOf<Fs, Found>] extends [never] ? Found : FaultOf<Fs, Found>

type UsesOfEach<Fs> = { [Name in keyof Fs]: UsesOf<Fs[Name]> }[keyof Fs]

/** The state for each name, `null` for layers without one. */
type StatesOf<Fs, States> = 'state' extends UsesOfEach<Fs> ? States : null

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

type AnyLayer = Layer<Step>
type Named = { readonly [name: string]: unknown }
type Parts = { readonly [name: string]: Built }

const mapNames = <Value, Result>(
  all: { readonly [name: string]: Value },
  change: (value: Value, name: string) => Result,
): { readonly [name: string]: Result } =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, change(value, name)]))

/** The layer of a name once built, or the message. */
const builtAt = (name: string, layer: AnyLayer, event: EventSizes): Built | string => {
  const built = inPart(`at ${name}`, () => layer.build(event))
  const fault =
    typeof built === 'string'
      ? built
      : (innerFault(layer, built) ?? (isShape(built.out) || isIndices(built.out) ? null : MUST_GIVE_ONE))
  // safe: it is built where there is no message
  return fault === null ? (built as Built) : `at ${name}: ${fault}`
}

/** All layers once built, each for the event of its name, or the message about one. */
const builtAll = (
  layers: { readonly [name: string]: AnyLayer },
  eventOf: (name: string) => EventSizes,
): Parts | string => {
  const all = mapNames(layers, (layer, name) => builtAt(name, layer, eventOf(name)))
  const fault = Object.values(all).find((each) => typeof each === 'string')
  return typeof fault === 'string' ? fault : (all as Parts) // safe: none is a message
}

const contextAt = ({ key, mode, state }: Context<unknown>, name: string): Context<unknown> => ({
  key: child(name)(key),
  mode,
  state: (state as Named | null)?.[name] ?? null, // safe: a state is a record wherever one is used
})

/** What is made of layers side by side: `rowsOf` gives each its rows, and `around` what stands beside what they give. */
const sideBySide = (
  parts: Parts,
  out: RecordSizes,
  rowsOf: (x: unknown, name: string) => unknown,
  around: (x: unknown) => Named,
): Built => {
  const uses = usesOf(Object.values(parts))
  const stateful = uses.includes('state')
  const run = (parameters: Named, context: Context<unknown>) => (x: unknown) => {
    const results = mapNames(parts, (each, name) =>
      runLayer(
        `at ${name}`,
        each,
        parameters[name],
        usesAny(each) ? contextAt(context, name) : context,
        rowsOf(x, name),
      ),
    )
    const values = mapNames(results, ([value]) => value)
    return [{ ...around(x), ...values }, stateful ? mapNames(results, ([, state]) => state) : null] as const
  }
  return {
    out,
    kind: 'Tensor',
    family: null,
    uses,
    init: (key: Key) => mapNames(parts, (each, name) => each.init(child(name)(key))),
    begin: () => (stateful ? mapNames(parts, beginOf) : null),
    apply: (parameters: Named) => (x: unknown) => run(parameters, NO_CONTEXT)(x)[0],
    run,
  }
}

/** The events that layers give. Safe: each gives one, which `builtAt` has asked for. */
const outsOf = (parts: Parts): RecordSizes => mapNames(parts, ({ out }) => out as OneSizes)

// -----------------------------------------------------------------------------
// a layer for each of several events
// -----------------------------------------------------------------------------

type OutsOn<Fs, In> = { readonly [Name in keyof In]: Name extends keyof Fs ? OutOn<Fs[Name], In[Name]> : In[Name] }

type ParallelOut<Fs, In> =
  IsRecord<In> extends false
    ? NotSeveral<In>
    : [Exclude<keyof Fs, keyof In>] extends [never]
      ? Fine<Fs, OutsOn<Fs, In>>
      : `is for ${Exclude<keyof Fs, keyof In> & string}, which it is not given`

/** A layer for each of some events. */
export interface ParallelOf<Fs> extends EventsStep {
  readonly name: 'parallel'
  readonly takes: 'any'
  readonly out: ParallelOut<Fs, this['in']>
  readonly parameters: {
    readonly [Name in keyof Fs]: Fs[Name] extends Step
      ? Parameters<Fs[Name], this['in'][Name & keyof this['in']]>
      : never
  }
  readonly kind: 'Tensor'
  readonly uses: UsesOfEach<Fs>
  readonly state: StatesOf<Fs, { readonly [Name in keyof Fs]: StateOf<Fs[Name], this['in'][Name & keyof this['in']]> }>
}

/**
 * A layer for each of some events, by name: `parallel({ x: Layer.flatten, label: Layer.dense(32) })`. The others pass.
 *
 * Shapes: `{ [name]: [Row, ...Event] } -> { [name]: [Row, ...Out] }`.
 */
export const parallel = <Fs extends { readonly [name: string]: Step }>(
  layers: {
    readonly [Name in keyof Fs]: Layer<Fs[Name]>
  },
): Layer<ParallelOf<Fs>> => {
  const all = layers as { readonly [name: string]: AnyLayer }
  return madeOfEvents({
    name: 'parallel',
    takes: null,
    build: (given) => {
      const events = several(given)
      if (typeof events === 'string') return events
      const absent = Object.keys(all).find((name) => !(name in events))
      if (absent !== undefined) return `is for ${absent}, which it is not given`
      const parts = builtAll(all, (name) => events[name] ?? [])
      return typeof parts === 'string'
        ? parts
        : sideBySide(
            parts,
            { ...events, ...outsOf(parts) },
            (x, name) => (x as Named)[name], // safe: it is rows of these events
            (x) => x as Named,
          )
    },
  })
}

// -----------------------------------------------------------------------------
// several layers on one event
// -----------------------------------------------------------------------------

type FannedOut<Fs, In> = Fine<Fs, { readonly [Name in keyof Fs]: OutOn<Fs[Name], In> }>

/** Several layers on what is given. */
export interface FanoutOf<Fs> extends EventsStep {
  readonly name: 'fanout'
  readonly takes: 'any'
  readonly out: FannedOut<Fs, this['in']>
  readonly parameters: { readonly [Name in keyof Fs]: Fs[Name] extends Step ? Parameters<Fs[Name], this['in']> : never }
  readonly kind: 'Tensor'
  readonly uses: UsesOfEach<Fs>
  readonly state: StatesOf<Fs, { readonly [Name in keyof Fs]: StateOf<Fs[Name], this['in']> }>
}

/**
 * Several layers on what is given, one event or several: `fanout({ deep: Layer.dense(100), skip: Layer.dense(20) })`.
 *
 * Shapes: `[Row, ...Event] -> { [name]: [Row, ...Out] }`.
 */
export const fanout = <Fs extends { readonly [name: string]: Step }>(
  layers: {
    readonly [Name in keyof Fs]: Layer<Fs[Name]>
  },
): Layer<FanoutOf<Fs>> => {
  const all = layers as { readonly [name: string]: AnyLayer }
  return madeOfEvents({
    name: 'fanout',
    takes: null,
    build: (given) => {
      const parts = builtAll(all, () => given)
      return typeof parts === 'string'
        ? parts
        : sideBySide(
            parts,
            outsOf(parts),
            (x) => x,
            () => ({}),
          )
    },
  })
}
