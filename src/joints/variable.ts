/** A variable of a joint distribution: drawn from a distribution, computed, or given. */

import { type LatentKind, record } from '../distributions/family.js'
import type { DistributionFacts } from '../distributions/kinds.js'
import type { AnyPart, PriorKind } from '../distributions/priors.js'
import type { Support } from '../distributions/support.js'
import type { InputOf } from '../layers/events.js'
import type { Layer } from '../layers/layer.js'
import type { Step } from '../layers/step.js'
import type { Key } from '../random/key.js'
import { type KnownSizes, knownSize } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import { type AnyShape, type AnySize, dimsOf, numbersOf, type ShapeOf, type Sizes } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { type AnyIndicesEvent, isIndices, isShape, type OneSizes, showEvent } from '../shapes/event.js'
import { type AnyNetwork, type Inputs, isNetwork, type Names, namedInputs, type PartsOf } from './network.js'
import { type DistributionPart, type KnownName, nameFault, type PriorOver, variableFault } from './variableCheck.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a variable comes from: a distribution or a prior by its name, a computation, or the outside. */
export type Origin = LatentKind | PriorKind | 'value' | 'given'

/** No variables. */
export type Nothing = { readonly [Name in never]: never }

/**
 * A variable of a joint distribution.
 *
 * - `Name`: its name.
 * - `From`: what it comes from.
 * - `Over`: the numbers that it is made of.
 * - `Event`: its shape, or indices.
 * - `Needs`: the variables that its distribution is given, with the shapes that its network takes.
 * - `Params`: those of its network or learned prior; `null` for none.
 * - `State`: that of its network; `null` for none.
 */
export interface Variable<
  in out Name extends string,
  in out From extends Origin,
  in out Over extends string,
  in out Event extends AnyShape | AnyIndicesEvent,
  in out Needs,
  in out Params,
  in out State = null,
> {
  readonly name: Name
  readonly from: From
  readonly over: Over
  readonly shape: Event
  readonly needs: Needs
  readonly init: (key: Key) => Params
  readonly begin: () => State
  /** What it is when the program runs. */
  readonly built: BuiltVariable
}

/** A variable when the program runs. */
export interface BuiltVariable {
  readonly event: Sizes
  /** Of indices what they are below. */
  readonly below?: AnySize
  /** The variables that its network takes, with the event of each. */
  readonly takes: { readonly [variable: string]: OneSizes }
  /** The variable that the network takes alone, or that of each of its inputs. */
  readonly inputs: string | { readonly [input: string]: string }
  readonly network: AnyNetwork | null
  readonly prior: AnyPart | null
  /** Whether its network is given the variable itself, whose numbers are drawn one after another. */
  readonly inTurn?: true
  /** The variable whose parameters its network has, where they are not its own. */
  readonly shares?: string
}

/** The event of a variable when the program runs: its sizes, or indices. */
export const eventOf = ({ built: { event, below } }: Pick<AnyVariable, 'built'>): OneSizes =>
  below === undefined ? event : { _tag: 'indices', sizes: event, below }

/** The numbers of an event: of indices also that which they are below. */
const allNumbers = (event: OneSizes): readonly number[] =>
  isShape(event) ? numbersOf(event) : [...numbersOf(event.sizes), event.below.size]

/** Whether two events are the same. */
export const sameEvent = (one: OneSizes, other: OneSizes): boolean =>
  showEvent(one) === showEvent(other) && same(allNumbers(one), allNumbers(other))

/** An event at run time, as the type of it says: the dimensions of a shape, or those of indices. */
const shapeOf = (event: OneSizes): AnyShape | { readonly event: AnyShape } =>
  isShape(event) ? dimsOf(event) : { event: dimsOf(event.sizes) }

/** The parameters of a variable among those of all, `null` where it has none. */
export const parametersOf = (
  { name, built }: Pick<AnyVariable, 'name' | 'built'>,
  all: { readonly [variable: string]: unknown },
): unknown => all[built.shares ?? name] ?? null

/** Any variable at all. */
export interface AnyVariable {
  readonly name: string
  readonly from: string
  readonly over: string
  readonly shape: unknown
  readonly needs: { readonly [variable: string]: unknown }
  readonly init: (key: Key) => unknown
  readonly begin: () => unknown
  readonly built: BuiltVariable
}

/** The variable of a distribution: a network, or a prior. */
export type VariableOf<Name extends string, Given, Of> = Given extends {
  readonly _tag: infer Tag extends PriorKind
  readonly shape: infer Event extends AnyShape
}
  ? Variable<Name, Tag, PriorOver<Tag>, Event, Nothing, ParamsOfPrior<Given>>
  : OfParts<Name, PartsOf<Given>, Of>

type OfParts<Name extends string, Parts, Of> = Parts extends {
  readonly in: infer In
  readonly out: infer Event extends AnyShape
  readonly params: infer Params
  readonly kind: infer Result
  readonly state: infer State
}
  ? Result extends LatentKind
    ? Variable<Name, Result, DistributionFacts[Result]['over'], Event, Inputs<In, Of>, Params, State>
    : Variable<Name, 'value', 'real', Event, Inputs<In, Of>, Params, State>
  : never

type ParamsOfPrior<Given> = Given extends { readonly init: (key: never) => infer Params } ? Params : null

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** The variables of the inputs of a network. */
const inputsOf = (network: AnyNetwork, of: Names): BuiltVariable['inputs'] =>
  typeof of === 'string'
    ? of
    : Object.fromEntries(Object.keys(namedInputs(network) ?? {}).map((input) => [input, { ...of }[input] ?? input]))

const takesOf = (network: AnyNetwork, inputs: BuiltVariable['inputs']): BuiltVariable['takes'] =>
  typeof inputs === 'string'
    ? { [inputs]: network.input as OneSizes } // safe: `variableFault`: such a network takes one event
    : Object.fromEntries(
        Object.entries(inputs).map(([input, variable]) => [variable, namedInputs(network)?.[input] ?? []]),
      )

const ofNetwork = (name: string, network: AnyNetwork, of: Names): AnyVariable => {
  const inputs = inputsOf(network, of)
  const takes = takesOf(network, inputs)
  return {
    name,
    from: network.kind === 'Tensor' ? 'value' : network.kind,
    over: network.family?.over ?? 'real',
    shape: dimsOf(network.output),
    needs: Object.fromEntries(Object.entries(takes).map(([each, event]) => [each, shapeOf(event)])),
    init: network.init,
    begin: network.begin,
    built: { event: network.output, takes, inputs, network, prior: null },
  }
}

const none = (): null => null

const NOTHING = { takes: {}, inputs: {}, network: null } as const

const ofPrior = (name: string, prior: AnyPart): AnyVariable => ({
  name,
  from: prior._tag,
  over: prior[record].over,
  shape: prior.shape,
  needs: {},
  init: prior.init ?? none,
  begin: none,
  built: { event: prior.event, ...NOTHING, prior },
})

const made = (isValue: boolean, name: string, given: unknown, of: Names): AnyVariable => {
  const fault = nameFault(name) ?? variableFault(name, given, of, isValue)
  if (fault !== null) refuse(fault)
  // safe: `variableFault`: it is one of both
  return isNetwork(given) ? ofNetwork(name, given, of) : ofPrior(name, given as AnyPart)
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/**
 * A variable by its distribution: a prior, or a network that ends in a head.
 *
 * A network of one event is said of which variable it takes it: `variable('x', decoder, 'z')`. One that names its inputs takes
 * the variables of these names: `variable('x', decoder)`; or of others: `variable('z3', transition, { before: 'z2' })`.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 *
 * @example
 * variable('z', DiagonalNormal.standard(20)).shape
 * //=> [20]
 */
export const variable = <const Name extends string, Given, const Of extends Names = undefined>(
  name: KnownName<Name>,
  distribution: DistributionPart<Name, Given, Of, false>,
  of?: Of,
): VariableOf<Name, Given, Of> => made(false, name, distribution, of) as never // safe: `variableFault` is the run-time version of `DistributionPart`

/**
 * A variable that is computed from others by a network: what several distributions have in common.
 *
 * Errors: as `variable`.
 */
export const value = <const Name extends string, Given, const Of extends Names = undefined>(
  name: KnownName<Name>,
  network: DistributionPart<Name, Given, Of, true>,
  of?: Of,
): VariableOf<Name, Given, Of> => made(true, name, network, of) as never // safe: as in `variable`

/** What is given of a shape or of indices itself, or the message in its place. */
export type GivenEvent<Given> = Given extends readonly unknown[]
  ? KnownSizes<Given, 'given'>
  : Given extends Layer<InputOf<'indices', infer _Event>>
    ? Given
    : typeof NO_EVENT

const NO_EVENT = 'given: takes a list of sizes, or Layer.indices' as const

/** A variable that is given, of a shape over a support or of indices. */
export type GivenOf<Name extends string, Given, Over extends Support> = Given extends readonly unknown[]
  ? Variable<Name, 'given', Over, ShapeOf<Given>, Nothing, null>
  : Given extends Layer<InputOf<'indices', infer Event extends AnyIndicesEvent>>
    ? Variable<Name, 'given', 'indices', Event, Nothing, null>
    : never

/** The event of what is given: sizes, or what `Layer.indices` gives. */
const givenEvent = (given: unknown): OneSizes => {
  if (Array.isArray(given)) return given.map((size) => orRefuse(knownSize(size, 'given: a dimension')))
  const { takes } = Object(given) as Partial<Layer<Step>> // safe: what is no layer has no such part
  return takes && !isShape(takes) && isIndices(takes) ? takes : refuse(NO_EVENT)
}

/**
 * A variable that the joint distribution is conditioned on: data, over a support (`'real'` if left out), or indices, which networks
 * look up by `Layer.embedding`: `given('label', Layer.indices(10))`, of which the data has `Data.indices(10, labels)`.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * given('label', [10], 'oneHot').over
 * //=> 'oneHot'
 */
export const given = <const Name extends string, const Given, const Over extends Support = 'real'>(
  name: KnownName<Name>,
  event: GivenEvent<Given>,
  over?: Over,
): GivenOf<Name, Given, Over> => {
  const fault = nameFault(name)
  if (fault !== null) refuse(fault)
  const of = givenEvent(event)
  const [sizes, below] = isShape(of) ? [of, {}] : [of.sizes, { below: of.below }]
  // safe: the event is that of what is given
  return {
    name,
    from: 'given',
    over: isShape(of) ? (over ?? 'real') : 'indices',
    shape: shapeOf(of),
    needs: {},
    init: none,
    begin: none,
    built: { event: sizes, ...below, ...NOTHING, prior: null },
  } as never
}
