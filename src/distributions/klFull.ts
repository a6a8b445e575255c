/** Kullback-Leibler divergences in closed form, of normal laws of full covariance. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { diagonalOf, solveLower, solveLowerMatrix } from '../tensors/triangular.js'
import { type FullNormal, logDiagonal, make } from './fullNormal.js'
import { refuseOtherEvent } from './over.js'
import type { StandardNormal } from './standardNormal.js'

/** `½ (Σ factor² + Σ mean² - N) - Σ logDiagonal`, the diagonal by `expm1` as for diagonal laws. */
const toStandard = <Row extends Dim, Event extends AnyShape>(q: FullNormal<Row, Event>): T.Tensor<readonly [Row]> => {
  const event = T.eventShape(q.mean)
  const logVariance = pipe(logDiagonal(q), T.scaleBy(2))
  const ofDiagonal = pipe(
    T.expm1(logVariance),
    T.same.sub(logVariance),
    T.same.sub(T.square(diagonalOf<Row, Event>(q.factor))),
    T.same.add(T.square(q.mean)),
    T.sumEvent(event)<readonly [Row]>,
  )
  const squares = pipe(
    T.square(q.factor),
    T.sumEvent<readonly [...Event, ...Event]>([...event, ...event])<readonly [Row]>,
  )
  return pipe(ofDiagonal, T.same.add(squares), T.scaleBy(0.5))
}

/**
 * `KL(q || N(0, I))` of a normal law of full covariance.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Errors: a `ShapeError` when the prior is over another event, which a cast let through.
 * Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning", equation A.23.
 */
export const fullToStandardNormal =
  <Event extends AnyShape>(prior: StandardNormal<Event>) =>
  <Row extends Dim>(q: FullNormal<Row, Event>): T.Tensor<readonly [Row]> => {
    refuseOtherEvent('Kl.fullToStandardNormal', q.mean, prior)
    return toStandard(q)
  }

/**
 * `KL(q || p)` of two normal laws of full covariance: that of q to `N(0, I)` in the coordinates in which p is it.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative but for rounding.
 * Source: Rasmussen and Williams, equation A.23.
 */
export const toFullNormal =
  <Row extends Dim, Event extends AnyShape>(p: FullNormal<Row, Event>) =>
  (q: FullNormal<Row, Event>): T.Tensor<readonly [Row]> =>
    toStandard(
      make<Row, Event>(
        pipe(q.mean, T.same.sub(p.mean), solveLower<Row, Event>(p.factor)<readonly []>),
        solveLowerMatrix<Row, Event>(p.factor)(q.factor),
      ),
    )
