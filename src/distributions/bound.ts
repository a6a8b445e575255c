/** The numbers that distributions are given, and their bounds: those of heads and of priors alike. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import type { AboveZero } from '../shapes/number.js'
import * as T from '../tensors/index.js'

/** The largest log-variance; the smallest is minus that: σ between e^-5 and e^5. */
export const LOG_VARIANCE_BOUND = 10

/**
 * A log-variance that no input overflows: `10 tanh(raw / 10)`, close to `raw` near 0.
 *
 * Smooth and never flat before float32 is, unlike clipping, which would stop the gradient of a latent that strayed.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: -10 to 10.
 */
export const boundLogVariance = <Kept extends AnyShape>(raw: T.Tensor<Kept>): T.Tensor<Kept> =>
  pipe(raw, T.mulScalar(1 / LOG_VARIANCE_BOUND), T.tanh, T.mulScalar(LOG_VARIANCE_BOUND))

/** The largest log-scale that a head gives, and minus it the smallest. */
export const LOG_SCALE_BOUND = 5

/** A log-scale that no input overflows: `5 tanh(raw / 5)`. Shapes: `[...Shape] -> [...Shape]`. Range: -5 to 5. */
export const boundLogScale = <Kept extends AnyShape>(raw: T.Tensor<Kept>): T.Tensor<Kept> =>
  pipe(raw, T.mulScalar(1 / LOG_SCALE_BOUND), T.tanh, T.mulScalar(LOG_SCALE_BOUND))

/** A number above 0, or the message in its place. */
export type Positive<Given extends number, What extends string> = AboveZero<Given, What, 'a positive number'>

/** The temperature of a relaxed distribution: above 0. */
export interface Temperature<Given extends number = number, Name extends string = string> {
  readonly temperature: Positive<Given, `${Name}: the temperature`>
}

/** The variance of a normal distribution: above 0. */
export interface Variance<Given extends number = number, Name extends string = string> {
  readonly variance: Positive<Given, `${Name}: the variance`>
}

/** A number above 0; anything else throws. */
export const positive = (name: string, what: string, given: unknown): number =>
  typeof given === 'number' && Number.isFinite(given) && given > 0
    ? given
    : refuse(mustBe(`${name}: the ${what}`, 'a positive number', given))
