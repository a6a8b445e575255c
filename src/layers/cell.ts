/** A step that is repeated over time: what is carried from one to the next, and the gates that it is made of. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import type { AnySize, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a cell is to the types: a function of the size of its input to its parameters. */
export interface CellStep {
  readonly in: unknown
  readonly hidden: unknown
  readonly parameters: unknown
}

/** Rows of one axis, inside a cell. */
export type Vectors = T.Tensor<readonly ['batch', 'hidden']>

/** A cell: it makes its parameters for an input, and goes from what is carried and an input to what is carried next. */
export interface Cell<out F extends CellStep> {
  readonly name: string
  readonly hidden: AnySize
  /** How many vectors are carried: the first of them is what the cell gives. */
  readonly carried: number
  readonly init: (input: AnySize) => (key: Key) => unknown
  readonly next: (parameters: never) => (carried: readonly Vectors[], x: Vectors) => readonly Vectors[]
  /** For the compiler alone. */
  readonly step?: F
}

// -----------------------------------------------------------------------------
// gates
// -----------------------------------------------------------------------------

/** A map of the input and of what is carried, with a bias. A type and not an interface, so that it is a tree of tensors. */
export type Gate<In, Hidden> = {
  readonly input: T.Tensor<readonly [In, Hidden]>
  readonly hidden: T.Tensor<readonly [Hidden, Hidden]>
  readonly bias: T.Tensor<readonly [Hidden]>
}

/** A gate for each of several names. */
export type Gates<Names extends string, In, Hidden> = { readonly [Name in Names]: Gate<In, Hidden> }

const uniform = (limit: number, rows: AnySize, columns: AnySize, key: Key) =>
  pipe(
    Random.uniform(key)({ shape: [rows.dim, columns.dim] as readonly [Dim, Dim], sizes: [rows.size, columns.size] }),
    T.mulScalar(2 * limit),
    T.addScalar(-limit),
  )

/** The first weights of gates: uniform within `±√(6 / (in + out))`, as those of dense layers, and biases of 0. */
export const initialGates =
  (names: readonly string[], hidden: AnySize) =>
  (input: AnySize) =>
  (key: Key): unknown =>
    Object.fromEntries(
      names.map((name) => {
        const weights = (of: AnySize, which: string) =>
          uniform(Math.sqrt(6 / (of.size + hidden.size)), of, hidden, child(which)(child(name)(key)))
        const bias = T.zeros<readonly [Dim]>([hidden.dim], [hidden.size])
        return [name, { input: weights(input, 'input'), hidden: weights(hidden, 'hidden'), bias }]
      }),
    )

/** A gate inside a cell, whose names the types do not know. */
export type AnyGate = Gate<'hidden', 'hidden'>

/** `x W + h U + b`. Shapes: `[Row, In], [Row, Hidden] -> [Row, Hidden]`. */
export const gate =
  ({ input, hidden, bias }: AnyGate) =>
  (h: Vectors, x: Vectors): Vectors =>
    pipe(x, T.affine(input, bias), T.same.add(pipe(h, T.matmul(hidden))))
