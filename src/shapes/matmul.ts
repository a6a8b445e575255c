/** The matrix product: the inner sizes must be equal, leading axes broadcast. */

import { type Broadcast, broadcast } from './broadcast.js'
import type { Dim, Shape } from './dim.js'
import type { Equal } from './equal.js'
import { type Said, type Show, show } from './message.js'

type Inner<Left, Right, A extends Dim, B extends Dim> = Said<typeof inner<A, B, Show<Left>, Show<Right>>>
type Rank<Left, Right> = Said<typeof rank<Show<Left>, Show<Right>>>

const inner = <A extends Dim, B extends Dim, Left extends string, Right extends string>(
  a: A,
  b: B,
  left: Left,
  right: Right,
) => `matmul: the inner sizes ${a} and ${b} differ, in ${left} and ${right}` as const
const rank = <Left extends string, Right extends string>(left: Left, right: Right) =>
  `matmul: takes two tensors of two or more axes but is given ${left} and ${right}` as const

type WithBatch<Lead, Rows extends Dim, Columns extends Dim> = Lead extends string
  ? Lead
  : Lead extends readonly unknown[]
    ? readonly [...Lead, Rows, Columns]
    : never

/**
 * The shape of a matrix product, else the message.
 *
 * @example
 * Matmul<readonly ['batch', 784], readonly [784, 20]>
 * //=> readonly ['batch', 20]
 */
export type Matmul<Left, Right> = [Left, Right] extends [infer One, infer Other] ? Multiplied<One, Other> : never

/** Both by `infer` above: while the shapes are not known, the compiler would work out the message, and drop them. */
type Multiplied<Left, Right> = Left extends readonly [
  ...infer LeadLeft,
  infer Rows extends Dim,
  infer InnerLeft extends Dim,
]
  ? Right extends readonly [...infer LeadRight, infer InnerRight extends Dim, infer Columns extends Dim]
    ? Equal<InnerLeft, InnerRight> extends true
      ? WithBatch<Broadcast<LeadLeft, LeadRight>, Rows, Columns>
      : Inner<Left, Right, InnerLeft, InnerRight>
    : Rank<Left, Right>
  : Rank<Left, Right>

/** The run-time version of `Matmul`: a shape, or the message. */
export const matmul = (left: Shape, right: Shape): Shape | string => {
  if (left.length < 2 || right.length < 2) return rank(show(left), show(right))
  if (left.at(-1) !== right.at(-2)) return inner(left.at(-1) as Dim, right.at(-2) as Dim, show(left), show(right))
  const lead = broadcast(left.slice(0, -2), right.slice(0, -2))
  return typeof lead === 'string' ? lead : [...lead, left.at(-2) as Dim, right.at(-1) as Dim]
}
