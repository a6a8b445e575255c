/** Kullback-Leibler divergences in closed form, of laws that are not normal. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import type { Laplace } from './laplace.js'

/**
 * `KL(q || p)` of two Laplace laws, summed over the event.
 *
 * With `t = |mean_q - mean_p| / scale_q` and `r = ln(scale_q / scale_p)`, `Σ eʳ(e⁻ᵗ - 1 + t) + (eʳ - 1 - r)`: two parts
 * that are each 0 at equality, not `ln(scale_p / scale_q) + (scale_q e⁻ᵗ + |mean_q - mean_p|) / scale_p - 1`.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Meyer, "An Alternative Probabilistic Interpretation of the Huber Loss", arXiv:1911.02088, equation 10.
 */
export const toLaplace =
  <Row extends Dim, Event extends AnyShape>(p: Laplace<Row, Event>) =>
  (q: Laplace<Row, Event>): T.Tensor<readonly [Row]> => {
    const logRatio = pipe(q.logScale, T.same.sub(p.logScale))
    const away = pipe(q.mean, T.same.sub(p.mean), T.abs, T.same.mul(pipe(q.logScale, T.negate, T.exp)))
    return pipe(
      T.expm1(T.negate(away)),
      T.same.add(away),
      T.same.mul(T.exp(logRatio)),
      T.same.add(T.expm1(logRatio)),
      T.same.sub(logRatio),
      T.sumEvent(T.eventShape(q.mean))<readonly [Row]>,
    )
  }
