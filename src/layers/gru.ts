/** The gated recurrent unit. */

import { pipe } from 'fp-ts/lib/function.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type AnyGate, type Cell, type CellStep, type Gates, gate, initialGates } from './cell.js'

/** A gated recurrent unit as a step. */
export interface Gru<Hidden extends Dim> extends CellStep {
  readonly hidden: Hidden
  readonly parameters: Gates<'reset' | 'update' | 'candidate', this['in'], Hidden>
}

type AnyGates = { readonly [Name in 'reset' | 'update' | 'candidate']: AnyGate }

const HIDDEN = 'gru: the hidden size'

/**
 * A gated recurrent unit, for `Layer.scan`: `h' = u h + (1 - u) tanh(x W + (r h) U + b)`, with the gates r and u of x and h.
 *
 * Shapes: `[Row, In], [Row, Hidden] -> [Row, Hidden]`. Errors: a `ShapeError` when the size is not a whole number above 0.
 * Source: Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder", arXiv:1406.1078, equations 5 to 8.
 *
 * @example
 * gru(32).hidden
 * //=> { dim: 32, size: 32 }
 */
export const gru = <const Hidden = SizeHint>(
  hidden: KnownSize<Hidden, typeof HIDDEN>,
): Cell<UnlessNever<keyof Hidden, Gru<DimOf<Hidden> & Dim>>> => {
  const size = orRefuse(knownSize(hidden, HIDDEN))
  return {
    name: 'gru',
    hidden: size,
    carried: 1,
    init: initialGates(['reset', 'update', 'candidate'], size),
    next:
      ({ reset, update, candidate }: AnyGates) =>
      ([h], x) => {
        const before = h as typeof x // safe: one is carried
        const [r, u] = [T.sigmoid(gate(reset)(before, x)), T.sigmoid(gate(update)(before, x))]
        const proposed = T.tanh(gate(candidate)(T.same.mul(r)(before), x))
        // u h + (1 - u) proposed
        return [pipe(before, T.same.sub(proposed), T.same.mul(u), T.same.add(proposed))]
      },
  }
}
