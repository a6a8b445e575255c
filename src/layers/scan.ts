/** A recurrent step repeated over time, with the same parameters at each. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Key } from '../random/key.js'
import { refuse } from '../shapes/defect.js'
import { type AnySize, type Dim, dimsOf } from '../shapes/dim.js'
import { type Show, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { unwrap, wrap } from '../tensors/native.js'
import type { Cell, CellStep, Vectors } from './cell.js'
import { type Layer, madeOf } from './layer.js'
import type { Step } from './step.js'

type ParametersOf<F extends CellStep, Event> = Event extends readonly [Dim, infer In]
  ? (F & { readonly in: In })['parameters']
  : never

/** A scan as a step. */
export interface Scan<F extends CellStep> extends Step {
  readonly name: 'scan'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [infer Time extends Dim, Dim]
    ? readonly [Time, F['hidden']]
    : `takes [time, n] but is given ${Show<this['in']>}`
  readonly parameters: ParametersOf<F, this['in']>
  readonly kind: 'Tensor'
}

/** Rows of sequences. */
type Sequences = T.Tensor<readonly ['batch', 'time', 'hidden']>

/** The inputs of one time. */
const inputAt = (x: Sequences, time: number): Vectors => pipe(x, T.slice(1, time as 0, 1), T.squeeze(1)) // safe: each time is a place of the axis, and the types need not know which

/** What the cell gives at each time, from a beginning of zeros. */
const unrolled = ({ next, carried, hidden }: Cell<CellStep>, parameters: unknown, x: Sequences): readonly Vectors[] => {
  const [rows, times] = x.sizes as [number, number, number]
  // safe: the types of the inside know no sizes; its tensors have those of the gates
  const zero = T.zeros(['batch', hidden.dim] as readonly ['batch', 'hidden'], [rows, hidden.size])
  const step = next(parameters as never)
  const given: Vectors[] = []
  let state: readonly Vectors[] = Array.from({ length: carried }, () => zero)
  for (let time = 0; time < times; time++) {
    state = step(state, inputAt(x, time))
    given.push(state[0] as Vectors) // safe: a cell carries one vector at least
  }
  return given
}

/**
 * A recurrent cell over the time of each event, from a beginning of zeros: what it gives at every time. The program has the cell once for
 * each time, with the same parameters.
 *
 * Shapes: `[Row, Time, In] -> [Row, Time, Hidden]`. Errors: a `ShapeError` for what is not a cell.
 * Source: the cells: Cho et al., arXiv:1406.1078; Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997.
 *
 * @example
 * scan(Layer.gru(32)).name
 * //=> 'scan'
 */
export const scan = <F extends CellStep>(cell: Cell<F>): Layer<Scan<F>> => {
  if (typeof cell?.next !== 'function') return refuse('scan: the cell is not a cell: take Layer.gru or Layer.lstm')
  return madeOf({
    name: 'scan',
    takes: null,
    build: (given) => {
      const [time, input] = given
      if (given.length !== 2 || time === undefined || input === undefined)
        return `takes [time, n] but is given ${show(dimsOf(given))}`
      const out: readonly AnySize[] = [time, cell.hidden]
      return {
        out,
        kind: 'Tensor',
        family: null,
        init: (key: Key) => cell.init(input)(key),
        apply: (parameters: never) => (x: Sequences) => {
          const named: Sequences = wrap(['batch', 'time', input.dim], unwrap(x))
          const all = T.stack(1)(unrolled(cell, parameters, named) as readonly [Vectors]) // safe: there is a time at least
          return wrap([x.shape[0], ...dimsOf(out)], unwrap(all))
        },
      }
    },
  })
}
