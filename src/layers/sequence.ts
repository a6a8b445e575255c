/** Layers one after another, checked as a whole. */

import type { FamilyOf, Kind } from '../distributions/family.js'
import type { Kinds } from '../distributions/kinds.js'
import { child, type Key } from '../random/key.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Sizes } from '../shapes/dim.js'
import { inPart } from '../shapes/part.js'
import type { Tensor } from '../tensors/tensor.js'
import { refuseParameters, rowsComplaint } from './applied.js'
import { applyLayer, builtComplaint } from './held.js'
import { type Built, fits, type Layer, type LayerSummary, takes } from './layer.js'
import type { Expect, Out, Parameters, Step } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A sequence as a step: so that sequences nest. */
export interface Closed<In extends AnyShape, Output extends AnyShape, Params, Result extends Kind> extends Step {
  readonly name: 'sequence'
  readonly takes: In
  readonly out: Expect<In, this['in'], Output>
  readonly parameters: Params
  readonly kind: Result
}

/**
 * A network: a layer whose input is fixed.
 *
 * `init` makes its parameters from a key, `apply` is a pure function of them and of rows of events.
 */
export interface Net<In extends AnyShape, Output extends AnyShape, Params, in out Result extends Kind = 'Tensor'>
  extends Layer<Closed<In, Output, Params, Result>> {
  readonly input: Sizes
  readonly output: Sizes
  readonly kind: Result
  readonly family: FamilyOf<Result>
  /** The layers in their order, those of a network within it in its place. */
  readonly layers: readonly LayerSummary[]
  readonly init: (key: Key) => Params
  readonly apply: (
    parameters: Params,
  ) => <Row extends Dim>(x: Tensor<readonly [Row, ...In]>) => Kinds<Row, Output>[Result]
}

/** What a refused sequence is to the types: it fails at its first use, should its message slip through the check. */
export interface Refused<out Words> {
  readonly refused: Words
}

// -----------------------------------------------------------------------------
// the walk in the types: verdicts and result in one tail-recursive pass
// -----------------------------------------------------------------------------

/** Why a sequence is refused: the place of a layer in it, and the message. */
interface Fault<out Place, out Words extends string> {
  readonly at: Place
  readonly words: Words
}

/** What kind of value stands where a layer should. The run-time check is `kindOf`, to which a record written by hand is a layer. */
type KindOf<Given> = Given extends string
  ? 'a string'
  : Given extends number
    ? 'a number'
    : Given extends (...given: never) => unknown
      ? 'a function'
      : Given extends null | undefined
        ? `${Given}`
        : Given extends { readonly build: unknown }
          ? 'a record written by hand: make it with Layer.custom'
          : 'something else'

type NotALayer<Given> = [undefined, undefined extends 1 ? true : false] extends [Given, false]
  ? unknown extends Given
    ? 'is not a layer but something else'
    : [Given] extends [undefined]
      ? 'is not a layer but undefined'
      : 'may be undefined'
  : IsUnion<Given> extends true
    ? 'is a union, and not all of its members are layers'
    : `is not a layer but ${KindOf<Given>}`

type Nth<Before extends readonly unknown[]> = [...Before, 0]['length'] & number

type FaultAfter<Before extends readonly unknown[], Words extends string> = Fault<
  `${Before['length']}`,
  `layer ${Nth<Before>} ${Words}`
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
    : FaultAfter<Params, `comes after a ${Result & string} head, which must be last`>
  : { readonly in: In; readonly out: Event; readonly params: Params; readonly kind: Result }

type Opening<Head> = [Head] extends [Layer<infer F>]
  ? F['takes'] extends string
    ? `layer 1 (${F['name'] & string}) does not say what it takes: begin with Layer.input(shape)`
    : readonly [F['takes']]
  : readonly [unknown]

/** Why the layers are not one tuple of them. */
interface Unlisted<out Words extends string> extends Fault<unknown, Words> {
  readonly unlisted: true
}

type Sequence<Layers extends readonly unknown[]> =
  IsUnion<Layers> extends true
    ? Unlisted<'sequence: the layers must be one list, not a union of lists'>
    : number extends Layers['length']
      ? Unlisted<'sequence: the number of layers is known only when the program runs'>
      : Layers extends readonly [infer Head, ...unknown[]]
        ? Opening<Head> extends readonly [infer Needed]
          ? Walk<[...Layers], Needed, Needed, 'Tensor', readonly []>
          : Fault<'0', Opening<Head> & string>
        : Layers extends readonly []
          ? Fault<'0', 'sequence: takes one layer or more but is given none'>
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
type Unlist<Layers extends readonly unknown[], Words> =
  Partial<{ readonly [Index in keyof Layers]: Layers[Index] | Words }> extends infer Known extends readonly unknown[]
    ? readonly [...Known, ...Words[]]
    : never

type RestOf<Layers> = Layers extends readonly [unknown, ...infer Rest] ? Rest : never

/**
 * The parameters of `sequence`: the layers themselves, and the message alone in place of the one that does not fit.
 *
 * `any` fits in the place of any message: so the message of a layer of `any` stands in the place of all parameters.
 */
export type Checked<Layers extends readonly unknown[]> =
  Sequence<Layers> extends Fault<infer Place, infer Words>
    ? Sequence<Layers> extends Unlisted<Words>
      ? Unlist<Before<Layers>, Words>
      : Words extends `layer ${number} is any`
        ? Words & readonly unknown[]
        : Layers extends readonly []
          ? readonly [Words]
          : { [Index in keyof Layers]: Index extends Place ? Words : Layers[Index] }
    : Layers

/** The network of some layers. */
export type Sequenced<Layers extends readonly unknown[]> =
  Sequence<Layers> extends infer Walked
    ? Walked extends {
        readonly in: infer In extends AnyShape
        readonly out: infer Output extends AnyShape
        readonly params: infer Params
        readonly kind: infer Result extends Kind
      }
      ? Net<In, Output, Params, Result>
      : Refused<Walked extends Fault<unknown, infer Words> ? Words : 'refused'>
    : never

// -----------------------------------------------------------------------------
// the walk at run time
// -----------------------------------------------------------------------------

type AnyLayer = Layer<Step>

const kindOf = (given: unknown): string =>
  given === null || given === undefined
    ? `${given}`
    : ['string', 'number', 'function'].includes(typeof given)
      ? `a ${typeof given}`
      : 'something else'

const isLayer = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'build' in given && typeof given.build === 'function'

/** The first of what is given that is not a layer, as a message, or `null`. */
const strangerIn = (given: readonly unknown[]): string | null => {
  const at = given.findIndex((each) => !isLayer(each))
  return at < 0 ? null : `layer ${at + 1} is not a layer but ${kindOf(given[at])}`
}

const buildNext =
  (layers: readonly AnyLayer[]) =>
  (before: readonly Built[] | string, layer: AnyLayer, index: number): readonly Built[] | string => {
    if (typeof before === 'string') return before
    const last = before.at(-1)
    if (last !== undefined && last.kind !== 'Tensor')
      return `layer ${index + 1} comes after a ${last.kind} head, which must be last`
    const part = `layer ${index + 1} (${layer.name})`
    const built = inPart(part, () => layer.build(last?.out ?? layers[0]?.takes ?? []))
    const words = typeof built === 'string' ? built : builtComplaint(layer, built)
    return typeof built === 'string' || words !== null ? `${part} ${words}` : [...before, built]
  }

const build = (layers: readonly AnyLayer[]): readonly Built[] | string =>
  layers.length === 0
    ? 'sequence: takes one layer or more but is given none'
    : (strangerIn(layers) ??
      (layers[0]?.takes
        ? layers.reduce<readonly Built[] | string>(buildNext(layers), [])
        : `layer 1 (${layers[0]?.name}) does not say what it takes: begin with Layer.input(shape)`))

/** What `init` of a layer gives is what its `apply` takes: the one thing that the erased walk relies on. */
const applyAll =
  (input: Sizes, built: readonly Built[], names: readonly string[]) =>
  (parameters: readonly unknown[]) =>
  (x: unknown): unknown => {
    refuseParameters(built.length, parameters)
    const words = rowsComplaint(input, x)
    return words === null
      ? built.reduce(
          (value, each, index) => applyLayer(`layer ${index + 1} (${names[index]})`, each, parameters[index], value),
          x,
        )
      : refuse(`sequence: ${words}`)
  }

/**
 * Layers one after another: an encoder, a decoder, or a block of one.
 *
 * The first says what it takes (`dense(784, 500)`, `input([28, 28, 1])`); those after it may take their input size from
 * the one before. A head must be last.
 *
 * Shapes: `[Row, ...In] -> Kinds<Row, Out>`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it: when it is made, and when it is
 * applied to other rows or parameters.
 *
 * @example
 * Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20)).kind
 * //=> 'DiagonalNormal'
 */
export const sequence = <const Layers extends readonly unknown[]>(...layers: Checked<Layers>): Sequenced<Layers> => {
  const given = layers as readonly unknown[] as readonly AnyLayer[]
  const built = orRefuse(build(given))
  const input = given[0]?.takes ?? []
  const names = given.map(({ name }) => name)
  const last = built.at(-1)
  const net = {
    name: 'sequence',
    takes: input,
    input,
    output: last?.out ?? [],
    kind: last?.kind ?? 'Tensor',
    family: last?.family ?? null,
    layers: built.flatMap(({ layers: own, out }, index) => own ?? [{ name: names[index] ?? '', out }]),
    init: (key: Key) =>
      built.map((each, index) => inPart(`layer ${index + 1} (${names[index]})`, () => each.init(child(index)(key)))),
    apply: applyAll(input, built, names),
    build: (event: Sizes): Built | string => (fits(input, event) ? { ...net, out: net.output } : takes(input, event)),
  }
  // safe: `build` is the run-time version of `Walk`, and the layers of the tuple are those that were built
  return net as never
}
