/** The numbers that laws are given, and their bounds: those of heads and of priors alike. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape } from '../shapes/dim.js'
import { refuse } from '../shapes/refusal.js'
import * as T from '../tensors/index.js'

/** The largest log-variance that there is, and minus it the smallest: σ between e^-5 and e^5. */
export const LOG_VARIANCE_BOUND = 10

/**
 * A log-variance that no input overflows: `10 tanh(raw / 10)`, close to `raw` near 0.
 *
 * Smooth and never flat before float32 is, unlike clipping, which would stop the gradient of a latent that strayed.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: -10 to 10.
 */
export const boundLogVariance = <Kept extends AnyShape>(raw: T.Tensor<Kept>): T.Tensor<Kept> =>
  pipe(raw, T.scaleBy(1 / LOG_VARIANCE_BOUND), T.tanh, T.scaleBy(LOG_VARIANCE_BOUND))

/** The temperature of a relaxed law: above 0. */
export interface Temperature {
  readonly temperature: number
}

/** A number above 0, or the refusal of what is given it. */
export const positive = (name: string, what: string, given: number): number =>
  Number.isFinite(given) && given > 0 ? given : refuse(`${name}: the ${what} is ${given}: it is a number above 0`)
