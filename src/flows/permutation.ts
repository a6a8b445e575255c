/** The permutation flow: the numbers of an event in another order, so that the next coupling moves others. */

import type { IsAny, IsUnion, SizeHint, UnlessNever } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { Dim, DimOf, Size } from '../shapes/dim.js'
import { type Said, type Show, show } from '../shapes/message.js'
import { reorder } from '../tensors/columns.js'
import * as T from '../tensors/index.js'
import { type Bijection, made } from './bijection.js'
import { type Leaf, total } from './formula.js'
import { type KnownAxis, knownAxis } from './planar.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type NotAnOrder<Name, Order> = Said<typeof notAnOrder<Show<readonly [Name]>, Show<Order>>>
const notAnOrder = <Event extends string, Order extends string>(event: Event, order: Order) =>
  `Flow.permutation: the order must have each place of ${event} once, not ${order}` as const

/** The places of a tuple of so many, from 0. */
type Places<Order extends readonly unknown[]> = Extract<keyof Order, `${number}`>

/** Whether a tuple has each of its own places once. */
type HasEachPlace<Order extends readonly unknown[]> = [Places<Order>] extends [`${Order[number] & number}`]
  ? [`${Order[number] & number}`] extends [Places<Order>]
    ? true
    : false
  : false

/** The order itself, or the message in its place. What is known only when the program runs is looked at then. */
export type KnownOrder<Given, Order extends readonly unknown[]> =
  IsAny<Order> extends true
    ? never
    : number extends Order['length']
      ? Order
      : IsUnion<Order> extends true
        ? Order
        : number extends Order[number]
          ? Order
          : HasEachPlace<Order> extends true
            ? DimOf<Given> extends number
              ? Order['length'] extends DimOf<Given>
                ? Order
                : NotAnOrder<DimOf<Given>, Order>
              : Order
            : NotAnOrder<DimOf<Given>, Order>

const isOrder = (order: readonly unknown[], size: number): order is readonly number[] =>
  order.length === size && Array.from({ length: size }, (_, at) => at).every((at) => order.includes(at))

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** For each place, where it stands in an order: the order that undoes it. */
const undone = (order: readonly number[]): readonly number[] => order.map((_, at) => order.indexOf(at))

const pass = (order: readonly number[]) => () => (x: T.Tensor<readonly [Dim, Dim]>) => ({
  y: reorder(order)(x),
  logDeterminant: total(T.zerosLike(x) as unknown as Leaf),
})

const permuted = <B>(name: string, axis: Size<Dim>, order: readonly number[]): B =>
  made({ name, event: [axis], init: () => null, forward: pass(order), inverse: pass(undone(order)) })

/**
 * The numbers in another order: `permutation(3, [2, 0, 1])` puts the last one first. It has no parameters, and changes no
 * volume.
 *
 * Shapes: `[Row, N] -> [Row, N]`.
 * Errors: a `ShapeError` when the size is not a whole number above 0, or the order has not each place once.
 *
 * @example
 * permutation(3, [2, 0, 1]).directions
 * //=> ['forward', 'inverse']
 */
export const permutation = <const Given = SizeHint, const Order extends readonly number[] = readonly number[]>(
  size: KnownAxis<Given, 'permutation'>,
  order: KnownOrder<Given, Order>,
): UnlessNever<keyof Given, Bijection<readonly [DimOf<Given> & Dim], null>> => {
  const axis = knownAxis('permutation', size)
  const given = order as readonly unknown[] // safe: it is the order wherever the call compiles
  return isOrder(given, axis.size)
    ? permuted('permutation', axis, given)
    : refuse(notAnOrder(show([axis.dim]), show(given)))
}

/**
 * The numbers from the last to the first: `reverse(20)`. What stands between two couplings or autoregressive flows.
 *
 * Shapes: `[Row, N] -> [Row, N]`. Errors: a `ShapeError` when the size is not a whole number above 0.
 *
 * @example
 * reverse(20).name
 * //=> 'reverse'
 */
export const reverse = <const Given = SizeHint>(
  size: KnownAxis<Given, 'reverse'>,
): UnlessNever<keyof Given, Bijection<readonly [DimOf<Given> & Dim], null>> => {
  const axis = knownAxis('reverse', size)
  return permuted(
    'reverse',
    axis,
    Array.from({ length: axis.size }, (_, at) => axis.size - 1 - at),
  )
}
