/** The affine flow: every number of the event scaled and shifted by its own. */

import { pipe } from 'fp-ts/lib/function.js'
import { boundLogScale } from '../distributions/bound.js'
import { knownEvent } from '../distributions/standard.js'
import type { KnownSizes } from '../shapes/checkDim.js'
import { dimsOf, numbersOf, type ShapeOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type Bijection, made } from './bijection.js'
import { add, type Leaf, mul, sub, total, underRows } from './formula.js'

/** The parameters of an affine flow. A type and not an interface, so that it is a tree of tensors. */
export type AffineFlow<Event extends readonly unknown[]> = {
  readonly shift: T.Tensor<Event>
  readonly logScale: T.Tensor<Event>
}

type Own = { readonly shift: Leaf; readonly logScale: Leaf }

/**
 * `y = x · exp(logScale) + shift`, number by number: `affine(20)`. It begins as the identity, and the log-scales are bounded.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 * Source: Papamakarios et al., "Normalizing Flows for Probabilistic Modeling and Inference", arXiv:1912.02762, section 3.1.1.
 *
 * @example
 * affine(20).directions
 * //=> ['forward', 'inverse']
 */
export const affine = <const Given extends readonly unknown[]>(
  ...sizes: KnownSizes<Given, 'Flow.affine'>
): Bijection<ShapeOf<Given>, AffineFlow<ShapeOf<Given>>> => {
  const event = knownEvent('Flow.affine', sizes)
  const zeros = () => T.zeros(dimsOf(event), numbersOf(event))
  return made({
    name: 'affine',
    event,
    init: () => ({ shift: zeros(), logScale: zeros() }),
    forward: (own: Own) => (x: Leaf) => {
      const logScale = boundLogScale(own.logScale)
      return {
        y: pipe(x, mul(T.exp(logScale)), add(own.shift)),
        logDeterminant: total(underRows(x)(logScale)),
      }
    },
    inverse: (own: Own) => (y: Leaf) => {
      const logScale = pipe(own.logScale, boundLogScale, T.negate)
      return {
        y: pipe(y, sub(own.shift), mul(T.exp(logScale))),
        logDeterminant: total(underRows(y)(logScale)),
      }
    },
  })
}
