/** Kullback-Leibler divergences in closed form, of diagonal normal laws. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import type { DiagonalNormal } from './diagonalNormal.js'
import { refuseApart, refuseOtherEvent } from './over.js'
import type { StandardNormal } from './standardNormal.js'

/**
 * `KL(q || N(0, I))` for every number of the event.
 *
 * Shapes: `[Row, ...Event]`. Units: nats. Range: never negative.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix B.
 */
export const toStandardNormalPerDimension = <Row extends Dim, Event extends AnyShape>(
  q: DiagonalNormal<Row, Event>,
): T.Tensor<readonly [Row, ...Event]> =>
  pipe(
    // Not exp(v) - 1 - v: in float32 that is wrong in its first digit at logVariance = 2e-4.
    T.expm1(q.logVariance),
    T.same.sub(q.logVariance),
    T.same.add(T.square(q.mean)),
    T.scaleBy(0.5),
  )

/**
 * `KL(q || N(0, I))`, summed over the event.
 *
 * The prior is asked for, so that the two cannot be exchanged: there is no other order of these types.
 *
 * Shapes: `[Row, ...Event] -> [Row]`. Units: nats. Range: never negative.
 * Errors: a `ShapeError` when the prior is over another event, which a cast let through.
 * Source: Kingma and Welling, arXiv:1312.6114, appendix B.
 */
export const toStandardNormal =
  <Event extends AnyShape>(prior: StandardNormal<Event>) =>
  <Row extends Dim>(q: DiagonalNormal<Row, Event>): T.Tensor<readonly [Row]> => {
    refuseOtherEvent('Kl.toStandardNormal', q.mean, prior)
    return pipe(toStandardNormalPerDimension(q), T.sumEvent(T.eventShape(q.mean))<readonly [Row]>)
  }

/**
 * `KL(q || p)` of two diagonal normal laws, summed over the event.
 *
 * Shapes: `[Row, ...Event], [Row, ...Event] -> [Row]`. Units: nats. Range: never negative.
 * Errors: a `ShapeError` when they are over other rows or events, which a cast let through.
 * Source: Rasmussen and Williams, "Gaussian Processes for Machine Learning", equation A.23, for diagonal covariances.
 */
export const toDiagonalNormal =
  <Row extends Dim, Event extends AnyShape>(p: DiagonalNormal<Row, Event>) =>
  (q: DiagonalNormal<Row, Event>): T.Tensor<readonly [Row]> => {
    refuseApart('Kl.toDiagonalNormal', q.mean, p.mean)
    const logRatio = pipe(q.logVariance, T.same.sub(p.logVariance))
    const distance = pipe(q.mean, T.same.sub(p.mean), T.square, T.same.mul(pipe(p.logVariance, T.negate, T.exp)))
    return pipe(
      T.expm1(logRatio),
      T.same.sub(logRatio),
      T.same.add(distance),
      T.sumEvent(T.eventShape(q.mean))<readonly [Row]>,
      T.scaleBy(0.5),
    )
  }
