/**
 * A bijection: a map of events that can be undone, with the logarithm of how it changes volumes.
 *
 * Its type says which ways it goes. A way that is not known in closed form is not there, and what needs it does not compile.
 */

import { rowsFault } from '../layers/inputs.js'
import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, type Dim, dimsOf, type Sizes } from '../shapes/dim.js'
import type { Said } from '../shapes/message.js'
import type { Tensor } from '../tensors/tensor.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The way from the noise to the sample, and the way back. */
export type Direction = 'forward' | 'inverse'

/** Where rows are moved to, and the logarithm of how volumes change there. */
export interface Moved<Row extends Dim, Event extends AnyShape> {
  readonly y: Tensor<readonly [Row, ...Event]>
  /** `ln |det dy/dx|`. Units: nats. */
  readonly logDeterminant: Tensor<readonly [Row]>
}

/** A map of rows, by its parameters. Shapes: `[Row, ...Event] -> [Row, ...Event]`, and `[Row]`. */
export type Pass<Event extends AnyShape, Params> = (
  parameters: Params,
) => <Row extends Dim>(x: Tensor<readonly [Row, ...Event]>) => Moved<Row, Event>

/** The message in the place of a way that is not there. */
export type Missing<Way extends Direction> = Said<typeof missing<Way>>
const missing = <Way extends Direction>(way: Way) =>
  `the flow does not go ${way}: its type says which directions it has` as const

/** A way that is not there: no parameters are its message, so that what calls it does not compile. */
export type NoPass<Way extends Direction, Event extends AnyShape> = (
  parameters: Missing<Way>,
) => <Row extends Dim>(x: Tensor<readonly [Row, ...Event]>) => Moved<Row, Event>

/**
 * A bijection of events.
 *
 * - `Event`: the shape of an event.
 * - `Params`: the tree of its parameters.
 * - `Has`: the directions that it goes: `'forward'`, `'inverse'` or both.
 * - `Slow`: those of them that take a pass for every number of the event, one after another.
 */
export interface Bijection<
  in out Event extends AnyShape,
  in out Params,
  Has extends Direction = Direction,
  out Slow extends Direction = never,
> {
  readonly name: string
  readonly shape: Event
  readonly event: Sizes
  readonly directions: readonly Has[]
  readonly slow: readonly Slow[]
  /** The first parameters: `null` where there are none. */
  readonly init: (key: Key) => Params
  readonly forward: 'forward' extends Has ? Pass<Event, Params> : NoPass<'forward', Event>
  readonly inverse: 'inverse' extends Has ? Pass<Event, Params> : NoPass<'inverse', Event>
}

/** A bijection whose types are erased: what `init` gives, its passes take. */
export interface AnyBijection {
  readonly name: string
  readonly shape: AnyShape
  readonly event: Sizes
  readonly directions: readonly Direction[]
  readonly slow: readonly Direction[]
  readonly init: (key: Key) => unknown
  readonly forward: AnyPass
  readonly inverse: AnyPass
}

/** A pass whose types are erased. */
export type AnyPass = (parameters: unknown) => (x: never) => Moved<Dim, AnyShape>

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** What a bijection is made of: of a way that it does not go there is no pass. */
export interface Passes {
  readonly forward?: (parameters: never) => (x: never) => unknown
  readonly inverse?: (parameters: never) => (x: never) => unknown
}

/** What a bijection is made of. */
interface Parts extends Passes {
  readonly name: string
  readonly event: Sizes
  readonly slow?: readonly Direction[]
  readonly init: (key: Key) => unknown
}

const DIRECTIONS: readonly Direction[] = ['forward', 'inverse']

/** A pass that refuses what a cast let through: another way, or rows of another event. */
const checked = ({ name, event, ...passes }: Parts, way: Direction): AnyPass => {
  const own = passes[way]
  if (own === undefined) return () => refuse(missing(way))
  return (parameters) => (x) => {
    const words = rowsFault(event, x)
    // safe: it is the pass of the parameters that `init` of the same parts makes
    return words === null ? (own(parameters as never)(x) as Moved<Dim, AnyShape>) : refuse(`${name} ${words}`)
  }
}

/** A bijection of a type. Internal: its caller vouches that the parts are those of the type. */
export const made = <B>(parts: Parts): B => {
  const { name, event, slow = [], init } = parts
  const bijection: AnyBijection = {
    name,
    shape: dimsOf(event),
    event,
    directions: DIRECTIONS.filter((way) => parts[way] !== undefined),
    slow,
    init,
    forward: checked(parts, 'forward'),
    inverse: checked(parts, 'inverse'),
  }
  return bijection as never // safe: the caller vouches for it
}

/** Whether something is a bijection, which a cast may let past the compiler. */
export const isBijection = (given: unknown): given is AnyBijection =>
  typeof given === 'object' && given !== null && 'directions' in given && 'event' in given && 'forward' in given
