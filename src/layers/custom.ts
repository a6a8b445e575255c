/** Layers of a user's own, whose parts have the types that their step says. */

import type { Key } from '../random/key.js'
import { knownSize } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Size, Sizes, SizesOf } from '../shapes/dim.js'
import { eventFault } from '../shapes/event.js'
import type { Tensor } from '../tensors/tensor.js'
import { type Context, type ContextStep, refuseApply, type StateOf, type Use } from './context.js'
import { type Built, type Layer, madeOf } from './layer.js'
import type { Expect, Out, Parameters, Step } from './step.js'

// -----------------------------------------------------------------------------
// the event that a step is looked at with
// -----------------------------------------------------------------------------

/** The events of sizes that nobody knows, by which a step that takes any is looked at: the first that it does not refuse. */
type SomeEvents = readonly [
  readonly ['size'],
  readonly ['height', 'width'],
  readonly ['height', 'width', 'channels'],
  readonly ['depth', 'height', 'width', 'channels'],
]

type FirstOf<F extends Step, Events> = Events extends readonly [infer Event, ...infer Rest]
  ? Out<F, Event> extends AnyShape
    ? Event
    : FirstOf<F, Rest>
  : never

type EventOf<F extends Step> = F['takes'] extends AnyShape ? F['takes'] : FirstOf<F, SomeEvents>

/** The tensor of one event, for a parameter of the shape of the input: `EventTensor<this['in']>`. */
export type EventTensor<Event> = Event extends AnyShape ? Tensor<Event> : never

// -----------------------------------------------------------------------------
// what a layer is made of
// -----------------------------------------------------------------------------

type SizeLikes<Event> = {
  readonly [Index in keyof Event]: Size<Event[Index] & Dim> | (Event[Index] extends number ? Event[Index] : never)
}

/** A layer of a user's own, built for one event. */
export interface CustomBuilt<Event extends AnyShape, Output extends AnyShape, Params> {
  /** What it gives. */
  readonly out: SizesOf<Output>
  /** Its first parameters: `null` where it has none. */
  readonly init: (key: Key) => Params
  /** Shapes: `[Row, ...Event] -> [Row, ...Output]`. */
  readonly apply: (
    parameters: Params,
  ) => <Row extends Dim>(x: Tensor<readonly [Row, ...Event]>) => Tensor<readonly [Row, ...Output]>
}

/** A layer of a user's own that uses noise or a state, built for one event. */
export interface CustomContextBuilt<Event extends AnyShape, Output extends AnyShape, Params, State> {
  /** What it gives. */
  readonly out: SizesOf<Output>
  /** Its first parameters: `null` where it has none. */
  readonly init: (key: Key) => Params
  /** Its state before the first step: `null` where it has none. */
  readonly begin: () => State
  /** What it gives, and its state after, changed or not. Shapes: `[Row, ...Event] -> [Row, ...Output]`. */
  readonly run: (
    parameters: Params,
    context: Context<State>,
  ) => <Row extends Dim>(
    x: Tensor<readonly [Row, ...Event]>,
  ) => readonly [value: Tensor<readonly [Row, ...Output]>, state: State]
}

type BuiltOf<F extends Step, Event extends AnyShape, Output extends AnyShape> = F extends ContextStep
  ? CustomContextBuilt<Event, Output, Parameters<F, Event>, StateOf<F, Event>>
  : CustomBuilt<Event, Output, Parameters<F, Event>>

/** What a step uses, as a list. */
type UsesList<Uses> = ['noise' | 'state'] extends [Uses] ? readonly ['noise', 'state'] : readonly [Uses]

/** What `custom` makes a layer of. */
export interface CustomParts<F extends Step, Event extends AnyShape, Output extends AnyShape> {
  readonly name: F['name']
  /** The event it must be given; left out where its step takes any. */
  readonly takes?: SizeLikes<Event> | undefined
  /** For an event, what the layer is there, or the message of its refusal. */
  readonly build: (event: SizesOf<Event>) => BuiltOf<F, Event, Output> | string
}

type WithTakes<F extends Step, Event> = F['takes'] extends AnyShape
  ? { readonly takes: SizeLikes<Event> }
  : { readonly takes?: never }

type WithUses<F extends Step> = F extends ContextStep
  ? { readonly uses: UsesList<F['uses']> }
  : { readonly uses?: never }

type Gives<F extends Step, Event> = Event extends AnyShape
  ? Out<F, Event> extends infer Output
    ? Output extends AnyShape
      ? CustomParts<F, Event, Output> & WithTakes<F, Event> & WithUses<F>
      : `custom: the step ${Output & string}`
    : never
  : never

/** The parts of a layer of a step, or the message in their place. */
export type Custom<F extends Step> = Step extends F
  ? 'custom: the step is not said: write Layer.custom<MyStep>(...)'
  : [F['kind']] extends ['Tensor']
    ? [EventOf<F>] extends [never]
      ? 'custom: the step refuses every event: let it say what it takes'
      : Gives<F, EventOf<F>>
    : `custom: the step gives a ${F['kind'] & string} but must give a Tensor: end the network in a head`

/** The step of a layer that takes one event: it refuses every other, though it need not say so. */
export interface OneEventStep<F extends Step> extends Step {
  readonly name: F['name']
  readonly takes: F['takes']
  readonly out: Expect<F['takes'], this['in'], Out<F, F['takes']>>
  readonly parameters: Parameters<F, F['takes']>
  readonly kind: F['kind']
}

/** As `OneEventStep`, of a layer that uses noise or a state. */
export interface OneEventContextStep<F extends ContextStep> extends OneEventStep<F> {
  readonly uses: F['uses']
  readonly state: StateOf<F, F['takes']>
}

/** The layer of a step. */
export type CustomLayer<F extends Step> = Layer<
  F['takes'] extends AnyShape ? (F extends ContextStep ? OneEventContextStep<F> : OneEventStep<F>) : F
>

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** The parts with their types erased. */
interface AnyParts {
  readonly name: string
  readonly takes?: readonly unknown[]
  readonly uses?: readonly Use[]
  readonly build: (event: never) => AnyBuilt | string
}

type AnyBuilt = Omit<Built, 'out' | 'kind' | 'family'> & { readonly out: SizesOf<AnyShape> }

/** The built layer as any other: safe, as `out` are the sizes of a shape of dimensions. */
const builtOf = (uses: readonly Use[] | undefined, built: AnyBuilt): Built | string => {
  const common = { ...built, out: built.out as Sizes, kind: 'Tensor', family: null } as const
  if (uses === undefined) return common
  return typeof built.begin === 'function' && typeof built.run === 'function'
    ? { ...common, uses, apply: () => refuseApply(uses) }
    : 'must build a layer: its out, init, begin and run'
}

/**
 * A layer of a user's own, with parameters: its step says in the types what its parts do when the program runs.
 *
 * `build` is given the sizes of the event, `init` makes the parameters from a key, and `apply` is a pure function of
 * them and of rows of events. All three have the types of the step. A step that takes any event is looked at with an
 * event of one axis, `size`, or where it refuses that with one of more axes.
 *
 * A layer that uses a key, the mode or a state has a step that extends `ContextStep` and says what it uses; it has `begin`
 * and `run` in place of `apply`, and gives its state back: `uses: ['noise', 'state']`.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Out]`.
 * Errors: a `ShapeError` when a size is not a whole number above 0; of a network with it, when `apply` gives other sizes
 * than `out` says or reads a parameter that `init` does not give.
 *
 * @example
 * interface Gain extends Step {
 *   readonly name: 'gain'
 *   readonly takes: 'any'
 *   readonly out: this['in']
 *   readonly parameters: { readonly gain: EventTensor<this['in']> }
 *   readonly kind: 'Tensor'
 * }
 * custom<Gain>({
 *   name: 'gain',
 *   build: ([width]) => ({
 *     out: [width],
 *     init: () => ({ gain: addScalar(1)(zeros([width.dim], [width.size])) }),
 *     apply: ({ gain }) => (x) => mul(gain)(x),
 *   }),
 * }).name
 * //=> 'gain'
 */
export const custom = <F extends Step = Step>(parts: Custom<F>): CustomLayer<F> => {
  // safe: the parameter is the parts of the step wherever the call compiles
  const { name, takes, uses, build } = parts as unknown as AnyParts
  const needed = takes?.map((size) => orRefuse(knownSize(size, `${name}: a dimension`))) ?? null
  return madeOf({
    name,
    takes: needed,
    build: (given) => {
      const fault = needed === null ? null : eventFault(needed, given)
      if (fault !== null) return fault
      const built = build(given as never)
      return typeof built === 'string' ? built : builtOf(uses, built)
    },
  })
}
