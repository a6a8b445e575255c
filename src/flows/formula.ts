/** The tensors inside the formula of a flow: rows whose event is erased, and the parameters under them. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Leaf } from '../distributions/leaf.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

export { add, type Leaf, mul, sub } from '../distributions/leaf.js'

/** The sum over the event of each row. Shapes: `[Row, ...Event] -> [Row]`. */
export const total = (x: Leaf): Leaf => T.sumEvent(x.shape.slice(1))<AnyShape>(x)

/** A parameter of every number under each row. Shapes: `[...Event] -> [Row, ...Event]`. */
export const underRows =
  (x: Leaf) =>
  (parameter: Leaf): Leaf =>
    pipe(T.zerosLike(x), T.trailing.add(parameter)<AnyShape>)

/** Operations on two tensors whose shapes broadcast. */
const two =
  (run: (right: never) => (left: never) => unknown) =>
  (right: Leaf) =>
  (left: Leaf): Leaf =>
    run(right as never)(left as never) as Leaf // safe: the rule of the operation looks at both shapes as it runs

/** `left + right`, of shapes that broadcast. */
export const plus = two(T.add)

/** `left · right`, of shapes that broadcast. */
export const times = two(T.mul)

/** `left / right`, of shapes that broadcast. */
export const over = two(T.div)

/** 1 where `left >= right`, else 0, of shapes that broadcast. */
export const atLeast = two(T.greaterEqual)

/** 1 where `left` is `right`, else 0, of shapes that broadcast. */
export const equals = two(T.equal)

/** The first where a condition is not 0, the second where it is. */
export const choose =
  (yes: Leaf, no: Leaf) =>
  (condition: Leaf): Leaf =>
    T.where(yes as never, no as never)(condition as never) as unknown as Leaf // safe: as in `two`

/** A number of each row under all numbers of its event. Shapes: `[Row] -> [Row, 1]`. */
export const column = (x: Leaf): Leaf => T.expand(-1)(x as never) as unknown as Leaf // safe: an axis may stand behind any other

// -----------------------------------------------------------------------------
// along the last axis
// -----------------------------------------------------------------------------

/** The sum. Shapes: `[..., Last] -> [...]`. */
export const sumLast = (x: Leaf): Leaf => T.sumEvent<AnyShape>(x.shape.slice(-1))<AnyShape>(x)

/** Each number and all before it. Shapes: `[..., Last] -> [..., Last]`. */
export const runningSum = (x: Leaf): Leaf => T.cumsum(-1)(x as never) as unknown as Leaf // safe: it keeps the shape

/** Its parts, which are together as many. Shapes: `[..., Last]`, of some numbers each. */
export const parts = (counts: readonly number[], x: Leaf): readonly Leaf[] =>
  // safe: the operation looks at whether they are together as many
  T.split(-1, counts as never)(x as never) as readonly unknown[] as readonly Leaf[]

/** The second, and the first after it. Shapes: two of `[..., Last]`. */
export const joined = (right: Leaf, left: Leaf): Leaf => T.concat(right as never, -1)(left as never) as unknown as Leaf // safe: as in `two`
