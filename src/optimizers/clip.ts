/** Gradients that are clipped. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { norm } from '../tensors/norm.js'
import { before } from './around.js'
import { times } from './leafwise.js'
import type { Transform } from './optimizer.js'
import { changed } from './parts.js'
import { limitFault } from './range.js'

/** 1 up to a limit, and above it what makes the norm the limit: exactly 1, so that small gradients keep their bits. */
const factor = (limit: number, size: T.Tensor<readonly []>): T.Tensor<readonly []> =>
  pipe(T.scalar(limit), T.same.div(pipe(size, T.maximum(T.scalar(limit)))))

/**
 * A gradient whose norm, over all parameters, is above a limit, scaled to it. Another stays as it is, to the bit.
 *
 * Range: a limit above 0. A gradient that is not finite stays so, and training reports it. Above 1.8e19 the norm is infinite
 * in float32, and the gradient becomes 0.
 * Errors: a limit out of its range is refused where training starts, as a message (`fault`).
 * Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", arXiv:1211.5063,
 * algorithm 1.
 */
export const clipByNorm = (limit: number): Transform =>
  before(limitFault('clipByNorm', 'the limit', limit), (gradient) =>
    changed(times(factor(limit, norm(gradient))))(gradient),
  )

/**
 * The gradient of each tensor whose norm is above a limit, scaled to it: `clipByNorm` for each tensor on its own.
 *
 * Range: a limit above 0. Errors: as of `clipByNorm`.
 */
export const clipEachByNorm = (limit: number): Transform =>
  before(limitFault('clipEachByNorm', 'the limit', limit), (gradient) =>
    T.Tree.withLeaves(
      gradient,
      T.Tree.leaves(gradient).map(({ value }) => times(factor(limit, norm(value)))(value)),
    ),
  )

/**
 * Each number of the gradient, clipped to between -limit and limit.
 *
 * Range: a limit above 0. Errors: as of `clipByNorm`.
 */
export const clipByValue = (limit: number): Transform =>
  before(limitFault('clipByValue', 'the limit', limit), changed(T.clip(-limit, limit)))
