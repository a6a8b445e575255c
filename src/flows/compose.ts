/** Flows one after another, and a flow the other way round. */

import { child, type Key } from '../random/key.js'
import type { IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Sizes } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import { type Said, type Show, show } from '../shapes/message.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { type AnyBijection, type Bijection, type Direction, isBijection, type Moved, made } from './bijection.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

/** Why flows do not compose: the place of the one that does not fit, and the message. */
interface Fault<out Place, out Words extends string> {
  readonly at: Place
  readonly words: Words
}

const NO_FLOWS = 'Flow.compose: takes one flow or more but is given none'

const NOT_A_FLOW = 'is not a flow'

type OtherEvent<Over, First> = Said<typeof otherEvent<Show<Over>, Show<First>>>
const otherEvent = <Over extends string, First extends string>(over: Over, first: First) =>
  `is over ${over} but the first is over ${first}` as const

type OtherWay<Way extends Direction, Before extends Direction> = Said<typeof otherWay<Way, Before>>
const otherWay = <Way extends Direction, Before extends Direction>(way: Way, before: Before) =>
  `goes ${way} alone but those before it go ${before} alone` as const

const atFlow = <Place extends number, Words extends string>(place: Place, words: Words) =>
  `Flow.compose: flow ${place} ${words}` as const

type Nth<Before extends readonly unknown[]> = [...Before, 0]['length'] & number

type FaultAfter<Before extends readonly unknown[], Words extends string> = Fault<
  `${Before['length']}`,
  Said<typeof atFlow<Nth<Before>, Words>>
>

/** The flows so far as one, or the fault of the first that does not fit. */
type Walk<
  Flows extends readonly unknown[],
  Event,
  Has extends Direction,
  Slow extends Direction,
  Params extends readonly unknown[],
> = Flows extends readonly [infer Head, ...infer Rest]
  ? IsUnion<Head> extends true
    ? FaultAfter<Params, 'is a union; pass one'>
    : Head extends Bijection<infer Own, infer OwnParams, infer OwnHas, infer OwnSlow>
      ? Same<readonly [Own], readonly [Event]> extends true
        ? [Has & OwnHas] extends [never]
          ? FaultAfter<Params, OtherWay<OwnHas, Has>>
          : Walk<Rest, Event, Has & OwnHas, Slow | OwnSlow, readonly [...Params, OwnParams]>
        : FaultAfter<Params, OtherEvent<Own, Event>>
      : FaultAfter<Params, typeof NOT_A_FLOW>
  : { readonly event: Event; readonly has: Has; readonly slow: Slow & Has; readonly params: Params }

type EventOf<Given> = Given extends Bijection<infer Event, infer _Params, infer _Has, infer _Slow> ? Event : never

type Walked<Flows extends readonly unknown[]> = number extends Flows['length']
  ? Fault<unknown, 'Flow.compose: the number of flows is known only when the program runs; use Flow.repeat'>
  : Flows extends readonly [infer Head, ...unknown[]]
    ? Walk<Flows, EventOf<Head>, Direction, never, readonly []>
    : Fault<'0', typeof NO_FLOWS>

/** The flows themselves, and the message alone in the place of the one that does not fit. */
export type CheckedFlows<Flows extends readonly unknown[]> =
  Walked<Flows> extends Fault<infer Place, infer Words>
    ? Flows extends readonly []
      ? readonly [Words]
      : { readonly [Index in keyof Flows]: Index extends Place ? Words : Flows[Index] }
    : Flows

/** Several flows as one. */
export type Composed<Flows extends readonly unknown[]> =
  Walked<Flows> extends {
    readonly event: infer Event extends AnyShape
    readonly has: infer Has extends Direction
    readonly slow: infer Slow extends Direction
    readonly params: infer Params
  }
    ? Bijection<Event, Params, Has, Slow>
    : never

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

const commonOf = (flows: readonly AnyBijection[]): readonly Direction[] =>
  (['forward', 'inverse'] as const).filter((way) => flows.every(({ directions }) => directions.includes(way)))

const faultOf = (flows: readonly AnyBijection[], at: number): string | null => {
  const [flow, first] = [flows[at], flows[0]] as [AnyBijection, AnyBijection]
  const before = commonOf(flows.slice(0, at))
  return !isBijection(flow)
    ? NOT_A_FLOW
    : !same(flow.shape, first.shape)
      ? otherEvent(show(flow.shape), show(first.shape))
      : commonOf(flows.slice(0, at + 1)).length === 0
        ? otherWay(flow.directions[0] as Direction, before[0] as Direction) // safe: each goes one way at least
        : null
}

/** The message for flows that do not compose, or `null`. */
const composeFault = (flows: readonly AnyBijection[]): string | null => {
  if (flows.length === 0) return NO_FLOWS
  // not all at once: what stands before a flow is asked for its directions
  const at = flows.findIndex((_, place) => faultOf(flows, place) !== null)
  return at < 0 ? null : atFlow(at + 1, `${faultOf(flows, at)}`)
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

type AnyMoved = Moved<Dim, AnyShape>

/** After a first flow a second one: where both lead, and by how much volumes change in both. */
const andThen = (before: AnyMoved, next: (x: never) => AnyMoved): AnyMoved => {
  const { y, logDeterminant } = next(before.y as never)
  return { y, logDeterminant: T.same.add(before.logDeterminant)(logDeterminant) }
}

const pass = (flows: readonly AnyBijection[], way: Direction) => (own: readonly unknown[]) => (x: never) => {
  const steps = flows.map((flow, at) => flow[way](own[at]))
  const [first, ...others] = (way === 'forward' ? steps : steps.toReversed()) as [
    (x: never) => AnyMoved,
    ...((x: never) => AnyMoved)[],
  ]
  return others.reduce(andThen, first(x))
}

/** Flows that have been looked at, as one. */
const chain = <B>(name: string, event: Sizes, flows: readonly AnyBijection[]): B => {
  const ways = commonOf(flows)
  return made({
    name,
    event,
    slow: ways.filter((way) => flows.some(({ slow }) => slow.includes(way))),
    init: (key: Key) => flows.map((flow, at) => flow.init(child(at)(key))),
    ...Object.fromEntries(ways.map((way) => [way, pass(flows, way)])),
  })
}

/**
 * Flows one after another, the first nearest to the noise: `Flow.compose(Flow.affine(20), Flow.planar(20))`.
 *
 * It goes in the directions that all of them go. Its parameters are those of each, in their order.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`. Errors: a `ShapeError` with the message of the compiler, past a cast.
 * Source: Rezende and Mohamed, "Variational Inference with Normalizing Flows", arXiv:1505.05770, equations 6 and 7.
 *
 * @example
 * compose(radial(20), planar(20)).directions
 * //=> ['forward']
 */
export const compose = <const Flows extends readonly unknown[]>(...flows: CheckedFlows<Flows>): Composed<Flows> => {
  const given = flows as readonly unknown[] as readonly AnyBijection[] // safe: the check at run time looks at each
  const words = composeFault(given)
  return words === null ? chain('compose', (given[0] as AnyBijection).event, given) : refuse(words)
}

const COUNT = 'Flow.repeat: the number of flows'

/**
 * As many flows of one form one after another, each with parameters of its own: `repeat(8, planar(20))`.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`. Errors: a `ShapeError` when the number is not a whole one above 0.
 *
 * @example
 * repeat(8, planar(20)).directions
 * //=> ['forward']
 */
export const repeat = <
  const Count extends number,
  Event extends AnyShape,
  Params,
  Has extends Direction,
  Slow extends Direction,
>(
  count: WholeNumber<Count, typeof COUNT>,
  flow: Bijection<Event, Params, Has, Slow>,
): Bijection<Event, readonly Params[], Has, Slow> => {
  const times = counted(count, COUNT)
  const given = flow as unknown as AnyBijection // safe: its types are erased
  return chain(
    'repeat',
    given.event,
    Array.from({ length: times }, () => given),
  )
}

/** The directions of a flow the other way round. */
export type Turned<Has extends Direction> = Has extends 'forward' ? 'inverse' : 'forward'

const TURNED = { forward: 'inverse', inverse: 'forward' } as const satisfies Record<Direction, Direction>

/**
 * A flow the other way round: `inverted(iaf(20, { hidden: [64] }))` gives a density in one pass.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`.
 *
 * @example
 * inverted(planar(20)).directions
 * //=> ['inverse']
 */
export const inverted = <Event extends AnyShape, Params, Has extends Direction, Slow extends Direction>(
  flow: Bijection<Event, Params, Has, Slow>,
): Bijection<Event, Params, Turned<Has>, Turned<Slow>> => {
  const { name, event, init, slow, directions, ...passes } = flow as unknown as AnyBijection // safe: as in `repeat`
  return made({
    name: `inverted ${name}`,
    event,
    init,
    slow: slow.map((way) => TURNED[way]),
    ...Object.fromEntries(directions.map((way) => [TURNED[way], passes[way]])),
  })
}
