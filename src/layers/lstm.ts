/** Long short-term memory. */

import { pipe } from 'fp-ts/lib/function.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type AnyGate, type Cell, type CellStep, type Gates, gate, initialGates } from './cell.js'

type Names = 'input' | 'forget' | 'output' | 'candidate'

/** Long short-term memory as a step. */
export interface Lstm<Hidden extends Dim> extends CellStep {
  readonly hidden: Hidden
  readonly parameters: Gates<Names, this['in'], Hidden>
}

const HIDDEN = 'lstm: the hidden size'

/**
 * Long short-term memory, for `Layer.scan`: `c' = f c + i tanh(…)` is carried beside `h' = o tanh(c')`, with the gates i, f and o of x
 * and h.
 *
 * Shapes: `[Row, In], [Row, Hidden] -> [Row, Hidden]`. Errors: a `ShapeError` when the size is not a whole number above 0.
 * Source: Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997, with the forget gate of Gers, Schmidhuber and Cummins, "Learning
 * to Forget", 2000.
 *
 * @example
 * lstm(32).hidden
 * //=> { dim: 32, size: 32 }
 */
export const lstm = <const Hidden = SizeHint>(
  hidden: KnownSize<Hidden, typeof HIDDEN>,
): Cell<UnlessNever<keyof Hidden, Lstm<DimOf<Hidden> & Dim>>> => {
  const size = orRefuse(knownSize(hidden, HIDDEN))
  return {
    name: 'lstm',
    hidden: size,
    carried: 2,
    init: initialGates(['input', 'forget', 'output', 'candidate'], size),
    next:
      (gates: { readonly [Name in Names]: AnyGate }) =>
      ([h, c], x) => {
        const [before, memory] = [h, c] as [typeof x, typeof x] // safe: two are carried
        const [i, f, o] = [gates.input, gates.forget, gates.output].map((each) => T.sigmoid(gate(each)(before, x))) as [
          typeof x,
          typeof x,
          typeof x,
        ]
        const added = pipe(T.tanh(gate(gates.candidate)(before, x)), T.same.mul(i))
        const kept = pipe(memory, T.same.mul(f), T.same.add(added))
        return [T.same.mul(o)(T.tanh(kept)), kept]
      },
  }
}
